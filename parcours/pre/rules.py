"""School years, the class that follows another, children to look at one by one, and the places of the PRE."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass, field
from datetime import date

from parcours.territoire.rules import AGE_A_LA_RENTREE, CLASSES

PARTICULIERES = ("ULIS", "6e SEGPA", "5e SEGPA", "4e SEGPA", "3e SEGPA", "UPE2A", "CAP", "non scolarisé")
"""Other classes a child may be in."""

_NIVEAUX = {
    "maternelle": ("TPS", "PS", "MS", "GS"),
    "elementaire": ("CP", "CE1", "CE2", "CM1", "CM2"),
    "college": ("6e", "5e", "4e", "3e"),
    "lycee": ("2de", "1re", "Tle"),
}


def annee_de_rentree(jour: date) -> int:
    """Year in which the school year to prepare begins: from June the next September, until May the last one."""
    return jour.year if jour.month >= 6 else jour.year - 1


def annee_scolaire(annee: int) -> str:
    """« 2026-2027 »."""
    return f"{annee}-{annee + 1}"


def niveau_de(classe: str) -> str | None:
    """maternelle, elementaire, college or lycee; None for another class."""
    return next((niveau for niveau, classes in _NIVEAUX.items() if classe in classes), None)


def convient(classe: str, niveau_d_ecole: str) -> bool:
    """True when a school of this level has this class; « primaire » schools have both first levels."""
    niveau = niveau_de(classe)
    if niveau is None:
        return True
    return niveau_d_ecole.startswith(niveau) or (
        niveau_d_ecole.startswith("primaire") and niveau in {"maternelle", "elementaire"}
    )


@dataclass(frozen=True)
class Passage:
    """What is proposed for one child next September; with a doubt, somebody decides."""

    classe: str | None
    meme_ecole: bool
    doutes: tuple[str, ...]

    @property
    def sur(self) -> bool:
        """True when the child simply goes up one class in the same school."""
        return not self.doutes


def proposer(classe: str | None, niveau_d_ecole: str | None, naissance: date | None, annee: int) -> Passage:
    """The class that follows, and why somebody should look.

    Args:
        classe: present class, as written.
        niveau_d_ecole: level of the present school (« maternelle », « elementaire », « primaire », « college »…).
        naissance: to compare the age with the class proposed (a gap of two years or more is pointed out).
        annee: year in which the school year begins.
    """
    if classe not in CLASSES:
        raison = "classe inconnue" if not classe else f"« {classe} » n’a pas de suite automatique"
        return Passage(_d_apres_l_age(naissance, annee) if not classe else None, meme_ecole=True, doutes=(raison,))
    rang = CLASSES.index(classe) + 1
    if rang == len(CLASSES):
        return Passage(None, meme_ecole=False, doutes=("fin du lycée",))
    suivante = CLASSES[rang]
    doutes = []
    meme_ecole = niveau_d_ecole is not None and convient(suivante, niveau_d_ecole)
    if niveau_d_ecole is None:
        doutes.append("établissement inconnu")
    elif not meme_ecole:
        doutes.append(f"entre en {suivante}\u00a0: change d’établissement")
    if naissance is not None and abs(annee - naissance.year - AGE_A_LA_RENTREE[suivante]) >= 2:
        doutes.append("l’âge et la classe s’écartent")
    return Passage(suivante, meme_ecole=meme_ecole, doutes=tuple(doutes))


def _d_apres_l_age(naissance: date | None, annee: int) -> str | None:
    if naissance is None:
        return None
    return next((classe for classe, age in AGE_A_LA_RENTREE.items() if age == annee - naissance.year), None)


@dataclass(frozen=True)
class EcoleOfferte:
    """A school that may be chosen."""

    id: str
    nom: str
    niveau: str


@dataclass(frozen=True)
class DecisionDeRentree:
    """What was decided for one child."""

    beneficiaire_id: uuid.UUID
    version: int
    classe: str
    etablissement_id: uuid.UUID | None


@dataclass
class BilanDeRentree:
    """What was done, and who changed in the meantime."""

    faits: int = 0
    changes: list[str] = field(default_factory=list)
    """Names of the children whose file changed since the page was opened: left as they are."""


class RaisonDeSortie(enum.StrEnum):
    """Why a place should soon be free."""

    PROPOSEE = "proposee"
    DUREE = "duree"
    AGE = "age"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"proposee": "sortie proposée", "duree": "24 mois de parcours", "age": "16 ans"}[self.value]


MOIS_DE_PREVISION = 6
DUREE_MAXIMUM_MOIS = 24
"""Soft ceiling of a pathway (pre.md §1.5)."""
AGE_LIMITE = 16
"""« 2 à 16 ans » (pre.md §1.5)."""


def ajouter_des_mois(jour: date, mois: int) -> date:
    """The first day of the month that lies so many months after."""
    total = jour.year * 12 + jour.month - 1 + mois
    return date(total // 12, total % 12 + 1, 1)


def sortie_prevue(propose: bool, debut: date | None, naissance: date | None, jour: date) -> tuple[date, RaisonDeSortie] | None:
    """When a place should be free within six months, and why; the first reason to come wins.

    Args:
        propose: the exit is proposed: this month.
        debut: entry into the pathway.
        naissance: birth date.
        jour: today.
    """
    if propose:
        return jour.replace(day=1), RaisonDeSortie.PROPOSEE
    limite = ajouter_des_mois(jour, MOIS_DE_PREVISION)
    dates = []
    if debut is not None:
        dates.append((ajouter_des_mois(debut, DUREE_MAXIMUM_MOIS), RaisonDeSortie.DUREE))
    if naissance is not None:
        dates.append((ajouter_des_mois(naissance, 12 * AGE_LIMITE), RaisonDeSortie.AGE))
    a_venir = [(max(le, jour.replace(day=1)), raison) for le, raison in dates if le < limite]
    return min(a_venir, default=None)


@dataclass(frozen=True)
class SaisiePassation:
    """Children of one référent entrusted to others."""

    a_partir_du: date
    jusqu_au: date | None
    """Set for an absence: the replacement is co-référent until this day; empty: the référent changes for good."""
    vers: dict[uuid.UUID, uuid.UUID]
    """File → new agent."""
