"""Hand-over of the children of a référent."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.queries import agents_referents
from parcours.pre.forms.passation import PassationForm
from parcours.pre.queries.capacite import enfants_de
from parcours.pre.services.passation import passer_la_main
from parcours.pre.views.blueprint import bp
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, suite


@bp.get("/passation/<uuid:referent_id>")
@exige(Droit.PRE_LIRE)
def passation(referent_id: uuid.UUID) -> ResponseReturnValue:
    enfants = _enfants(referent_id)
    form = PassationForm(data={"a_partir_du": aujourd_hui(), "enfants": [{"enfant": str(i), "vers": ""} for i, _ in enfants]})
    return _page(form, referent_id, enfants)


@bp.post("/passation/<uuid:referent_id>")
@exige(Droit.PRE_ECRIRE)
def confier(referent_id: uuid.UUID) -> ResponseReturnValue:
    enfants = _enfants(referent_id)
    form = PassationForm()
    form.offrir(_autres(_agents(), referent_id))
    if not form.validate_on_submit():
        return _page(form, referent_id, enfants)
    try:
        nombre = passer_la_main(referent_id, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page(form, referent_id, enfants)
    if not nombre:
        form.form_errors.append("Choisissez à qui confier au moins un enfant.")
        return _page(form, referent_id, enfants)
    flash(f"{pluriel(nombre, 'enfant est confié', 'enfants sont confiés')}.", "succes")
    return suite(url_for(".capacite"))


def _enfants(referent_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Nobody to hand over is the same answer as nobody of that name."""
    return enfants_de(acteur(), referent_id) or abort(404)


def _agents() -> dict[uuid.UUID, str]:
    return {a.id: a.nom_complet for a in agents_referents(Dispositif.PRE)}


def _autres(agents: dict[uuid.UUID, str], referent_id: uuid.UUID) -> list[tuple[str, str]]:
    return [(str(i), nom) for i, nom in agents.items() if i != referent_id]


def _page(form: PassationForm, referent_id: uuid.UUID, enfants: list[Any]) -> ResponseReturnValue:
    agents = _agents()
    form.offrir(_autres(agents, referent_id))
    return rendre(
        "pre/passation.html",
        form=form,
        referent_id=referent_id,
        nom_du_referent=agents.get(referent_id, "ce référent"),
        noms={str(i): nom for i, nom in enfants},
    )
