"""The blueprint of meetings, and who opens the page of a form."""

from __future__ import annotations

from flask import Blueprint, abort

from parcours.socle.droits import Droit
from parcours.socle.web import acteur

bp = Blueprint("reunions", __name__, url_prefix="/reunions")


def reserver_a_l_ecriture() -> None:
    """The page of a form opens only to those who may send it."""
    if not acteur().peut(Droit.REUNION_ECRIRE):
        abort(403)
