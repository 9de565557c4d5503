"""One situation: its sheet, read and written."""

from __future__ import annotations

import uuid

from flask import Response, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.forms.agenda import SituationForm
from parcours.reunions.forms.seance import DecisionForm
from parcours.reunions.views.blueprint import bp
from parcours.socle.conflits import Difference, a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/situations/<uuid:situation_id>")
@exige(Droit.SITUATION_LIRE)
def situation(situation_id: uuid.UUID) -> ResponseReturnValue:
    return page_de_la_situation(situation_id)


def page_de_la_situation(
    situation_id: uuid.UUID, form: DecisionForm | None = None, differences: list[Difference] | None = None
) -> Response:
    ligne = un_ou_404(queries.situations.situations_a_ouvrir(acteur()), situation_id)
    precedente, suivante = queries.situations.voisines(acteur(), ligne)
    return rendre(
        "reunions/situation.html",
        situation=ligne,
        fiche=queries.situations.fiche(ligne),
        form=form or DecisionForm(obj=ligne).parler_de(ligne.reunion.dispositif),
        differences=differences or [],
        precedente=precedente,
        suivante=suivante,
        dossier=queries.situations.dossier_ouvert(acteur(), ligne),
        a_venir=ligne.reunion.jour > aujourd_hui(),
        fenetre=queries.calendrier.fenetre(),
    )


@bp.get("/situations/<uuid:situation_id>/fiche")
@exige(Droit.SITUATION_LIRE)
def fiche(situation_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    ligne = un_ou_404(queries.situations.situations_a_preparer(acteur()), situation_id)
    return rendre("reunions/fiche.html", form=SituationForm(obj=ligne), situation=ligne, differences=[])


@bp.post("/situations/<uuid:situation_id>/fiche")
@exige(Droit.REUNION_ECRIRE)
def resumer(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations.situations_a_preparer(acteur()), situation_id)
    form = SituationForm()
    if (differences := a_reprendre(form, ligne)) is not None:
        return rendre("reunions/fiche.html", form=form, situation=ligne, differences=differences)
    services.agenda.resumer(ligne, form.le_motif(), form.le_resume(), par=acteur())
    flash("La fiche de situation est enregistrée.", "succes")
    return suite(url_for(".situation", situation_id=ligne.id))
