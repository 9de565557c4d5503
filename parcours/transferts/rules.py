"""Life of a transfer, declared once."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass


class EtatTransfert(enum.StrEnum):
    """Asked, then answered by the receiving structure, or taken back by the one that asked."""

    PROPOSE = "propose"
    ACCEPTE = "accepte"
    REFUSE = "refuse"
    ANNULE = "annule"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"propose": "En attente", "accepte": "Accepté", "refuse": "Refusé", "annule": "Annulé"}[self.value]

    @property
    def ton(self) -> str:
        """Tone of its label (`ui.etat`)."""
        return {"propose": "attention", "accepte": "reussite", "refuse": "attention", "annule": "neutre"}[self.value]


@dataclass(frozen=True)
class SaisieTransfert:
    """From which structure, to which, and why."""

    de_structure_id: uuid.UUID
    vers_structure_id: uuid.UUID
    motif: str


@dataclass(frozen=True)
class SaisieReponse:
    """The answer of the receiving structure; `referent` when whoever answers becomes the référent."""

    accepte: bool
    texte: str | None
    referent: bool
