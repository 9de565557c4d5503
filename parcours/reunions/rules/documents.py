"""How a child is named on what lies on the table, and what minutes group together."""

from __future__ import annotations

import re

AUTRES_SUITES = "Autre suite"


def initiales(nom: str) -> str:
    """« L. M. D. » for « Léa-Marie DURAND »: enough to find one's way in the room, no name."""
    return "\u00a0".join(f"{mot[0].upper()}." for mot in re.split(r"[\s\-’']+", nom) if mot)
