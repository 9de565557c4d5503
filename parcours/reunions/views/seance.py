"""The meeting itself: the roll, the list of situations, the closing, what is left to do; a decision outside the meeting."""

from __future__ import annotations

import uuid

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.accompagnements.services import marquer_fait
from parcours.reunions import queries
from parcours.reunions.forms.seance import AppelForm, ClotureForm, DecisionForm
from parcours.reunions.queries import deliberation as lectures
from parcours.reunions.queries import seance as conduites
from parcours.reunions.services import cloture as clotures
from parcours.reunions.services import deliberation as deliberations
from parcours.reunions.services import seance as seances
from parcours.reunions.services.cloture import SituationsSansDecision
from parcours.reunions.views.blueprint import bp
from parcours.reunions.views.situations import page_de_la_situation
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.transaction import garder_malgre_refus
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/<uuid:reunion_id>/seance")
@exige(Droit.REUNION_LIRE)
def seance(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    conduite = conduites.conduite(acteur(), reunion)
    return rendre(
        "reunions/seance/seance.html",
        reunion=reunion,
        conduite=conduite,
        presents=conduites.presents(reunion),
        a_faire=conduites.a_faire(acteur(), conduite.lignes),
        chiffres=conduites.chiffres(reunion) if conduite.close else {},
        a_venir=conduites.avant_la_reunion(reunion),
    )


@bp.get("/<uuid:reunion_id>/seance/appel")
@exige(Droit.REUNION_LIRE)
def appel(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return _page_de_l_appel(reunion_id, None)


def _page_de_l_appel(reunion_id: uuid.UUID, refuse: AppelForm | None) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    ouverte = conduites.ouverte(reunion)
    form = refuse
    if form is None:
        personnes = conduites.appel(acteur(), reunion, ouverte=ouverte)
        form = AppelForm(presents=[str(p.agent_id) for p in personnes if p.present], invites=conduites.invites(reunion))
        form.proposer([(p.agent_id, p.libelle, p.institution) for p in personnes])
    return rendre("reunions/seance/appel.html", form=form, reunion=reunion, ouverte=ouverte)


@bp.post("/<uuid:reunion_id>/seance/appel")
@exige(Droit.REUNION_ECRIRE)
def faire_l_appel(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = AppelForm()
    personnes = conduites.appel(acteur(), reunion, ouverte=conduites.ouverte(reunion))
    form.proposer([(p.agent_id, p.libelle, p.institution) for p in personnes])
    if not form.validate_on_submit():
        return _page_de_l_appel(reunion_id, form)
    try:
        seances.faire_l_appel(reunion, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page_de_l_appel(reunion_id, form)
    premiere = conduites.conduite(acteur(), reunion).a_voir()
    if premiere is None:
        return suite(url_for(".seance", reunion_id=reunion.id))
    return suite(url_for(".en_seance", situation_id=premiere.id))


@bp.get("/<uuid:reunion_id>/seance/cloture")
@exige(Droit.REUNION_LIRE)
def cloture(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    return _page_de_cloture(reunion_id, ClotureForm())


def _page_de_cloture(reunion_id: uuid.UUID, form: ClotureForm) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    conduite = conduites.conduite(acteur(), reunion)
    return rendre("reunions/seance/cloture.html", form=form, reunion=reunion, conduite=conduite)


@bp.post("/<uuid:reunion_id>/seance/cloture")
@exige(Droit.REUNION_ECRIRE)
def clore(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    form = ClotureForm()
    form.validate_on_submit()
    try:
        clotures.clore(reunion, sans_decision=form.sans_decision.data, par=acteur())
    except SituationsSansDecision as refus:
        garder_malgre_refus()  # what was complete is settled; the others are shown again
        noms = "\u00a0; ".join(ligne.nom for ligne in refus.lignes)
        form.sans_decision.errors = [f"Il reste à conclure\u00a0: {noms}."]
        return _page_de_cloture(reunion_id, form)
    flash("La séance est close.", "succes")
    return suite(url_for(".seance", reunion_id=reunion.id))


@bp.post("/<uuid:reunion_id>/seance/rouvrir")
@exige(Droit.REUNION_ECRIRE)
def rouvrir(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    clotures.rouvrir(reunion, par=acteur())
    flash("La séance est rouverte.", "succes")
    return suite(url_for(".seance", reunion_id=reunion.id))


@bp.post("/situations/<uuid:situation_id>/seance/annonce")
@exige(Droit.REUNION_ECRIRE)
def annonce_faite(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(lectures.situations_a_noter(acteur()), situation_id)
    rappel = conduites.rappel_de(acteur(), lectures.deliberation(ligne, acteur()))
    if rappel is not None:
        marquer_fait(rappel, par=acteur())
        flash("C’est noté\u00a0: la famille est informée.", "succes")
    return suite(url_for(".seance", reunion_id=ligne.reunion_id, _anchor="a-faire"))


@bp.post("/situations/<uuid:situation_id>/decision")
@exige(Droit.REUNION_ECRIRE)
def decider(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations.situations_a_preparer(acteur()), situation_id)
    form = DecisionForm().parler_de(ligne.reunion.dispositif)
    if (differences := a_reprendre(form, ligne)) is not None:
        return page_de_la_situation(situation_id, form, differences)
    try:
        etat = deliberations.decider_sans_seance(ligne, form.saisie(), par=acteur())
    except seances.ReunionAVenir as refus:
        form.form_errors.append(str(refus))
        return page_de_la_situation(situation_id, form)
    flash(
        f"La décision est enregistrée. Le parcours passe à l’état « {etat.libelle} »."
        if etat
        else "La décision est enregistrée.",
        "succes",
    )
    return suite(url_for(".situation", situation_id=ligne.id))
