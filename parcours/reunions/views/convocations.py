"""Members convened to a meeting."""

from __future__ import annotations

import uuid

from flask import current_app, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.forms.convocations import ConvocationForm
from parcours.reunions.views.blueprint import bp, reserver_a_l_ecriture
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, suite, un_ou_404


@bp.get("/<uuid:reunion_id>/convocations")
@exige(Droit.REUNION_LIRE)
def convocations(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a_l_ecriture()
    return _page_des_convocations(reunion_id, ConvocationForm())


@bp.post("/<uuid:reunion_id>/convocations")
@exige(Droit.REUNION_ECRIRE)
def convoquer(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = ConvocationForm()
    form.proposer(queries.membres.choix_de_membres(reunion))
    if not form.validate_on_submit():
        return _page_des_convocations(reunion_id, form)
    adresse = current_app.extensions["configuration"].url_publique.rstrip("/") + url_for(".detail", reunion_id=reunion.id)
    nouveaux = services.convocations.convoquer(reunion, form.choisis(), adresse, par=acteur())
    flash(
        f"Les convocations sont enregistrées ; {len(nouveaux)} courriel part, sans aucun nom d’enfant."
        if len(nouveaux) < 2
        else f"Les convocations sont enregistrées ; {len(nouveaux)} courriels partent, sans aucun nom d’enfant.",
        "succes",
    )
    return suite(url_for(".detail", reunion_id=reunion.id))


def _page_des_convocations(reunion_id: uuid.UUID, form: ConvocationForm) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form.proposer(queries.membres.choix_de_membres(reunion))
    if form.membres.data is None:
        form.membres.data = [str(agent.id) for agent in queries.membres.convoques(reunion)]
    ecartes = [m for m in queries.membres.membres(aujourd_hui()) if not m.charte_valide]
    return rendre("reunions/convocations.html", form=form, reunion=reunion, ecartes=ecartes)
