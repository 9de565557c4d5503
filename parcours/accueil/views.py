"""« À faire aujourd'hui »."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from parcours.socle.droits import Droit, exige
from parcours.socle.navigation import Entree
from parcours.socle.web import rendre

bp = Blueprint("accueil", __name__)
NAVIGATION = (Entree("À faire", "accueil.page", "sun", Droit.ACCUEIL_LIRE, 0, "/"),)


@bp.get("/")
@exige(Droit.ACCUEIL_LIRE)
def page() -> ResponseReturnValue:
    return rendre("accueil/page.html")
