"""Workshops: list, one workshop, dates, people, roll call."""

from __future__ import annotations

import uuid
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.actions_collectives import documents, queries, services
from parcours.actions_collectives.access import (
    ateliers_a_organiser,
    ateliers_visibles,
    dispositifs_organises,
    participants_a_organiser,
    seances_a_organiser,
    seances_visibles,
)
from parcours.actions_collectives.forms import (
    AtelierForm,
    InscriptionForm,
    RechercheForm,
    SeanceAtelierForm,
    SeancesForm,
    formulaire_d_appel,
)
from parcours.annuaire import queries as annuaire
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels.queries import LIEN_DU_GROUPE
from parcours.socle import dossier
from parcours.socle.conflits import a_reprendre
from parcours.socle.dossier import Panneau
from parcours.socle.droits import Acteur, Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.navigation import Entree
from parcours.socle.telechargement import maison, telecharger
from parcours.socle.transaction import tracer
from parcours.socle.typographie import age, pluriel
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404

bp = Blueprint("actions_collectives", __name__, url_prefix="/ateliers")
NAVIGATION = (Entree("Ateliers", "actions_collectives.liste", "card-checklist", Droit.ATELIER_LIRE, 42, "/ateliers"),)

dossier.ajouter_un_panneau(
    Panneau("situation", 40, Droit.ATELIER_LIRE, "actions_collectives/_fiche.html", queries.contexte_de_la_fiche)
)


def _lien_du_groupe(qui: Acteur, action_id: uuid.UUID) -> tuple[str, str] | None:
    if not qui.peut(Droit.ATELIER_LIRE):
        return None
    atelier = queries.atelier_de_l_action(qui, action_id)
    return (atelier.nom, url_for("actions_collectives.detail", atelier_id=atelier.id)) if atelier is not None else None


LIEN_DU_GROUPE.append(_lien_du_groupe)
FORMULAIRE = "actions_collectives/formulaire.html"


def _page_de(atelier: Any) -> str:
    return url_for(".detail", atelier_id=atelier.id)


@bp.get("/")
@exige(Droit.ATELIER_LIRE)
def liste() -> ResponseReturnValue:
    termines = request.args.get("vue") == "termines"
    lignes = queries.liste(acteur(), termines=termines)
    return rendre("actions_collectives/liste.html", lignes=lignes, termines=termines)


@bp.get("/<uuid:atelier_id>")
@exige(Droit.ATELIER_LIRE)
def detail(atelier_id: uuid.UUID) -> ResponseReturnValue:
    atelier = un_ou_404(ateliers_visibles(acteur()), atelier_id)
    organise = atelier.dispositif in dispositifs_organises(acteur())
    vue = queries.detail(acteur(), atelier)
    return rendre("actions_collectives/detail.html", atelier=atelier, detail=vue, organise=organise)


def _formulaire(atelier: Any = None) -> AtelierForm:
    form = AtelierForm(obj=atelier)
    form.proposer(
        dispositifs_organises(acteur()),
        nomenclatures.choix_ranges("type_action", garde=atelier.type if atelier else None),
        [(str(s.id), s.libelle) for s in annuaire.choix()],
    )
    if atelier is not None:
        form.reprendre(atelier)
    else:
        del form.termine_le
    return form


@bp.get("/nouveau")
@exige(Droit.ATELIER_LIRE)
def nouveau() -> ResponseReturnValue:
    if not dispositifs_organises(acteur()):
        abort(403)
    return rendre(FORMULAIRE, form=_formulaire(), atelier=None, differences=[])


@bp.post("/nouveau")
@exige(Droit.ATELIER_ECRIRE)
def creer() -> ResponseReturnValue:
    form = _formulaire()
    if not form.validate_on_submit():
        return rendre(FORMULAIRE, form=form, atelier=None, differences=[])
    atelier = services.creer(form.le_dispositif(), form.saisie(), par=acteur())
    flash("L’atelier est ouvert. Ajoutez ses séances, puis ses participants.", "succes")
    return suite(url_for(".nouvelles_seances", atelier_id=atelier.id))


@bp.get("/<uuid:atelier_id>/modification")
@exige(Droit.ATELIER_LIRE)
def modification(atelier_id: uuid.UUID) -> ResponseReturnValue:
    atelier = _a_organiser(atelier_id)
    return rendre(FORMULAIRE, form=_formulaire(atelier), atelier=atelier, differences=[])


