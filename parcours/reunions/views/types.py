"""Kinds of meetings and school holidays, set by the coordination."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.forms.types import TypeForm, VacancesForm
from parcours.reunions.views.blueprint import bp
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.typographie import date_courte
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/types")
@exige(Droit.REUNION_LIRE)
def types() -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return rendre("reunions/types/liste.html", types=queries.types.types(acteur()))


@bp.get("/types/nouveau")
@exige(Droit.REUNION_LIRE)
def nouveau_type() -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return _page(_formulaire(data={"duree_minutes": 120, "minutes_par_situation": 15}))


@bp.post("/types/nouveau")
@exige(Droit.REUNION_ECRIRE)
def creer_un_type() -> ResponseReturnValue:
    return _recevoir(None)


@bp.get("/types/<uuid:type_id>")
@exige(Droit.REUNION_LIRE)
def type_de_reunion(type_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    type_ = _un(type_id)
    form = _formulaire(type_, obj=type_)
    form.membres.data = [str(m.agent_id) for m in type_.membres]
    return _page(form, type_)


@bp.post("/types/<uuid:type_id>")
@exige(Droit.REUNION_ECRIRE)
def modifier_un_type(type_id: uuid.UUID) -> ResponseReturnValue:
    return _recevoir(_un(type_id))


def _un(type_id: uuid.UUID) -> Any:
    return un_ou_404(queries.types.types_a_regler(acteur()), type_id, trace=False)


def _recevoir(type_: Any) -> ResponseReturnValue:
    form = _formulaire(type_)
    if (differences := a_reprendre(form, type_)) is not None:
        return _page(form, type_, differences)
    try:
        if type_ is None:
            services.types.creer(form.saisie(), par=acteur())
        else:
            services.types.modifier(type_, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page(form, type_)
    flash("Le type de réunion est enregistré.", "succes")
    return suite(url_for(".types"))


def _formulaire(type_: Any = None, **options: Any) -> TypeForm:
    form = TypeForm(**options)
    dispositifs = queries.types.dispositifs(acteur())
    form.proposer(dispositifs, queries.membres.choix_pour_un_type(type_, dispositifs))
    return form


def _page(form: TypeForm, type_: Any = None, differences: Any = ()) -> ResponseReturnValue:
    return rendre("reunions/types/formulaire.html", form=form, type=type_, differences=differences)


@bp.get("/vacances")
@exige(Droit.REUNION_LIRE)
def vacances() -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    lignes = [f"{v.libelle}\u00a0: {date_courte(v.du)} au {date_courte(v.au)}" for v in queries.types.vacances()]
    return rendre("reunions/types/vacances.html", form=VacancesForm(lignes="\n".join(lignes)))


@bp.post("/vacances")
@exige(Droit.REUNION_ECRIRE)
def ecrire_les_vacances() -> ResponseReturnValue:
    form = VacancesForm()
    if not form.validate_on_submit():
        return rendre("reunions/types/vacances.html", form=form)
    services.types.ecrire_les_vacances(form.saisie(), par=acteur())
    flash("Les vacances scolaires sont enregistrées.", "succes")
    return suite(url_for(".types"))
