"""What forms hand to services."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from parcours.socle.droits import Dispositif, Role


@dataclass(frozen=True)
class SaisieAgent:
    """Who the agent is."""

    prenom: str
    nom: str
    courriel: str
    fonction: str | None


@dataclass(frozen=True)
class SaisieHabilitation:
    """What is given."""

    role: Role
    dispositif: Dispositif | None
    structure_id: uuid.UUID | None
    debut: date
    fin: date | None
    charte_signee_le: date | None = None
