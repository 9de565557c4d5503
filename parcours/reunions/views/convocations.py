"""Members convened to a meeting."""

from __future__ import annotations

import uuid

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.forms.convocations import ConvocationForm
from parcours.reunions.views.blueprint import bp, expedition
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/<uuid:reunion_id>/convocations")
@exige(Droit.REUNION_LIRE)
def convocations(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return _page_des_convocations(reunion_id, ConvocationForm())


@bp.post("/<uuid:reunion_id>/convocations")
@exige(Droit.REUNION_ECRIRE)
def convoquer(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = ConvocationForm()
    form.proposer(queries.membres.choix_de_membres(reunion))
    if not form.validate_on_submit():
        return _page_des_convocations(reunion_id, form)
    try:
        nouveaux = services.convocations.convoquer(reunion, form.choisis(), expedition(reunion.id), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page_des_convocations(reunion_id, form)
    flash(
        f"Les convocations sont enregistrées ; {len(nouveaux)} courriel part, sans aucun nom {reunion.mots.du_qui}."
        if len(nouveaux) < 2
        else f"Les convocations sont enregistrées ; {len(nouveaux)} courriels partent, sans aucun nom {reunion.mots.du_qui}.",
        "succes",
    )
    return suite(url_for(".detail", reunion_id=reunion.id))


def _page_des_convocations(reunion_id: uuid.UUID, form: ConvocationForm) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form.proposer(queries.membres.choix_de_membres(reunion))
    convoques = queries.membres.convoques(reunion)
    if form.membres.data is None:
        form.membres.data = [str(i) for i in queries.membres.a_cocher(reunion, convoques)]
    return rendre(
        "reunions/convocations.html",
        form=form,
        reunion=reunion,
        ecartes=[m for m in queries.membres.membres(aujourd_hui(), reunion.dispositif) if not m.charte_valide],
        a_renouveler=queries.membres.charte_finie_avant(reunion),
        premiere_fois=not convoques,
    )
