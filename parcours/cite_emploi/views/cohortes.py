"""Cohorts: who goes through the same months together, and where each stands."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.cite_emploi import queries, services
from parcours.cite_emploi.access import cohortes as toutes
from parcours.cite_emploi.forms import CohorteForm, MembresForm
from parcours.cite_emploi.views.blueprint import bp, un_parcours
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


def _une(cohorte_id: uuid.UUID) -> Any:
    return un_ou_404(toutes(), cohorte_id, trace=False)


@bp.get("/vers-l-emploi/cohortes")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def cohortes() -> ResponseReturnValue:
    return rendre("cite_emploi/cohortes.html", lignes=queries.liste_des_cohortes(acteur()))


@bp.get("/vers-l-emploi/cohortes/<uuid:cohorte_id>")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def cohorte(cohorte_id: uuid.UUID) -> ResponseReturnValue:
    une = _une(cohorte_id)
    resultat = queries.personnes_par_etape(acteur(), None, cohorte=une, page=request.args.get("page", 1, type=int))
    return rendre(
        "cite_emploi/cohorte.html",
        cohorte=une,
        resultat=resultat,
        groupes=queries.GROUPES,
        adresse=lambda page: url_for(".cohorte", cohorte_id=une.id, page=page),
        par_page=queries.PAR_PAGE,
    )


def _page(form: CohorteForm, une: Any = None, differences: Any = ()) -> ResponseReturnValue:
    return rendre("cite_emploi/cohorte_formulaire.html", form=form, cohorte=une, differences=list(differences))


@bp.get("/vers-l-emploi/cohortes/nouvelle")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def nouvelle_cohorte() -> ResponseReturnValue:
    reserver_a(Droit.COHORTE_ECRIRE)
    return _page(CohorteForm())


@bp.post("/vers-l-emploi/cohortes/nouvelle")
@exige(Droit.COHORTE_ECRIRE)
def creer_une_cohorte() -> ResponseReturnValue:
    form = CohorteForm()
    return _enregistrer(form, None) if form.validate_on_submit() else _page(form)


@bp.get("/vers-l-emploi/cohortes/<uuid:cohorte_id>/modification")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def modification_de_cohorte(cohorte_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.COHORTE_ECRIRE)
    une = _une(cohorte_id)
    return _page(CohorteForm(obj=une), une)


@bp.post("/vers-l-emploi/cohortes/<uuid:cohorte_id>/modification")
@exige(Droit.COHORTE_ECRIRE)
def modifier_une_cohorte(cohorte_id: uuid.UUID) -> ResponseReturnValue:
    une = _une(cohorte_id)
    form = CohorteForm()
    if (differences := a_reprendre(form, une)) is not None:
        return _page(form, une, differences)
    return _enregistrer(form, une)


def _enregistrer(form: CohorteForm, une: Any) -> ResponseReturnValue:
    try:
        enregistree = services.enregistrer_cohorte(une, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.fin_le, refus)
        return _page(form, une)
    flash("La cohorte est enregistrée.", "succes")
    return suite(url_for(".cohorte", cohorte_id=enregistree.id))


@bp.get("/vers-l-emploi/cohortes/<uuid:cohorte_id>/membres")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def candidats(cohorte_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.COHORTE_ECRIRE)
    une = _une(cohorte_id)
    cherche = request.args.get("q", "")[:80]
    return _page_des_candidats(une, _membres(queries.candidats(acteur(), une, cherche)), cherche)


def _membres(trouves: Any) -> MembresForm:
    form = MembresForm()
    form.proposer((str(p.id), p.beneficiaire.nom_affiche) for p in trouves)
    return form


def _page_des_candidats(une: Any, form: MembresForm, cherche: str) -> ResponseReturnValue:
    return rendre("cite_emploi/candidats.html", form=form, cohorte=une, cherche=cherche)


@bp.post("/vers-l-emploi/cohortes/<uuid:cohorte_id>/membres")
@exige(Droit.COHORTE_ECRIRE)
def ajouter_a_la_cohorte(cohorte_id: uuid.UUID) -> ResponseReturnValue:
    une = _une(cohorte_id)
    cherche = request.args.get("q", "")[:80]
    trouves = queries.candidats(acteur(), une, cherche)
    form = _membres(trouves)
    if not form.validate_on_submit():
        return _page_des_candidats(une, form, cherche)
    choisis = form.choisis()
    nombre = services.ajouter_des_membres(une, [p for p in trouves if p.id in choisis], par=acteur())
    flash(f"{pluriel(nombre, 'personne ajoutée', 'personnes ajoutées')} à la cohorte.", "succes")
    return suite(url_for(".cohorte", cohorte_id=une.id))


@bp.post("/vers-l-emploi/cohortes/<uuid:cohorte_id>/membres/<uuid:parcours_id>/retirer")
@exige(Droit.COHORTE_ECRIRE)
def retirer_de_la_cohorte(cohorte_id: uuid.UUID, parcours_id: uuid.UUID) -> ResponseReturnValue:
    une = _une(cohorte_id)
    services.retirer_un_membre(une, un_parcours(parcours_id), par=acteur())
    flash("La personne n’est plus dans la cohorte.", "succes")
    return suite(url_for(".cohorte", cohorte_id=une.id))
