"""The blueprint of meetings, and what their e-mails need."""

from __future__ import annotations

import uuid

from flask import Blueprint, current_app, url_for

from parcours.reunions.services.convocations import Expedition

bp = Blueprint("reunions", __name__, url_prefix="/reunions")


def expedition(reunion_id: uuid.UUID) -> Expedition:
    """What an e-mail about this meeting needs of the installation."""
    configuration = current_app.extensions["configuration"]
    return Expedition(
        configuration.url_publique.rstrip("/") + url_for("reunions.detail", reunion_id=reunion_id),
        configuration.courriel_expediteur,
    )
