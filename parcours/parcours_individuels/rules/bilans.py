"""Bilans: when the next one falls due, who took part, what follows (pre.md §1.5)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from parcours.parcours_individuels.rules.durees import dans_des_mois
from parcours.parcours_individuels.rules.objectifs import EtatObjectif


class TypeBilan(enum.StrEnum):
    """Which review of the pathway this is."""

    INITIAL = "initial"
    INTERMEDIAIRE = "intermediaire"
    FINAL = "final"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"initial": "Bilan initial", "intermediaire": "Bilan intermédiaire", "final": "Bilan final"}[self.value]


class Suite(enum.StrEnum):
    """What follows a bilan."""

    CONTINUER = "continuer"
    RENOUVELER = "renouveler"
    SUSPENDRE = "suspendre"
    SORTIE = "sortie"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "continuer": "Le parcours continue",
            "renouveler": "Renouveler le parcours",
            "suspendre": "Suspendre le parcours",
            "sortie": "Proposer la sortie",
        }[self.value]


class Present(enum.StrEnum):
    """Who took part: counts say the balance between mothers and fathers (issue of the PRE, « Family »)."""

    MERE = "mere"
    PERE = "pere"
    ENFANT = "enfant"
    REFERENT = "referent"
    ECOLE = "ecole"
    AUTRES = "autres"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "mere": "La mère",
            "pere": "Le père",
            "enfant": "L’enfant",
            "referent": "Le référent",
            "ecole": "L’école",
            "autres": "D’autres professionnels",
        }[self.value]


PARENTS = frozenset({Present.MERE, Present.PERE})
DERNIER_JOUR_D_ECOLE = (6, 30)
"""A bilan is due before the summer."""
RENTREE = (9, 15)
MARGE = timedelta(days=30)
"""Two bilans are not put closer than a month only to come before the summer."""


def fin_de_l_annee_scolaire(jour: date) -> date:
    """Last school day of the school year that `jour` belongs to; July and August belong to the next one."""
    return date(jour.year + (jour.month >= 7), *DERNIER_JOUR_D_ECOLE)


def bilan_suivant(depuis: date, mois: int) -> date:
    """When the next bilan falls due: so many months later, always before the end of the school year, never in the summer."""
    voulu, fin = dans_des_mois(depuis, mois), fin_de_l_annee_scolaire(depuis)
    if voulu <= fin:
        return voulu
    if fin - depuis >= MARGE:
        return fin
    return date(voulu.year, *RENTREE) if voulu.month in (7, 8) else voulu


def type_propose(deja: int, *, sortie_proposee: bool) -> TypeBilan:
    """The first is initial, the one that prepares an exit is final."""
    if sortie_proposee:
        return TypeBilan.FINAL
    return TypeBilan.INTERMEDIAIRE if deja else TypeBilan.INITIAL


@dataclass(frozen=True)
class SaisieBilan:
    """A bilan as typed on one screen."""

    le: date
    type: TypeBilan
    presents: frozenset[Present]
    suite: Suite
    prochain_bilan_le: date | None
    paroles: str | None = None
    """What the child and the family said."""
    constat: str | None = None
    objectifs: dict[uuid.UUID, tuple[EtatObjectif, int | None]] = field(default_factory=dict)
    """Objective -> (where it stands, rating)."""
    notes: dict[str, int] = field(default_factory=dict)
    """Code of list domaine_situation -> rating."""
