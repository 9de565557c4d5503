"""The meeting itself: decisions."""

from __future__ import annotations

import uuid

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.forms.seance import DecisionForm
from parcours.reunions.views.blueprint import bp
from parcours.reunions.views.situations import page_de_la_situation
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, suite, un_ou_404


@bp.post("/situations/<uuid:situation_id>/decision")
@exige(Droit.REUNION_ECRIRE)
def decider(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations.situations_a_preparer(acteur()), situation_id)
    form = DecisionForm()
    if (differences := a_reprendre(form, ligne)) is not None:
        return page_de_la_situation(situation_id, form, differences)
    try:
        etat = services.seance.decider(ligne, form.saisie(), par=acteur())
    except services.seance.ReunionAVenir as refus:
        form.form_errors.append(str(refus))
        return page_de_la_situation(situation_id, form)
    flash(
        f"La décision est enregistrée. Le parcours passe à l’état « {etat.libelle} »."
        if etat
        else "La décision est enregistrée.",
        "succes",
    )
    return suite(url_for(".situation", situation_id=ligne.id))
