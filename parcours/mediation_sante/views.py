"""Médiation santé: what it adds to the timeline."""

from __future__ import annotations

from flask import Blueprint

from parcours.mediation_sante import queries
from parcours.socle import fil
from parcours.socle.droits import Droit

bp = Blueprint("mediation_sante", __name__, url_prefix="/mediation-sante")

fil.completer(Droit.ECHANGE_LIRE, queries.details_du_fil)
