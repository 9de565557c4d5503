"""What is typed on a referral and on its steps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SaisieOrientation:
    """A referral as typed by its sender."""

    contact_id: uuid.UUID | None
    motif: str
    preference_contact: str | None


@dataclass(frozen=True)
class SaisieEtape:
    """What goes with a step: words, code of the refusal, appointment."""

    texte: str | None = None
    motif_refus: str | None = None
    rendez_vous_le: datetime | None = None
