"""What is typed once a year: staff, money by source and by nature, contributions in kind (pre.md §2.3 G)."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class GenreDeMoyen(enum.StrEnum):
    """Four small tables."""

    EQUIPE = "equipe_pre"
    SOURCE = "source_financement"
    NATURE = "nature_depense"
    VALORISATION = "contribution_valorisee"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "equipe_pre": "Équipe",
            "source_financement": "Financements par source",
            "nature_depense": "Dépenses par nature",
            "contribution_valorisee": "Contributions valorisées, hors budget",
        }[self.value]

    @property
    def unite(self) -> str:
        """Full-time equivalents or euros."""
        return "ETP" if self is GenreDeMoyen.EQUIPE else "€"


@dataclass(frozen=True)
class SaisieDeMoyen:
    """One amount, in hundredths (0.5 FTE = 50, 12.50 € = 1250); None when the cell is empty."""

    genre: GenreDeMoyen
    code: str
    centiemes: int | None
