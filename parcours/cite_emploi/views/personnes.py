"""People on the way to work, by step."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from parcours.cite_emploi import queries
from parcours.cite_emploi.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre


@bp.get("/vers-l-emploi")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def personnes() -> ResponseReturnValue:
    groupe = request.args.get("etape", "")
    groupe = groupe if groupe in queries.GROUPES else next(iter(queries.GROUPES))
    resultat = queries.personnes_par_etape(acteur(), groupe, page=request.args.get("page", 1, type=int))
    return rendre(
        "cite_emploi/personnes.html",
        resultat=resultat,
        groupe=groupe,
        groupes=queries.GROUPES,
        nouvelles=queries.nouvelles_a_prendre(acteur()),
        adresse=lambda page: url_for(".personnes", etape=groupe, page=page),
        par_page=queries.PAR_PAGE,
    )
