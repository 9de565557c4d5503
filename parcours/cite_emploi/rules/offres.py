"""Offers of the public employment service asked for a person (sante_emploi.md §3.9)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import date


class EtatOffre(enum.StrEnum):
    """Life of an offer for one person."""

    ENVISAGEE = "envisagee"
    DEMANDEE = "demandee"
    COMMENCEE = "commencee"
    TERMINEE = "terminee"
    NON_OBTENUE = "non_obtenue"
    INTERROMPUE = "interrompue"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "envisagee": "Envisagée",
            "demandee": "Demandée",
            "commencee": "Commencée",
            "terminee": "Terminée",
            "non_obtenue": "Non obtenue",
            "interrompue": "Interrompue",
        }[self.value]

    @property
    def ton(self) -> str:
        """Tone of the label."""
        return {"commencee": "reussite", "terminee": "reussite", "interrompue": "attention"}.get(self.value, "neutre")


@dataclass(frozen=True)
class SaisieOffre:
    """An offer as typed."""

    code: str
    libelle: str
    etat: EtatOffre
    debut_le: date | None = None
    fin_le: date | None = None
    structure_id: uuid.UUID | None = None
    precision: str | None = None
