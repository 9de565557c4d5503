"""Workshops: attendance, dates of the séances."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import date, time, timedelta

from parcours.parcours_individuels.rules import Financement, Rythme

SEANCES_AU_PLUS = 60
"""In one go: a weekly workshop of a whole year, and more."""


class Assiduite(enum.StrEnum):
    """Attendance of one person at one séance."""

    PRESENT = "present"
    EXCUSE = "excuse"
    ABSENT = "absent"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"present": "Présent", "excuse": "Excusé", "absent": "Absent"}[self.value]

    @property
    def ton(self) -> str:
        """Tone of the label."""
        return {"present": "reussite", "excuse": "neutre", "absent": "attention"}[self.value]


@dataclass(frozen=True)
class SaisieAtelier:
    """A workshop as typed."""

    nom: str
    type: str
    operateur_id: uuid.UUID | None = None
    animateur: str | None = None
    lieu: str | None = None
    capacite: int | None = None
    financement: Financement | None = None
    termine_le: date | None = None


@dataclass(frozen=True)
class SaisieSeances:
    """Dates to add, in one go."""

    premiere: date
    rythme: Rythme
    nombre: int
    heure: time | None = None
    duree_min: int | None = None

    def dates(self) -> list[date]:
        """The days, first included."""
        pas = timedelta(days=self.rythme.jours)
        return [self.premiere + rang * pas for rang in range(self.nombre if self.rythme.jours else 1)]


@dataclass(frozen=True)
class SaisieSeanceAtelier:
    """One séance as typed."""

    le: date
    heure: time | None
    duree_min: int | None


@dataclass(frozen=True)
class Compte:
    """How many came, for one person or one séance."""

    presents: int = 0
    excuses: int = 0
    absents: int = 0

    @property
    def total(self) -> int:
        """Attendances noted."""
        return self.presents + self.excuses + self.absents

    @property
    def en_mots(self) -> str:
        """« 6 présences sur 8, 1 absence excusée », or nothing."""
        if not self.total:
            return ""
        mots = [f"{self.presents}\u00a0présence{'s' if self.presents > 1 else ''} sur {self.total}"]
        if self.excuses:
            mots.append(
                f"{self.excuses}\u00a0absence{'s' if self.excuses > 1 else ''} excusée{'s' if self.excuses > 1 else ''}"
            )
        return ", ".join(mots)


def compte(assiduites: list[Assiduite]) -> Compte:
    """Count attendances."""
    return Compte(assiduites.count(Assiduite.PRESENT), assiduites.count(Assiduite.EXCUSE), assiduites.count(Assiduite.ABSENT))
