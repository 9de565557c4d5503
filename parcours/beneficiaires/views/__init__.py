"""People: list, search, record, contacts, agreements, référents, merge."""

from __future__ import annotations

from flask import Blueprint

from parcours.beneficiaires import queries
from parcours.socle import fil
from parcours.socle.droits import Droit
from parcours.socle.navigation import Entree

bp = Blueprint("beneficiaires", __name__, url_prefix="/beneficiaires")
NAVIGATION = (Entree("Personnes", "beneficiaires.liste", "people", Droit.BENEFICIAIRE_LIRE, 10, "/beneficiaires"),)

fil.contribuer("dossier", "Accords et référents", Droit.PARCOURS_LIRE, queries.evenements_du_fil)

from parcours.beneficiaires.views import accords, fiche, fusion, identite, liste, referents  # noqa: E402

__all__ = ["NAVIGATION", "accords", "bp", "fiche", "fusion", "identite", "liste", "referents"]
