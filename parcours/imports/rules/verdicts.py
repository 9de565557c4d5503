"""What is said of each line: its verdict, the reason, the decision a person took on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from parcours.imports.rules.messages import Message

Place = tuple[str, int]
"""A line: sheet name and row number (from 1)."""


class Verdict(StrEnum):
    """What happens to a line if the import is applied now."""

    CREER = "creer"
    FUSIONNER = "fusionner"
    DOUTE = "doute"
    ECARTEE = "ecartee"
    IGNOREE = "ignoree"
    REFUSEE = "refusee"


@dataclass(frozen=True)
class Decision:
    """A person's choice on one line: `action` is "creer", "fusionner" (then `avec` names the other line) or "ecarter"."""

    action: str
    avec: Place | None = None


@dataclass(frozen=True)
class LigneAnalysee:
    """One line of the file with its verdict. `raison` is French; `avec` is the line it joins or is confused with."""

    feuille: str
    numero: int
    verdict: Verdict
    raison: str
    libelle: str = ""
    avec: Place | None = None
    messages: tuple[Message, ...] = ()
    textes: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Sheet and row."""
        return self.feuille, self.numero
