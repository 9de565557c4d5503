"""Objectives of a pathway: progress, and how many at once (pre.md §3.2)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date


class EtatObjectif(enum.StrEnum):
    """Progress of an objective."""

    EN_COURS = "en_cours"
    ATTEINT = "atteint"
    PARTIEL = "partiellement_atteint"
    ABANDONNE = "abandonne"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "en_cours": "En cours",
            "atteint": "Atteint",
            "partiellement_atteint": "Partiellement atteint",
            "abandonne": "Abandonné",
        }[self.value]


OBJECTIFS_AU_PLUS = 3
"""At most three objectives open at once (pre.md §3.2, pairs.md)."""


@dataclass(frozen=True)
class SaisieObjectif:
    """An objective as typed."""

    texte: str
    domaine: str | None
    etat: EtatObjectif
    depuis_le: date
    atteint_le: date | None
    note_debut: int | None = None
    note_fin: int | None = None
