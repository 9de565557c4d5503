"""The agenda: find a child, put it on, move, take off."""

from __future__ import annotations

import uuid

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.queries.couverture import accord_a_completer, couverture
from parcours.reunions import queries, services
from parcours.reunions.access import points_a_preparer
from parcours.reunions.forms.agenda import InscriptionForm, OrdreForm, PointForm, PreparationForm, RechercheForm
from parcours.reunions.rules.preparation import motif_propose
from parcours.reunions.views.blueprint import bp
from parcours.reunions.views.calendrier import page_de_la_reunion
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.rendu import veut_un_fragment
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/<uuid:reunion_id>/inscrire")
@exige(Droit.REUNION_LIRE)
def chercher(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    recherche = RechercheForm(request.args)
    candidats = queries.agenda.candidats(acteur(), reunion, recherche.q.data or "")
    return rendre(
        "reunions/chercher.html",
        bloc="resultats",
        reunion=reunion,
        filtres=recherche,
        candidats=candidats,
        au_plus=queries.agenda.PROPOSES,
    )


@bp.get("/inscrire/<uuid:parcours_id>")
@exige(Droit.REUNION_LIRE)
def inscription(parcours_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    form = InscriptionForm(reunion=request.args.get("reunion"), motif=request.args.get("motif"))
    return _page_d_inscription(parcours_id, form)


@bp.post("/inscrire/<uuid:parcours_id>")
@exige(Droit.REUNION_ECRIRE)
def inscrire(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_ou_404(queries.agenda.parcours_a_inscrire(acteur()), parcours_id)
    form = InscriptionForm()
    form.proposer(queries.calendrier.choix_de_reunions(acteur(), parcours))
    if not form.validate_on_submit():
        return _page_d_inscription(parcours_id, form)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), form.la_reunion())
    try:
        services.agenda.inscrire(reunion, parcours, form.le_motif(), form.le_resume(), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page_d_inscription(parcours_id, form)
    flash("La situation est à l’ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


def _page_d_inscription(parcours_id: uuid.UUID, form: InscriptionForm) -> ResponseReturnValue:
    parcours = un_ou_404(queries.agenda.parcours_a_inscrire(acteur()), parcours_id)
    reunions = queries.calendrier.choix_de_reunions(acteur(), parcours)
    form.proposer(reunions)
    if not form.is_submitted() and not form.motif.data:
        form.motif.data = motif_propose(parcours.dispositif, parcours.etat).value
    return rendre(
        "reunions/inscription.html",
        form=form,
        parcours=parcours,
        personne=parcours.beneficiaire,
        reunions=reunions,
        couverture=couverture(acteur(), parcours.beneficiaire_id, eps=True),
        accord_id=accord_a_completer(acteur(), parcours.beneficiaire_id),
        retour=url_for(".inscription", parcours_id=parcours.id, reunion=form.reunion.data, motif=form.motif.data),
    )


@bp.post("/situations/<uuid:situation_id>/monter")
@exige(Droit.REUNION_ECRIRE)
def monter(situation_id: uuid.UUID) -> ResponseReturnValue:
    return _deplacer(situation_id, -1)


@bp.post("/situations/<uuid:situation_id>/descendre")
@exige(Droit.REUNION_ECRIRE)
def descendre(situation_id: uuid.UUID) -> ResponseReturnValue:
    return _deplacer(situation_id, 1)


def _deplacer(situation_id: uuid.UUID, pas: int) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations.situations_a_preparer(acteur()), situation_id)
    services.agenda.deplacer(ligne, pas, par=acteur())
    if veut_un_fragment():
        return page_de_la_reunion(ligne.reunion_id)
    return suite(url_for(".detail", reunion_id=ligne.reunion_id, _anchor="ordre-du-jour"))


@bp.post("/situations/<uuid:situation_id>/retirer")
@exige(Droit.REUNION_ECRIRE)
def retirer(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations.situations_a_preparer(acteur()), situation_id)
    services.agenda.retirer(ligne, par=acteur())
    flash("La situation est retirée de l’ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=ligne.reunion_id))


@bp.get("/<uuid:reunion_id>/preparer")
@exige(Droit.REUNION_LIRE)
def preparer(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return _page_de_preparation(reunion_id, PreparationForm())


@bp.post("/<uuid:reunion_id>/preparer")
@exige(Droit.REUNION_ECRIRE)
def construire(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    dues = queries.echeances.echeances(acteur(), reunion).nommables
    form = PreparationForm()
    form.proposer([(code, code) for code in dues], [])
    if not form.validate_on_submit():
        return _page_de_preparation(reunion_id, form)
    choisis = [(e.parcours, e.motif) for code, e in dues.items() if code in (form.parcours.data or [])]
    try:
        nombre = services.agenda.construire(reunion, choisis, par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page_de_preparation(reunion_id, form)
    flash(f"{pluriel(nombre, 'situation inscrite', 'situations inscrites')} à l’ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


def _page_de_preparation(reunion_id: uuid.UUID, form: PreparationForm) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    echeances = queries.echeances.echeances(acteur(), reunion)
    noms = {code: e.parcours.beneficiaire.nom_affiche for code, e in echeances.nommables.items()}
    agenda = queries.agenda.agenda(acteur(), reunion)
    form.proposer(list(noms.items()), echeances.qui_tiennent(agenda.places))
    return rendre(
        "reunions/preparer.html",
        form=form,
        reunion=reunion,
        echeances=echeances,
        agenda=agenda,
        retour=url_for(".preparer", reunion_id=reunion.id),
    )


@bp.get("/<uuid:reunion_id>/appui")
@exige(Droit.REUNION_LIRE)
def appui(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return _page_d_appui(reunion_id, PointForm(parcours=request.args.get("parcours")))


@bp.post("/<uuid:reunion_id>/appui")
@exige(Droit.REUNION_ECRIRE)
def ajouter_un_point(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = PointForm()
    if not form.validate_on_submit():
        return _page_d_appui(reunion_id, form)
    parcours_id = form.le_parcours()
    parcours = un_ou_404(queries.agenda.parcours_a_inscrire(acteur()), parcours_id) if parcours_id else None
    try:
        services.agenda.ajouter_un_point(reunion, form.question.data.strip(), parcours, par=acteur())
    except ErreurDuDomaine as refus:
        form.question.errors = [str(refus)]
        return _page_d_appui(reunion_id, form)
    flash("Le point est à l’ordre du jour, sans aucun nom.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


def _page_d_appui(reunion_id: uuid.UUID, form: PointForm) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    return rendre("reunions/appui.html", form=form, reunion=reunion)


@bp.post("/points/<uuid:point_id>/retirer")
@exige(Droit.REUNION_ECRIRE)
def retirer_le_point(point_id: uuid.UUID) -> ResponseReturnValue:
    point = un_ou_404(points_a_preparer(acteur()), point_id)
    services.agenda.retirer_le_point(point, par=acteur())
    flash("Le point est retiré de l’ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=point.reunion_id))


@bp.post("/<uuid:reunion_id>/ordre")
@exige(Droit.REUNION_ECRIRE)
def ordonner(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    services.agenda.ordonner(reunion, OrdreForm().ids(), par=acteur())
    if veut_un_fragment():
        return page_de_la_reunion(reunion.id)
    return suite(url_for(".detail", reunion_id=reunion.id, _anchor="ordre-du-jour"))
