"""Meetings: list, creation, page of one meeting."""

from __future__ import annotations

import uuid

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.access import reunions_visibles
from parcours.reunions.forms.calendrier import ReunionForm
from parcours.reunions.views.blueprint import bp, reserver_a_l_ecriture
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, suite, un_ou_404


@bp.get("/")
@exige(Droit.REUNION_LIRE)
def liste() -> ResponseReturnValue:
    passees = request.args.get("vue") == "passees"
    return rendre("reunions/liste.html", lignes=queries.calendrier.reunions(acteur(), passees=passees), passees=passees)


@bp.get("/nouvelle")
@exige(Droit.REUNION_LIRE)
def nouvelle() -> ResponseReturnValue:
    reserver_a_l_ecriture()
    return rendre("reunions/formulaire.html", form=ReunionForm(), reunion=None, differences=[])


@bp.post("/nouvelle")
@exige(Droit.REUNION_ECRIRE)
def creer() -> ResponseReturnValue:
    form = ReunionForm()
    if not form.validate_on_submit():
        return rendre("reunions/formulaire.html", form=form, reunion=None, differences=[])
    reunion = services.calendrier.creer(form.saisie(), par=acteur())
    flash("La réunion est enregistrée. Vous pouvez préparer son ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


@bp.get("/<uuid:reunion_id>")
@exige(Droit.REUNION_LIRE)
def detail(reunion_id: uuid.UUID) -> ResponseReturnValue:
    return page_de_la_reunion(reunion_id)


def page_de_la_reunion(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(reunions_visibles(acteur()), reunion_id)
    return rendre(
        "reunions/detail.html",
        bloc="ordre_du_jour",
        reunion=reunion,
        lignes=queries.agenda.ordre_du_jour(acteur(), reunion),
        convoques=queries.membres.convoques(reunion),
        passee=reunion.jour < aujourd_hui(),
    )


@bp.get("/<uuid:reunion_id>/modifier")
@exige(Droit.REUNION_LIRE)
def formulaire(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a_l_ecriture()
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    return rendre("reunions/formulaire.html", form=ReunionForm(obj=reunion), reunion=reunion, differences=[])


@bp.post("/<uuid:reunion_id>/modifier")
@exige(Droit.REUNION_ECRIRE)
def modifier(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = ReunionForm()
    if (differences := a_reprendre(form, reunion)) is not None:
        return rendre("reunions/formulaire.html", form=form, reunion=reunion, differences=differences)
    services.calendrier.modifier(reunion, form.saisie(), par=acteur())
    flash("La réunion est modifiée.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))
