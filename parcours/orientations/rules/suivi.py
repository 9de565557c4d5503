"""What the follow-up screen is reduced to."""

from __future__ import annotations

import enum


class Delai(enum.StrEnum):
    """How long an answer has been awaited, for the follow-up screen (steps of sante_emploi.md §3.7: 3, 10, 20 days)."""

    TROIS = "3"
    DIX = "10"
    VINGT = "20"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return f"Sans réponse depuis {self.value} jours ou plus"
