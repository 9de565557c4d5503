"""Pathways: opening, state, dates, objectives, actions."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from parcours.annuaire import queries as annuaire
from parcours.beneficiaires.queries import dossier as dossier_du_beneficiaire
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import queries, services
from parcours.parcours_individuels.access import actions_visibles, objectifs_visibles, parcours_avec_personne
from parcours.parcours_individuels.forms import ActionForm, EtatForm, ObjectifForm, OuvertureForm, ParcoursForm
from parcours.socle import dossier, fil
from parcours.socle.conflits import a_reprendre
from parcours.socle.dossier import GesteDeFiche, Panneau
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.web import acteur, rendre, suite, un_ou_404

bp = Blueprint("parcours_individuels", __name__, url_prefix="/parcours")

dossier.definir_les_vues(queries.VUES)
dossier.ajouter_un_panneau(
    Panneau("etapes", 0, Droit.PARCOURS_LIRE, "parcours_individuels/_etapes.html", queries.contexte_des_etapes)
)
dossier.ajouter_un_panneau(
    Panneau("cote", 20, Droit.PARCOURS_LIRE, "parcours_individuels/_objectifs.html", queries.contexte_des_objectifs)
)
dossier.ajouter_un_panneau(
    Panneau("situation", 20, Droit.PARCOURS_LIRE, "parcours_individuels/_parcours.html", queries.contexte_du_parcours)
)
dossier.ajouter_un_geste(GesteDeFiche(40, Droit.PARCOURS_ECRIRE, queries.gestes))
dossier.avertir_avant_fusion(Droit.PARCOURS_LIRE, queries.avertir_avant_fusion)
fil.contribuer("parcours", "Parcours, objectifs et actions", Droit.PARCOURS_LIRE, queries.evenements_du_fil)


def _suivi(beneficiaire_id: uuid.UUID) -> str:
    return url_for("beneficiaires.fiche", beneficiaire_id=beneficiaire_id)


def _un_parcours(parcours_id: uuid.UUID) -> Any:
    return un_ou_404(parcours_avec_personne(acteur()), parcours_id)


def _refuser(champ: Any, refus: ErreurDuDomaine) -> None:
    champ.errors = [*champ.errors, str(refus)]


def _formulaire_d_ouverture() -> OuvertureForm:
    form = OuvertureForm()
    form.oriente_par.choices = [
        SelectChoice(value="", label="Non précisé"),
        *(SelectChoice(value=c, label=mot) for c, mot in nomenclatures.choix("orienteur")),
    ]
    form.choisir_les_motifs(nomenclatures.choix("motif_saisine"))
    return form


@bp.get("/personnes/<uuid:beneficiaire_id>/ouverture")
@exige(Droit.PARCOURS_LIRE)
def ouverture(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = un_ou_404(dossier_du_beneficiaire(acteur()), beneficiaire_id)
    return rendre("parcours_individuels/ouverture.html", form=_formulaire_d_ouverture(), personne=personne)


@bp.post("/personnes/<uuid:beneficiaire_id>/ouverture")
@exige(Droit.PARCOURS_ECRIRE)
def ouvrir(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = un_ou_404(dossier_du_beneficiaire(acteur()), beneficiaire_id)
    form = _formulaire_d_ouverture()
    if form.validate_on_submit():
        try:
            services.ouvrir(personne, form.saisie(nomenclatures.libelles("orienteur")), par=acteur())
        except ErreurDuDomaine as refus:
            _refuser(form.commence, refus)
            return rendre("parcours_individuels/ouverture.html", form=form, personne=personne)
        flash("Le parcours est ouvert.", "succes")
        return suite(_suivi(personne.id))
    return rendre("parcours_individuels/ouverture.html", form=form, personne=personne)


def _formulaire_d_etat(parcours: Any) -> EtatForm:
    form = EtatForm(version=parcours.version)
    form.vers.choices = [SelectChoice(value=e.value, label=e.libelle) for e in queries.suites_possibles(parcours)]
    form.motif.choices = [
        SelectChoice(value="", label="Choisir"),
        *(SelectChoice(value=c, label=mot) for c, mot in nomenclatures.choix("motif_sortie")),
    ]
    if not form.is_submitted():
        form.vers.data = request.args.get("vers", "")[:30] or None
    return form


@bp.get("/<uuid:parcours_id>/etat")
@exige(Droit.PARCOURS_LIRE)
def etat(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _un_parcours(parcours_id)
    return rendre("parcours_individuels/etat.html", form=_formulaire_d_etat(parcours), parcours=parcours, differences=[])


@bp.post("/<uuid:parcours_id>/etat")
@exige(Droit.PARCOURS_ECRIRE)
def changer_etat(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _un_parcours(parcours_id)
    form = _formulaire_d_etat(parcours)
    if form.validate_on_submit():
        try:
            services.changer_etat(parcours, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            _refuser(form.vers, refus)
        else:
            flash("L’étape est enregistrée.", "succes")
            return suite(_suivi(parcours.beneficiaire_id))
    return rendre("parcours_individuels/etat.html", form=form, parcours=parcours, differences=[])


def _formulaire_du_parcours(parcours: Any) -> ParcoursForm:
    form = ParcoursForm(obj=parcours)
    motifs = queries.motifs_du(parcours)
    codes = {m.code: m.libelle for m in motifs}
    offerts = dict(nomenclatures.choix("motif_saisine"))
    form.choisir_les_motifs(list((offerts | codes).items()))
    if not form.is_submitted():
        principal = next((m.code for m in motifs if m.principal), "")
        form.motif_principal.data = principal
        form.autres_motifs.data = [code for code in codes if code != principal]
    if parcours.dispositif is not Dispositif.PRE:
        del form.eps_le
    return form


@bp.get("/<uuid:parcours_id>/modification")
@exige(Droit.PARCOURS_LIRE)
def modification(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _un_parcours(parcours_id)
    form = _formulaire_du_parcours(parcours)
    return rendre("parcours_individuels/modification.html", form=form, parcours=parcours, differences=[])


@bp.post("/<uuid:parcours_id>/modification")
@exige(Droit.PARCOURS_ECRIRE)
def modifier(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _un_parcours(parcours_id)
    form = _formulaire_du_parcours(parcours)
    if (differences := a_reprendre(form, parcours)) is not None:
        return rendre("parcours_individuels/modification.html", form=form, parcours=parcours, differences=differences)
    services.corriger(parcours, form.saisie(), par=acteur())
    flash("Le parcours est enregistré.", "succes")
    return suite(_suivi(parcours.beneficiaire_id))


def _formulaire_d_objectif(objectif: Any = None) -> ObjectifForm:
    form = ObjectifForm(obj=objectif)
    garde = objectif.domaine if objectif is not None else None
    form.domaine.choices = [
        SelectChoice(value="", label="Non précisé"),
        *(SelectChoice(value=c, label=mot) for c, mot in nomenclatures.choix("domaine_objectif", garde=garde)),
    ]
    if objectif is not None and not form.is_submitted():
        form.etat.data = objectif.etat.value
    return form


def _enregistrer_objectif(parcours: Any, objectif: Any) -> ResponseReturnValue:
    form = _formulaire_d_objectif(objectif)
    contexte = {"form": form, "parcours": parcours, "objectif": objectif}
    if (differences := a_reprendre(form, objectif)) is not None:
        return rendre("parcours_individuels/objectif.html", differences=differences, **contexte)
    try:
        services.enregistrer_objectif(parcours, objectif, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        _refuser(form.etat, refus)
        return rendre("parcours_individuels/objectif.html", differences=[], **contexte)
    flash("L’objectif est enregistré.", "succes")
    return suite(_suivi(parcours.beneficiaire_id))


@bp.get("/<uuid:parcours_id>/objectifs/nouveau")
@exige(Droit.PARCOURS_LIRE)
def nouvel_objectif(parcours_id: uuid.UUID) -> ResponseReturnValue:
    contexte = {"parcours": _un_parcours(parcours_id), "objectif": None, "form": _formulaire_d_objectif()}
    return rendre("parcours_individuels/objectif.html", differences=[], **contexte)


@bp.post("/<uuid:parcours_id>/objectifs/nouveau")
@exige(Droit.PARCOURS_ECRIRE)
def ajouter_objectif(parcours_id: uuid.UUID) -> ResponseReturnValue:
    return _enregistrer_objectif(_un_parcours(parcours_id), None)


@bp.get("/objectifs/<uuid:objectif_id>")
@exige(Droit.PARCOURS_LIRE)
def objectif(objectif_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(objectifs_visibles(acteur()), objectif_id)
    contexte = {"parcours": _un_parcours(ligne.parcours_id), "objectif": ligne, "form": _formulaire_d_objectif(ligne)}
    return rendre("parcours_individuels/objectif.html", differences=[], **contexte)


@bp.post("/objectifs/<uuid:objectif_id>")
@exige(Droit.PARCOURS_ECRIRE)
def corriger_objectif(objectif_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(objectifs_visibles(acteur()), objectif_id)
    return _enregistrer_objectif(_un_parcours(ligne.parcours_id), ligne)


def _formulaire_d_action(parcours: Any, action: Any = None) -> ActionForm:
    form = ActionForm(obj=action)
    garde = action.type if action is not None else None
    types = nomenclatures.choix("type_action", garde=garde)
    if garde and garde not in dict(types):
        types.append((garde, action.libelle))  # the code of a list edited since: what was chosen stays
    form.type.choices = [
        SelectChoice(value="", label="Choisir"),
        *(SelectChoice(value=c, label=mot.replace(" : ", "\u00a0: ")) for c, mot in types),
    ]
    form.objectif_id.choices = [
        SelectChoice(value="", label="Aucun en particulier"),
        *(SelectChoice(value=str(o.id), label=(o.texte or "")[:80]) for o in queries.objectifs_du(parcours)),
    ]
    form.operateur_id.choices = [
        SelectChoice(value="", label="Non précisée"),
        *(SelectChoice(value=str(s.id), label=s.libelle) for s in annuaire.choix()),
    ]
    if action is not None and not form.is_submitted():
        form.etat.data = action.etat.value
        form.objectif_id.data = str(action.objectif_id or "")
        form.operateur_id.data = str(action.operateur_id or "")
    return form


def _enregistrer_action(parcours: Any, action: Any) -> ResponseReturnValue:
    form = _formulaire_d_action(parcours, action)
    contexte = {"form": form, "parcours": parcours, "action": action}
    if (differences := a_reprendre(form, action)) is not None:
        return rendre("parcours_individuels/action.html", differences=differences, **contexte)
    services.enregistrer_action(parcours, action, form.saisie(), par=acteur())
    flash("L’action est enregistrée.", "succes")
    return suite(_suivi(parcours.beneficiaire_id))


@bp.get("/<uuid:parcours_id>/actions/nouvelle")
@exige(Droit.PARCOURS_LIRE)
def nouvelle_action(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _un_parcours(parcours_id)
    form = _formulaire_d_action(parcours)
    return rendre("parcours_individuels/action.html", form=form, parcours=parcours, action=None, differences=[])


@bp.post("/<uuid:parcours_id>/actions/nouvelle")
@exige(Droit.PARCOURS_ECRIRE)
def ajouter_action(parcours_id: uuid.UUID) -> ResponseReturnValue:
    return _enregistrer_action(_un_parcours(parcours_id), None)


@bp.get("/actions/<uuid:action_id>")
@exige(Droit.PARCOURS_LIRE)
def action(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(actions_visibles(acteur()), action_id)
    parcours = _un_parcours(ligne.parcours_id)
    form = _formulaire_d_action(parcours, ligne)
    return rendre("parcours_individuels/action.html", form=form, parcours=parcours, action=ligne, differences=[])


@bp.post("/actions/<uuid:action_id>")
@exige(Droit.PARCOURS_ECRIRE)
def corriger_action(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(actions_visibles(acteur()), action_id)
    return _enregistrer_action(_un_parcours(ligne.parcours_id), ligne)
