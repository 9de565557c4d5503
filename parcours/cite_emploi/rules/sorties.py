"""Exits in the vocabulary of the IAE and the PLIE, and the news taken after them (sante_emploi.md §2.3)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from parcours.parcours_individuels.rules import dans_des_mois


class CategorieSortie(enum.StrEnum):
    """First level of the list `sortie_emploi`: the first three together are the « sorties dynamiques »."""

    EMPLOI_DURABLE = "emploi_durable"
    EMPLOI_TRANSITION = "emploi_transition"
    SORTIE_POSITIVE = "sortie_positive"
    AUTRE = "autre_sortie"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "emploi_durable": "Emploi durable",
            "emploi_transition": "Emploi de transition",
            "sortie_positive": "Sortie positive",
            "autre_sortie": "Autre sortie",
        }[self.value]

    @property
    def dynamique(self) -> bool:
        """True for the three that count as a « sortie dynamique »."""
        return self is not CategorieSortie.AUTRE

    @property
    def emploi(self) -> bool:
        """True when the person has a job: its employer may be said."""
        return self in (CategorieSortie.EMPLOI_DURABLE, CategorieSortie.EMPLOI_TRANSITION)


ANCIENS_MOTIFS = {
    "emploi_durable": CategorieSortie.EMPLOI_DURABLE,
    "emploi_transition": CategorieSortie.EMPLOI_TRANSITION,
    "formation": CategorieSortie.SORTIE_POSITIVE,
}
"""Reasons of the list common to the three dispositifs, as spreadsheets brought them."""

SUIVIS = (3, 6)
"""Months after the exit when news are taken."""


def categorie(parent: str | None, motif: str | None) -> CategorieSortie:
    """Category of a reason: its first level, else what its code tells; anything the teams add elsewhere is « autre »."""
    if parent in set(CategorieSortie):
        return CategorieSortie(parent)
    return ANCIENS_MOTIFS.get(motif or "", CategorieSortie.AUTRE)


def suivis_prevus(sortie_le: date) -> list[tuple[int, date]]:
    """(months, day) of the news to take."""
    return [(mois, dans_des_mois(sortie_le, mois)) for mois in SUIVIS]


@dataclass(frozen=True)
class SaisieSortieEmploi:
    """An exit as typed."""

    le: date
    motif: str
    libelle: str
    categorie: CategorieSortie
    metier: str | None = None
    employeur: str | None = None
    heures_semaine: int | None = None
    precision: str | None = None
    suivre: bool = True
    """Take news at three and six months."""


@dataclass(frozen=True)
class SaisieNouvelles:
    """News taken, or the person could not be reached."""

    le: date
    situation: str
    libelle: str
    texte: str | None = None
