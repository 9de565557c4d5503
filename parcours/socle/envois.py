"""Double submission creates one record: each creating form carries a one-use number (securite §4)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from flask import Flask, Response, g, request
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, db
from parcours.socle.horloge import maintenant
from parcours.socle.rendu import suite

CHAMP = "numero_envoi"


class EnvoiRecu(Base):
    """A form already handled: its number, and where its first sending led."""

    __tablename__ = "envoi_recu"

    recu_le: Mapped[datetime] = mapped_column(default=maintenant, index=True)
    suite: Mapped[str | None] = mapped_column(comment="address the first sending redirected to")


def _numero() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.form.get(CHAMP, ""))
    except ValueError:
        return None


def enregistrer(app: Flask) -> None:
    """Register the hooks: take the number in the request's own transaction, remember where it led.

    A refused request rolls its number back, so the corrected form can be sent again.
    """

    @app.before_request
    def _prendre() -> Response | None:
        numero = _numero() if request.method == "POST" and g.get("acteur") else None
        if numero is None:
            return None
        db.session.add(EnvoiRecu(id=numero))
        try:
            db.session.flush()
        except IntegrityError:
            db.session.rollback()
            deja = db.session.scalar(select(EnvoiRecu.suite).where(EnvoiRecu.id == numero))
            return suite(deja or "/")
        g.envoi = numero
        return None


def noter_la_suite(adresse: str | None) -> None:
    """Remember where the current form led (called before the commit)."""
    if "envoi" in g and adresse:
        envoi = db.session.get(EnvoiRecu, g.envoi)
        if envoi is not None:
            envoi.suite = adresse


def rendre_le_numero() -> None:
    """Give the number back: the form was refused though its request is committed, and may be sent again."""
    if "envoi" in g:
        db.session.execute(delete(EnvoiRecu).where(EnvoiRecu.id == g.pop("envoi")))


def purger(avant: timedelta = timedelta(days=2)) -> None:
    """Forget old numbers."""
    db.session.execute(delete(EnvoiRecu).where(EnvoiRecu.recu_le < maintenant() - avant))