@bp.post("/<uuid:atelier_id>/modification")
@exige(Droit.ATELIER_ECRIRE)
def modifier(atelier_id: uuid.UUID) -> ResponseReturnValue:
    atelier = _a_organiser(atelier_id)
    form = _formulaire(atelier)
    if (differences := a_reprendre(form, atelier)) is not None:
        return rendre(FORMULAIRE, form=form, atelier=atelier, differences=differences)
    services.modifier(atelier, form.saisie(), par=acteur())
    flash("L’atelier est enregistré.", "succes")
    return suite(_page_de(atelier))


def _a_organiser(atelier_id: uuid.UUID) -> Any:
    """A workshop one may change; the page of a form is refused to who could not send it."""
    reserver_a(Droit.ATELIER_ECRIRE)
    return un_ou_404(ateliers_a_organiser(acteur()), atelier_id)


@bp.get("/<uuid:atelier_id>/seances/nouvelles")
@exige(Droit.ATELIER_LIRE)
def nouvelles_seances(atelier_id: uuid.UUID) -> ResponseReturnValue:
    atelier = _a_organiser(atelier_id)
    return rendre("actions_collectives/seances.html", form=SeancesForm(), atelier=atelier)


@bp.post("/<uuid:atelier_id>/seances/nouvelles")
@exige(Droit.ATELIER_ECRIRE)
def ajouter_des_seances(atelier_id: uuid.UUID) -> ResponseReturnValue:
    atelier = _a_organiser(atelier_id)
    form = SeancesForm()
    if form.validate_on_submit():
        try:
            nombre = services.ajouter_des_seances(atelier, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.premiere, refus)
        else:
            flash(f"{pluriel(nombre, 'séance est ajoutée', 'séances sont ajoutées')}.", "succes")
            return suite(_page_de(atelier))
    return rendre("actions_collectives/seances.html", form=form, atelier=atelier)


def _page_de_recherche(atelier: Any, form: InscriptionForm) -> ResponseReturnValue:
    recherche = RechercheForm(request.args)
    trouves = queries.candidats(acteur(), atelier, recherche.q.data or "")
    form.proposer(
        (
            c.parcours.id,
            ", ".join(m for m in (c.parcours.beneficiaire.nom_liste, age(c.parcours.beneficiaire.date_naissance)) if m),
        )
        for c in trouves
        if not c.inscrit
    )
    return rendre(
        "actions_collectives/participants.html",
        form=form,
        filtres=recherche,
        atelier=atelier,
        deja=[c for c in trouves if c.inscrit],
        places=atelier.capacite - queries.nombre_d_inscrits(acteur(), atelier) if atelier.capacite else None,
        au_plus=queries.TROUVES_AU_PLUS,
        trouves=trouves,
    )


@bp.get("/<uuid:atelier_id>/participants")
@exige(Droit.ATELIER_LIRE)
def participants(atelier_id: uuid.UUID) -> ResponseReturnValue:
    return _page_de_recherche(_a_organiser(atelier_id), InscriptionForm(formdata=None))


