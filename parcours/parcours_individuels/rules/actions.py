"""Actions of a pathway: life of an action (pre.md §1.4)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import date


class EtatAction(enum.StrEnum):
    """Life of an action."""

    PREVUE = "prevue"
    EN_COURS = "en_cours"
    FAITE = "faite"
    NON_REALISEE = "non_realisee"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"prevue": "Prévue", "en_cours": "En cours", "faite": "Faite", "non_realisee": "Non réalisée"}[self.value]


@dataclass(frozen=True)
class SaisieAction:
    """An action as typed."""

    type: str
    libelle: str
    etat: EtatAction
    objectif_id: uuid.UUID | None
    operateur_id: uuid.UUID | None
    prevue_le: date | None
    faite_le: date | None
