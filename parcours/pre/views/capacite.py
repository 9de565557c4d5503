"""Places of the PRE."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from parcours.pre.queries.capacite import capacite as lire_la_capacite
from parcours.pre.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.reglages import reglage
from parcours.socle.web import acteur, rendre


@bp.get("/places")
@exige(Droit.PRE_LIRE)
def capacite() -> ResponseReturnValue:
    return rendre("pre/capacite.html", c=lire_la_capacite(acteur()), places=reglage("places_pre"))
