"""How long each step took: request, agreement of the family, EPS, contract, first bilan (pre.md §2.3 A)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from parcours.parcours_individuels.rules.durees import duree_en_mots


@dataclass(frozen=True)
class Delai:
    """Time between two steps that follow each other."""

    de: str
    vers: str
    jours: int
    mots: str


def delais(dates: list[tuple[str, date | None]]) -> list[Delai]:
    """Delays between the steps whose date is known, in their order; a step dated before the previous one counts zero."""
    connues = [(nom, le) for nom, le in dates if le is not None]
    return [
        Delai(de, vers, max(0, (fin - debut).days), duree_en_mots(debut, max(debut, fin)))
        for (de, debut), (vers, fin) in pairwise(connues)
    ]
