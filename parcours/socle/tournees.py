"""Rounds of the worker: when each was made last, so that a silent worker is seen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, db
from parcours.socle.horloge import maintenant


class Tournee(Base):
    """The last time one round was made, and what it did: figures only."""

    __tablename__ = "tournee"

    nom: Mapped[str] = mapped_column(String(40), unique=True)
    faite_le: Mapped[datetime] = mapped_column(default=maintenant)
    bilan: Mapped[str | None] = mapped_column(String(200), comment="figures in words")


def noter_la_tournee(nom: str, bilan: str) -> None:
    """Write that a round has just been made."""
    tournee = db.session.scalar(select(Tournee).where(Tournee.nom == nom))
    if tournee is None:
        tournee = Tournee(nom=nom)
        db.session.add(tournee)
    tournee.faite_le, tournee.bilan = maintenant(), bilan


def tournees() -> dict[str, Tournee]:
    """Every round by name."""
    return {t.nom: t for t in db.session.scalars(select(Tournee))}
