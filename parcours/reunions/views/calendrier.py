"""Meetings: list, creation, page of one meeting, cancelling."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.access import reunions_visibles
from parcours.reunions.forms.calendrier import ReunionForm
from parcours.reunions.views.blueprint import bp, expedition
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/")
@exige(Droit.REUNION_LIRE)
def liste() -> ResponseReturnValue:
    passees = request.args.get("vue") == "passees"
    lignes = queries.calendrier.reunions(acteur(), passees=passees)
    return rendre("reunions/liste.html", lignes=lignes, passees=passees)


@bp.get("/nouvelle")
@exige(Droit.REUNION_LIRE)
def nouvelle() -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return _page(_formulaire())


@bp.post("/nouvelle")
@exige(Droit.REUNION_ECRIRE)
def creer() -> ResponseReturnValue:
    form = _formulaire()
    if not form.validate_on_submit():
        return _page(form)
    try:
        reunion = services.calendrier.creer(form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page(form)
    flash("La réunion est enregistrée. Vous pouvez préparer son ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


def _formulaire(reunion: Any = None, **options: Any) -> ReunionForm:
    form = ReunionForm(**options)
    form.proposer(queries.types.choix(acteur(), sauf=reunion.type if reunion else None))
    return form


def _page(form: ReunionForm, reunion: Any = None, differences: Any = ()) -> ResponseReturnValue:
    return rendre("reunions/formulaire.html", form=form, reunion=reunion, differences=differences)


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
        agenda=queries.agenda.agenda(acteur(), reunion),
        convoques=queries.membres.convoques(reunion),
        passee=reunion.jour < aujourd_hui(),
        fenetre=None if acteur().peut(Droit.REUNION_ECRIRE) else queries.calendrier.fenetre(),
    )


@bp.get("/<uuid:reunion_id>/modifier")
@exige(Droit.REUNION_LIRE)
def formulaire(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = _formulaire(reunion, obj=reunion)
    form.type.data = reunion.type_code
    return _page(form, reunion)


@bp.post("/<uuid:reunion_id>/modifier")
@exige(Droit.REUNION_ECRIRE)
def modifier(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = _formulaire(reunion)
    if (differences := a_reprendre(form, reunion)) is not None:
        return _page(form, reunion, differences)
    try:
        prevenus = services.calendrier.modifier(reunion, form.saisie(), expedition(reunion.id), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page(form, reunion)
    flash(f"La réunion est modifiée.{_prevenus(prevenus)}", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


def _prevenus(nombre: int) -> str:
    if not nombre:
        return ""
    return f" {pluriel(nombre, 'membre convoqué en est prévenu', 'membres convoqués en sont prévenus')} par courriel."


@bp.get("/<uuid:reunion_id>/annuler")
@exige(Droit.REUNION_LIRE)
def annulation(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    return rendre("reunions/annuler.html", reunion=reunion, convoques=queries.membres.convoques(reunion))


@bp.post("/<uuid:reunion_id>/annuler")
@exige(Droit.REUNION_ECRIRE)
def annuler(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    prevenus = services.calendrier.annuler(reunion, expedition(reunion.id), par=acteur())
    flash(f"La réunion est annulée.{_prevenus(prevenus)}", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))
