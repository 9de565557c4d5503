"""School year or calendar year (pre.md §1.2: the teams count by school year, the State's money is by calendar year)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

PREMIERE_ANNEE = 2005
"""The PRE was created by law in 2005."""


class GenreDAnnee(enum.StrEnum):
    """Two ways of counting."""

    SCOLAIRE = "scolaire"
    CIVILE = "civile"


@dataclass(frozen=True)
class Periode:
    """One year; `annee` is the calendar year in which it begins."""

    genre: GenreDAnnee
    annee: int

    @property
    def debut(self) -> date:
        """First day."""
        return date(self.annee, 9 if self.genre is GenreDAnnee.SCOLAIRE else 1, 1)

    @property
    def fin(self) -> date:
        """Last day."""
        return date(self.annee + 1, 8, 31) if self.genre is GenreDAnnee.SCOLAIRE else date(self.annee, 12, 31)

    @property
    def code(self) -> str:
        """« scolaire-2025 », as in the address."""
        return f"{self.genre.value}-{self.annee}"

    @property
    def libelle(self) -> str:
        """« Année scolaire 2025-2026 »."""
        if self.genre is GenreDAnnee.SCOLAIRE:
            return f"Année scolaire {self.annee}-{self.annee + 1}"
        return f"Année civile {self.annee}"

    @property
    def court(self) -> str:
        """« 2025-2026 », « Année 2026 »: in a row of links."""
        return f"{self.annee}-{self.annee + 1}" if self.genre is GenreDAnnee.SCOLAIRE else f"Année {self.annee}"

    def contient(self, jour: date | None) -> bool:
        """True when the day is in the year."""
        return jour is not None and self.debut <= jour <= self.fin


def lire_periode(code: str, jour: date) -> Periode:
    """The period of an address; anything unreadable is the last school year begun (unless it began this very month)."""
    genre, _, annee = code.partition("-")
    if genre in set(GenreDAnnee) and annee.isdigit() and PREMIERE_ANNEE <= int(annee) <= jour.year:
        return Periode(GenreDAnnee(genre), int(annee))
    return Periode(GenreDAnnee.SCOLAIRE, jour.year if jour.month >= 10 else jour.year - 1)


def periodes_offertes(jour: date, combien: int = 4) -> list[Periode]:
    """The latest years, of both kinds, the present ones first."""
    scolaire = jour.year if jour.month >= 9 else jour.year - 1
    return [Periode(GenreDAnnee.SCOLAIRE, scolaire - n) for n in range(combien)] + [
        Periode(GenreDAnnee.CIVILE, jour.year - n) for n in range(combien)
    ]
