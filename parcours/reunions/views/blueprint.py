"""The blueprint of meetings, and who opens the page of a form."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, current_app, url_for

from parcours.reunions.services.convocations import Expedition
from parcours.socle.droits import Droit
from parcours.socle.web import acteur

bp = Blueprint("reunions", __name__, url_prefix="/reunions")


def reserver_a_l_ecriture() -> None:
    """The page of a form opens only to those who may send it."""
    if not acteur().peut(Droit.REUNION_ECRIRE):
        abort(403)


def expedition(reunion_id: uuid.UUID) -> Expedition:
    """What an e-mail about this meeting needs of the installation."""
    configuration = current_app.extensions["configuration"]
    return Expedition(
        configuration.url_publique.rstrip("/") + url_for("reunions.detail", reunion_id=reunion_id),
        configuration.courriel_expediteur,
    )
