"""Address that several screens put in their e-mails."""

from __future__ import annotations

import uuid

from flask import current_app, url_for

from parcours.orientations.services import Expedition


def expedition(orientation_id: uuid.UUID) -> Expedition:
    """What an e-mail about this referral needs of the installation."""
    configuration = current_app.extensions["configuration"]
    return Expedition(
        configuration.url_publique.rstrip("/") + url_for("orientations.detail", orientation_id=orientation_id),
        configuration.courriel_expediteur,
    )
