"""Addresses and guards that several screens share."""

from __future__ import annotations

import uuid

from flask import abort, current_app, url_for

from parcours.orientations.services import Expedition
from parcours.socle.droits import Droit
from parcours.socle.web import acteur


def expedition(orientation_id: uuid.UUID) -> Expedition:
    """What an e-mail about this referral needs of the installation."""
    configuration = current_app.extensions["configuration"]
    return Expedition(
        configuration.url_publique.rstrip("/") + url_for("orientations.detail", orientation_id=orientation_id),
        configuration.courriel_expediteur,
    )


def reserver_a(droit: Droit) -> None:
    """The page of a form opens only to those who may send it."""
    if not acteur().peut(droit):
        abort(403)
