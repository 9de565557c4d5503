"""Reading accounts."""

from __future__ import annotations

from sqlalchemy import select

from parcours.comptes.models import Agent
from parcours.socle.base import db


def agent_par_courriel(courriel: str) -> Agent | None:
    """The account of this sign-in name (lower case)."""
    return db.session.scalar(select(Agent).where(Agent.courriel == courriel))
