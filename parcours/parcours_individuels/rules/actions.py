"""Actions of a pathway: life of an action, its séances, its costs (pre.md §1.4)."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from parcours.socle.droits import Dispositif

HEURES, SEANCES, EUROS = "heures", "séances", "euros"
"""Units of the list `type_action`."""
UNE_HEURE = 60


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

    @property
    def ouverte(self) -> bool:
        """True while something of it is still expected."""
        return self in (EtatAction.PREVUE, EtatAction.EN_COURS)


class Financement(enum.StrEnum):
    """Who pays: ordinary services come before the money of the PRE."""

    DROIT_COMMUN = "droit_commun"
    PRE = "pre"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"droit_commun": "Droit commun", "pre": "Payée par le PRE"}[self.value]


class Rythme(enum.StrEnum):
    """How often it comes back: gives the next date after each séance."""

    UNE_FOIS = "une_fois"
    SEMAINE = "semaine"
    QUINZAINE = "quinzaine"
    MOIS = "mois"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "une_fois": "Une seule fois",
            "semaine": "Chaque semaine",
            "quinzaine": "Tous les quinze jours",
            "mois": "Chaque mois",
        }[self.value]

    @property
    def jours(self) -> int:
        """Days from one séance to the next; a month is four weeks, so that it stays on its day of the week."""
        return {"une_fois": 0, "semaine": 7, "quinzaine": 14, "mois": 28}[self.value]


class ManqueePar(enum.StrEnum):
    """Because of whom a séance did not take place."""

    ENFANT = "enfant"
    FAMILLE = "famille"
    OPERATEUR = "operateur"
    PRE = "pre"

    @property
    def libelle(self) -> str:
        """Words on screen, for a child."""
        return {"enfant": "L’enfant", "famille": "La famille", "operateur": "L’opérateur", "pre": "Le PRE"}[self.value]

    @property
    def complement(self) -> str:
        """« par la famille »."""
        return f"par {self.libelle[0].lower()}{self.libelle[1:]}"


MANQUEE_HORS_PRE = {ManqueePar.ENFANT: "La personne", ManqueePar.PRE: "L’équipe"}
"""Words of the other dispositifs, where nobody is a child."""


def mots_de_manque(dispositif: Dispositif) -> list[tuple[str, str]]:
    """(code, words) of who made a séance fail; nobody is a child outside the PRE."""
    hors_pre = {} if dispositif is Dispositif.PRE else MANQUEE_HORS_PRE
    return [(qui.value, hors_pre.get(qui, qui.libelle)) for qui in ManqueePar]


@dataclass(frozen=True)
class PlanAction:
    """How an action is meant to go: dates, rhythm, quantity, money, result."""

    prevue_au: date | None = None
    prochaine_le: date | None = None
    rythme: Rythme | None = None
    frequence: str | None = None
    prevu: int | None = None
    collective: bool = False
    financement: Financement | None = None
    cout_prevu: int | None = None
    cout_engage: int | None = None
    cout_paye: int | None = None
    resultat: str | None = None


@dataclass(frozen=True)
class SaisieAction:
    """An action as typed; without a plan, the one it already has stays."""

    type: str
    libelle: str
    etat: EtatAction
    objectif_id: uuid.UUID | None
    operateur_id: uuid.UUID | None
    prevue_le: date | None
    faite_le: date | None
    plan: PlanAction | None = None


@dataclass(frozen=True)
class SaisieSeance:
    """One occurrence as typed: done, or missed and by whom."""

    le: date
    faite: bool
    manquee_par: ManqueePar | None = None
    excusee: bool = False
    duree_min: int | None = None
    commentaire: str | None = None


class Seance(Protocol):
    """What the counts need of an occurrence."""

    le: date
    faite: bool
    manquee_par: ManqueePar | None
    duree_min: int | None


@dataclass(frozen=True)
class Avancement:
    """How far an action has come."""

    faites: int
    manquees: int
    minutes: int
    prevu: int | None
    unite: str | None

    @property
    def fait(self) -> int:
        """Done, in the unit of `prevu`: minutes when it counts hours."""
        return self.minutes if self.unite == HEURES else self.faites

    @property
    def complet(self) -> bool:
        """True when everything planned has been done."""
        return self.prevu is not None and self.fait >= self.prevu

    @property
    def en_mots(self) -> str:
        """« 3/10 séances, 1 manquée », « 4 h sur 12 h », or nothing."""
        if self.unite == HEURES and (self.minutes or self.prevu):
            mots = heures_en_mots(self.minutes) + (f" sur {heures_en_mots(self.prevu)}" if self.prevu else "")
        elif self.unite != EUROS and (self.faites or self.prevu):
            nombre = f"{self.faites}/{self.prevu}" if self.prevu else str(self.faites)
            pluriel = "s" if max(self.faites, self.prevu or 0) > 1 else ""
            mots = f"{nombre}\u00a0séance{pluriel}"
        else:
            mots = ""
        if self.manquees:
            manque = f"{self.manquees}\u00a0manquée{'s' if self.manquees > 1 else ''}"
            return f"{mots}, {manque}" if mots else manque
        return mots


def avancement(seances: Iterable[Seance], prevu: int | None, unite: str | None) -> Avancement:
    """Count the occurrences of one action."""
    toutes = list(seances)
    faites = [s for s in toutes if s.faite]
    minutes = sum(s.duree_min or (UNE_HEURE if unite == HEURES else 0) for s in faites)
    return Avancement(len(faites), len(toutes) - len(faites), minutes, prevu, unite)


def heures_en_mots(duree: int | None) -> str:
    """« 1 h 30 », « 0 h »."""
    heures, reste = divmod(duree or 0, 60)
    return f"{heures}\u00a0h" + (f"\u00a0{reste:02d}" if reste else "")


def prochaine_apres(jour: date, rythme: Rythme | None, *, fin: date | None) -> date | None:
    """Next date after a séance: nothing when it does not come back, or when it would fall after the end."""
    if rythme is None or not rythme.jours:
        return None
    suivante = jour + timedelta(days=rythme.jours)
    return None if fin is not None and suivante > fin else suivante


def etat_apres(etat: EtatAction, rythme: Rythme | None, fait: Avancement) -> EtatAction:
    """State after a séance was noted: a planned action without a rhythm is done at once; a repeated one when all is done."""
    if not etat.ouverte or not fait.faites:
        return etat
    unique = rythme is Rythme.UNE_FOIS or (rythme is None and fait.prevu is None and etat is EtatAction.PREVUE)
    return EtatAction.FAITE if unique or fait.complet else EtatAction.EN_COURS
