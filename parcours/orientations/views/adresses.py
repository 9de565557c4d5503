"""Addresses and guards that several screens share."""

from __future__ import annotations

import uuid

from flask import abort, current_app, url_for

from parcours.socle.droits import Droit
from parcours.socle.web import acteur


def adresse_publique(orientation_id: uuid.UUID) -> str:
    """Absolute address of a referral, for an e-mail."""
    racine: str = current_app.extensions["configuration"].url_publique
    return racine.rstrip("/") + url_for(".detail", orientation_id=orientation_id)


def reserver_a(droit: Droit) -> None:
    """The page of a form opens only to those who may send it."""
    if not acteur().peut(droit):
        abort(403)
