"""Appointments: given, moved, missed."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.orientations import queries, services
from parcours.orientations.forms import RendezVousForm
from parcours.orientations.rules import Cote, EtatOrientation
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import expedition
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, suite, un_ou_404


@bp.get("/<uuid:orientation_id>/rendez-vous")
@exige(Droit.ORIENTATION_LIRE)
def rendez_vous(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    if orientation.etat is not EtatOrientation.ACCEPTEE:
        flash("Un rendez-vous se donne sur une orientation acceptée et pas encore démarrée.", "info")
        return suite(url_for(".detail", orientation_id=orientation.id))
    receveur = Cote.RECEVEUR in queries.cotes_de(acteur(), orientation)
    return _page(orientation, _formulaire(orientation), receveur=receveur)


@bp.post("/<uuid:orientation_id>/reponse/rendez-vous")
@exige(Droit.ORIENTATION_REPONSE_ECRIRE)
def donner_rendez_vous(orientation_id: uuid.UUID) -> ResponseReturnValue:
    return _noter(un_ou_404(queries.a_repondre(acteur()), orientation_id), receveur=True)


@bp.post("/<uuid:orientation_id>/suivi/rendez-vous")
@exige(Droit.ORIENTATION_ECRIRE)
def noter_rendez_vous(orientation_id: uuid.UUID) -> ResponseReturnValue:
    return _noter(un_ou_404(queries.a_suivre(acteur()), orientation_id), receveur=False)


def _formulaire(orientation: Any) -> RendezVousForm:
    form = RendezVousForm()
    form.proposer(deja=queries.rendez_vous_prevu(orientation) is not None)
    return form


def _page(orientation: Any, form: RendezVousForm, *, receveur: bool) -> ResponseReturnValue:
    route = ".donner_rendez_vous" if receveur else ".noter_rendez_vous"
    return rendre(
        "orientations/rendez_vous.html",
        orientation=orientation,
        form=form,
        prevu=queries.rendez_vous_prevu(orientation),
        action=url_for(route, orientation_id=orientation.id),
        receveur=receveur,
    )


def _noter(orientation: Any, *, receveur: bool) -> ResponseReturnValue:
    form = _formulaire(orientation)
    if not form.validate_on_submit():
        return _page(orientation, form, receveur=receveur)
    services.noter_la_suite(orientation, form.l_issue(), form.le_rendez_vous(), expedition(orientation.id), par=acteur())
    flash("C’est noté. Les deux professionnels en sont prévenus, sans le nom de la personne.", "succes")
    return suite(url_for(".detail", orientation_id=orientation.id))
