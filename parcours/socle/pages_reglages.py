"""Thresholds an administrator changes on screen, within the guard rails of `socle.reglages`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from parcours.socle.droits import Droit, exige
from parcours.socle.formulaires import OBLIGATOIRE, Formulaire
from parcours.socle.navigation import Entree
from parcours.socle.reglages import REGLAGES, changer, reglages
from parcours.socle.transaction import tracer
from parcours.socle.web import rendre, suite

bp = Blueprint("reglages", __name__, url_prefix="/reglages")
NAVIGATION = (Entree("Réglages", "reglages.page", "sliders", Droit.REGLAGE_LIRE, 90, "/reglages"),)


def _champs() -> dict[str, Any]:
    """One whole number per declared setting, with its limits."""
    return {
        cle: IntegerField(
            f"{r.libelle} ({r.unite})",
            description=f"Entre {r.minimum} et {r.maximum}. Valeur de départ\u00a0: {r.defaut}.",
            validators=[
                InputRequired(OBLIGATOIRE),
                NumberRange(r.minimum, r.maximum, f"Entre {r.minimum} et {r.maximum} {r.unite}."),
            ],
        )
        for cle, r in REGLAGES.items()
    }


ReglagesForm: Any = type("ReglagesForm", (Formulaire,), _champs())
"""The form follows the list of settings: a new setting appears here by itself."""


@bp.get("/")
@exige(Droit.REGLAGE_LIRE)
def page() -> ResponseReturnValue:
    return rendre("socle/reglages.html", form=ReglagesForm(data=reglages()), cles=list(REGLAGES))


@bp.post("/")
@exige(Droit.REGLAGE_ECRIRE)
def enregistrer() -> ResponseReturnValue:
    form = ReglagesForm()
    if not form.validate_on_submit():
        return rendre("socle/reglages.html", form=form, cles=list(REGLAGES))
    avant = reglages()
    for cle in REGLAGES:
        if form[cle].data != avant[cle]:
            changer(cle, form[cle].data)
            tracer("modifier", "reglage", detail=f"{cle} {avant[cle]} {form[cle].data}")
    flash("Les réglages sont enregistrés.", "succes")
    return suite(url_for(".page"))