@bp.post("/<uuid:atelier_id>/participants")
@exige(Droit.ATELIER_ECRIRE)
def inscrire(atelier_id: uuid.UUID) -> ResponseReturnValue:
    atelier = _a_organiser(atelier_id)
    form = InscriptionForm()
    if form.validate_on_submit():
        try:
            nombre = services.inscrire(atelier, form.choisis(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.parcours, refus)
        else:
            flash(f"{pluriel(nombre, 'personne est inscrite', 'personnes sont inscrites')} à l’atelier.", "succes")
            return suite(_page_de(atelier))
    return _page_de_recherche(atelier, form)


@bp.post("/participants/<uuid:participant_id>/retrait")
@exige(Droit.ATELIER_ECRIRE)
def retirer(participant_id: uuid.UUID) -> ResponseReturnValue:
    participant = un_ou_404(participants_a_organiser(acteur()), participant_id)
    services.retirer(participant, par=acteur())
    flash("La personne ne fait plus partie du groupe. Ses présences restent dans sa fiche.", "succes")
    return suite(url_for(".detail", atelier_id=participant.atelier_id))


def _appel(seance: Any, rappel: Any) -> Any:
    return formulaire_d_appel(
        [(ligne.participant.id, ligne.nom, ligne.precision, ligne.assiduite) for ligne in rappel.lignes],
        presents=not rappel.faite,
        version=seance.version,
    )


def _enregistre(seance: Any, rappel: Any) -> Any:
    """The roll as saved, under the names of the form’s fields: what two people calling at once are shown."""
    notees = {f"p-{ligne.participant.id}": ligne.assiduite or "" for ligne in rappel.lignes}
    return SimpleNamespace(version=seance.version, **notees)


@bp.get("/seances/<uuid:seance_atelier_id>/appel")
@exige(Droit.ATELIER_LIRE)
def appel(seance_atelier_id: uuid.UUID) -> ResponseReturnValue:
    seance = un_ou_404(seances_visibles(acteur()), seance_atelier_id)
    rappel = queries.liste_d_appel(acteur(), seance)
    contexte = {"form": _appel(seance, rappel), "seance": seance, "faite": rappel.faite}
    return rendre("actions_collectives/appel.html", differences=[], **contexte)


@bp.get("/seances/<uuid:seance_atelier_id>/appel.pdf")
@exige(Droit.ATELIER_LIRE)
def appel_pdf(seance_atelier_id: uuid.UUID) -> ResponseReturnValue:
    seance = un_ou_404(seances_visibles(acteur()), seance_atelier_id)
    contenu = documents.liste_d_appel(seance, queries.liste_d_appel(acteur(), seance), maison())
    tracer("editer", "seance_atelier", seance.id, "liste-d-appel")
    return telecharger(contenu, f"liste-d-appel-{seance.le.isoformat()}.pdf")


@bp.post("/seances/<uuid:seance_atelier_id>/appel")
@exige(Droit.PRESENCE_ECRIRE)
def faire_l_appel(seance_atelier_id: uuid.UUID) -> ResponseReturnValue:
    seance = un_ou_404(seances_visibles(acteur()), seance_atelier_id)
    rappel = queries.liste_d_appel(acteur(), seance)
    form = _appel(seance, rappel)
    contexte = {"form": form, "seance": seance, "faite": rappel.faite}
    if (differences := a_reprendre(form, _enregistre(seance, rappel))) is not None:
        return rendre("actions_collectives/appel.html", differences=differences, **contexte)
    try:
        nombre = services.faire_l_appel(seance, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.version, refus)
        form.form_errors = [str(refus)]
        return rendre("actions_collectives/appel.html", differences=[], **contexte)
    flash(f"L’appel est enregistré : {pluriel(nombre, 'personne')}. Chaque fiche le montre.", "succes")
    return suite(_page_de(seance.atelier))


@bp.get("/seances/<uuid:seance_atelier_id>")
@exige(Droit.ATELIER_LIRE)
def seance(seance_atelier_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _seance_a_organiser(seance_atelier_id)
    form = SeanceAtelierForm(obj=ligne)
    return rendre("actions_collectives/seance.html", form=form, seance=ligne, differences=[])


@bp.post("/seances/<uuid:seance_atelier_id>")
@exige(Droit.ATELIER_ECRIRE)
def deplacer_la_seance(seance_atelier_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _seance_a_organiser(seance_atelier_id)
    form = SeanceAtelierForm(obj=ligne)
    if (differences := a_reprendre(form, ligne)) is not None:
        return rendre("actions_collectives/seance.html", form=form, seance=ligne, differences=differences)
    services.deplacer_une_seance(ligne, form.saisie(), par=acteur())
    flash("La séance est enregistrée.", "succes")
    return suite(_page_de(ligne.atelier))


@bp.post("/seances/<uuid:seance_atelier_id>/annulation")
@exige(Droit.ATELIER_ECRIRE)
def annuler_la_seance(seance_atelier_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _seance_a_organiser(seance_atelier_id)
    services.annuler_une_seance(ligne, par=acteur())
    flash("La séance est annulée pour tout le groupe. Elle ne compte pour personne.", "succes")
    return suite(_page_de(ligne.atelier))


def _seance_a_organiser(identifiant: uuid.UUID) -> Any:
    reserver_a(Droit.ATELIER_ECRIRE)
    return un_ou_404(seances_a_organiser(acteur()), identifiant)
