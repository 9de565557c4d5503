"""Actions and their séances."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries as annuaire
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import queries, services
from parcours.parcours_individuels.access import actions_visibles, seances_visibles
from parcours.parcours_individuels.forms import ActionForm, ManqueeForm, SeanceForm
from parcours.parcours_individuels.rules import SaisieSeance
from parcours.parcours_individuels.views import bp
from parcours.parcours_individuels.views._commun import suivi, un_parcours
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, suite, un_ou_404

PAGE = "parcours_individuels/action.html"
PAGE_DE_SEANCE = "parcours_individuels/seance.html"


def _formulaire_d_action(parcours: Any, action: Any = None) -> ActionForm:
    form = ActionForm(obj=action)
    garde = action.type if action is not None else None
    groupes = nomenclatures.choix_ranges("type_action", garde=garde)
    if garde and not any(garde == code for types in groupes.values() for code, _ in types):
        groupes.setdefault("", []).append((garde, action.libelle))  # the code of a list edited since: what was chosen stays
    form.proposer(
        groupes,
        [(str(o.id), (o.texte or "")[:80]) for o in queries.objectifs_du(parcours)],
        [(str(s.id), s.libelle) for s in annuaire.choix()],
    )
    if action is not None and not form.is_submitted():
        form.reprendre(action)
    return form


def _page(form: ActionForm, parcours: Any, action: Any = None, differences: Any = ()) -> ResponseReturnValue:
    seances = queries.seances_de_l_action(action) if action is not None else []
    fait = queries.avancement_de(action, seances) if action is not None else None
    groupe = queries.groupe_de(acteur(), action) if action is not None else None
    return rendre(
        PAGE, form=form, parcours=parcours, action=action, seances=seances, fait=fait, groupe=groupe, differences=differences
    )


def _enregistrer_action(parcours: Any, action: Any) -> ResponseReturnValue:
    form = _formulaire_d_action(parcours, action)
    if (differences := a_reprendre(form, action)) is not None:
        return _page(form, parcours, action, differences)
    try:
        services.enregistrer_action(parcours, action, form.saisie(nomenclatures.unites("type_action")), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.type, refus)
        return _page(form, parcours, action)
    flash("L’action est enregistrée.", "succes")
    return suite(suivi(parcours.beneficiaire_id))


def _une_action(action_id: uuid.UUID) -> tuple[Any, Any]:
    """An action within reach, and its pathway with the person."""
    ligne = un_ou_404(actions_visibles(acteur()), action_id)
    return ligne, un_parcours(ligne.parcours_id)


@bp.get("/<uuid:parcours_id>/actions/nouvelle")
@exige(Droit.PARCOURS_LIRE)
def nouvelle_action(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    return _page(_formulaire_d_action(parcours), parcours)


@bp.post("/<uuid:parcours_id>/actions/nouvelle")
@exige(Droit.PARCOURS_ECRIRE)
def ajouter_action(parcours_id: uuid.UUID) -> ResponseReturnValue:
    return _enregistrer_action(un_parcours(parcours_id), None)


@bp.get("/actions/<uuid:action_id>")
@exige(Droit.PARCOURS_LIRE)
def action(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne, parcours = _une_action(action_id)
    return _page(_formulaire_d_action(parcours, ligne), parcours, ligne)


@bp.post("/actions/<uuid:action_id>")
@exige(Droit.PARCOURS_ECRIRE)
def corriger_action(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne, parcours = _une_action(action_id)
    return _enregistrer_action(parcours, ligne)


def _noter(action_id: uuid.UUID, saisie: SaisieSeance, merci: str) -> ResponseReturnValue:
    """One touch from the record, then back to it."""
    ligne, parcours = _une_action(action_id)
    try:
        services.noter_une_seance(parcours, ligne, saisie, par=acteur())
    except ErreurDuDomaine as refus:
        flash(str(refus), "erreur")
    else:
        flash(f"{merci} ({ligne.libelle}).", "succes")
    return suite(f"{suivi(parcours.beneficiaire_id)}#actions")


@bp.post("/actions/<uuid:action_id>/fait")
@exige(Droit.PARCOURS_ECRIRE)
def c_est_fait(action_id: uuid.UUID) -> ResponseReturnValue:
    return _noter(action_id, SaisieSeance(aujourd_hui(), True), "La séance d’aujourd’hui est notée")


@bp.post("/actions/<uuid:action_id>/manquee")
@exige(Droit.PARCOURS_ECRIRE)
def manquee(action_id: uuid.UUID) -> ResponseReturnValue:
    return _noter(action_id, ManqueeForm().saisie(), "La séance manquée d’aujourd’hui est notée")


@bp.get("/actions/<uuid:action_id>/seances/nouvelle")
@exige(Droit.PARCOURS_LIRE)
def nouvelle_seance(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne, parcours = _une_action(action_id)
    form = SeanceForm().pour(parcours.dispositif)
    if request.args.get("manquee"):
        form.faite.data = "non"
    return rendre(PAGE_DE_SEANCE, form=form, parcours=parcours, action=ligne, seance=None, differences=[])


@bp.post("/actions/<uuid:action_id>/seances/nouvelle")
@exige(Droit.PARCOURS_ECRIRE)
def noter_seance(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne, parcours = _une_action(action_id)
    return _enregistrer_seance(ligne, parcours, None)


@bp.get("/seances/<uuid:seance_id>")
@exige(Droit.PARCOURS_LIRE)
def seance(seance_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(seances_visibles(acteur()), seance_id)
    parcours = un_parcours(ligne.action.parcours_id)
    form = SeanceForm(obj=ligne).pour(parcours.dispositif, ligne)
    return rendre(PAGE_DE_SEANCE, form=form, parcours=parcours, action=ligne.action, seance=ligne, differences=[])


@bp.post("/seances/<uuid:seance_id>")
@exige(Droit.PARCOURS_ECRIRE)
def corriger_seance(seance_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(seances_visibles(acteur()), seance_id)
    return _enregistrer_seance(ligne.action, un_parcours(ligne.action.parcours_id), ligne)


@bp.post("/seances/<uuid:seance_id>/annulation")
@exige(Droit.PARCOURS_ECRIRE)
def annuler_seance(seance_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(seances_visibles(acteur()), seance_id)
    try:
        services.annuler_une_seance(ligne.action, ligne, par=acteur())
    except ErreurDuDomaine as refus:
        flash(str(refus), "erreur")
    else:
        flash("La séance est annulée. Elle ne compte plus.", "succes")
    return suite(url_for(".action", action_id=ligne.action_id))


def _enregistrer_seance(ligne: Any, parcours: Any, ancienne: Any) -> ResponseReturnValue:
    form = SeanceForm(obj=ancienne).pour(parcours.dispositif, ancienne)
    contexte = {"form": form, "parcours": parcours, "action": ligne, "seance": ancienne}
    if (differences := a_reprendre(form, ancienne)) is not None:
        return rendre(PAGE_DE_SEANCE, differences=differences, **contexte)
    try:
        if ancienne is None:
            services.noter_une_seance(parcours, ligne, form.saisie(), par=acteur())
        else:
            services.corriger_une_seance(ligne, ancienne, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.faite, refus)
        return rendre(PAGE_DE_SEANCE, differences=[], **contexte)
    flash("La séance est enregistrée.", "succes")
    return suite(f"{suivi(parcours.beneficiaire_id)}#actions" if ancienne is None else url_for(".action", action_id=ligne.id))
