"""What the engine says about a line, always with the cell it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gravite(StrEnum):
    """How much a message asks of the reader."""

    INFO = "info"
    ATTENTION = "attention"
    DOUTE = "doute"
    BLOQUANT = "bloquant"


@dataclass(frozen=True)
class Remarque:
    """Something to say about one value, before its place is known. `code` is stable, `texte` is French."""

    code: str
    texte: str
    gravite: Gravite = Gravite.INFO


@dataclass(frozen=True)
class Message:
    """A remark at its place. `reference` is the A1 reference ("C20"), None when it speaks of the whole line."""

    feuille: str
    ligne: int
    code: str
    texte: str
    gravite: Gravite
    champ: str | None = None
    reference: str | None = None
    valeur: str = ""
    """The cell as written in the file."""

    @property
    def lieu(self) -> str:
        """Where to look in the file, as a reader writes it: "SUIVI 2025-2026!C20"."""
        return f"{self.feuille}!{self.reference}" if self.reference else f"{self.feuille}, ligne {self.ligne}"
