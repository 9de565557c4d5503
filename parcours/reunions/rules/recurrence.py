"""A calendar of meetings made in one gesture: every N weeks, or the same rank in each month; holidays and public holidays."""

from __future__ import annotations

import enum
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from parcours.reunions.rules.types import Vacances

AU_PLUS = 60
"""Meetings made at once: more than a year of weekly ones."""


class Rythme(enum.StrEnum):
    """How the meetings follow one another."""

    SEMAINES = "semaines"
    RANG = "rang"
    DERNIER = "dernier"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "semaines": "Toutes les semaines, ou toutes les deux, trois… semaines",
            "rang": "Chaque mois, au même rang que la première (par exemple le 2e mardi)",
            "dernier": "Chaque mois, le dernier (par exemple le dernier mardi)",
        }[self.value]


@dataclass(frozen=True)
class JourPropose:
    """A day of the series, and why it might be skipped."""

    jour: date
    raison: str = ""


def jours_de_la_serie(premiere: date, jusqu_au: date, rythme: Rythme, semaines: int = 1) -> list[date]:
    """Days of the meetings from the first one to the last day, both included, no more than `AU_PLUS`."""
    if rythme is Rythme.SEMAINES:
        suite: Iterator[date] = (premiere + timedelta(weeks=semaines * n) for n in count())
    else:
        rang = 5 if rythme is Rythme.DERNIER else (premiere.day - 1) // 7 + 1
        suite = (du_mois(annee, mois, premiere.weekday(), rang) for annee, mois in _mois_depuis(premiere))
        suite = (jour for jour in suite if jour >= premiere)
    return [jour for jour, _ in zip(takewhile(lambda jour: jour <= jusqu_au, suite), range(AU_PLUS), strict=False)]


def _mois_depuis(premiere: date) -> Iterator[tuple[int, int]]:
    for n in count(premiere.month - 1):
        yield premiere.year + n // 12, n % 12 + 1


def du_mois(annee: int, mois: int, jour_de_semaine: int, rang: int) -> date:
    """The `rang`-th such weekday of a month; the last one when there are fewer."""
    premier = date(annee, mois, 1)
    jour = 1 + (jour_de_semaine - premier.weekday()) % 7 + 7 * (rang - 1)
    while jour > monthrange(annee, mois)[1]:
        jour -= 7
    return date(annee, mois, jour)


def proposer(jours: Iterable[date], vacances: Iterable[Vacances]) -> list[JourPropose]:
    """The same days, with the holiday or public holiday they fall in."""
    periodes = list(vacances)
    return [JourPropose(jour, _raison(jour, periodes)) for jour in jours]


def _raison(jour: date, periodes: list[Vacances]) -> str:
    if jour in jours_feries(jour.year):
        return "jour férié"
    if jour.weekday() == 6:
        return "dimanche"
    return next((f"vacances\u00a0: {p.libelle}" for p in periodes if p.du <= jour <= p.au), "")


def jours_feries(annee: int) -> frozenset[date]:
    """Public holidays (code du travail, art. L3133-1)."""
    paques = _paques(annee)
    fixes = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    return frozenset({date(annee, m, j) for m, j in fixes} | {paques + timedelta(days=n) for n in (1, 39, 50)})


def _paques(annee: int) -> date:
    """Easter Sunday, Gregorian calendar (Oudin's method)."""
    g, c = annee % 19, annee // 100
    h = (c - c // 4 - (8 * c + 13) // 25 + 19 * g + 15) % 30
    i = h - (h // 28) * (1 - (29 // (h + 1)) * ((21 - g) // 11))
    j = (annee + annee // 4 + i + 2 - c + c // 4) % 7
    depuis = i - j
    mois = 3 + (depuis + 40) // 44
    return date(annee, mois, depuis + 28 - 31 * (mois // 4))
