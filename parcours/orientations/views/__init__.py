"""Referrals: write, send, follow up, receive, answer."""

from __future__ import annotations

from flask import Blueprint

from parcours.orientations import queries
from parcours.socle import fil
from parcours.socle.droits import Droit
from parcours.socle.navigation import Entree

bp = Blueprint("orientations", __name__, url_prefix="/orientations")
NAVIGATION = (Entree("Orientations", "orientations.liste", "send", Droit.ORIENTATION_LIRE, 50, "/orientations"),)
fil.contribuer("orientation", "Orientations", Droit.ORIENTATION_ECRIRE, queries.evenements_du_fil)

from parcours.orientations.views import (  # noqa: E402
    choisir,
    detail,
    ecriture,
    etapes,
    liens,
    liste,
    rendez_vous,
    reponse,
    reponse_fichiers,
    suivi,
)

__all__ = [
    "NAVIGATION",
    "bp",
    "choisir",
    "detail",
    "ecriture",
    "etapes",
    "liens",
    "liste",
    "rendez_vous",
    "reponse",
    "reponse_fichiers",
    "suivi",
]
