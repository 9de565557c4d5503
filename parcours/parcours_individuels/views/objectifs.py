"""Objectives."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import services
from parcours.parcours_individuels.access import objectifs_visibles
from parcours.parcours_individuels.forms import ObjectifForm
from parcours.parcours_individuels.views import bp
from parcours.parcours_individuels.views._commun import suivi, un_parcours
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def _formulaire_d_objectif(objectif: Any = None) -> ObjectifForm:
    form = ObjectifForm(obj=objectif)
    garde = objectif.domaine if objectif is not None else None
    form.domaine.choices = [
        SelectChoice(value="", label="Non précisé"),
        *(SelectChoice(value=c, label=mot) for c, mot in nomenclatures.choix("domaine_objectif", garde=garde)),
    ]
    if objectif is not None and not form.is_submitted():
        form.etat.data = objectif.etat.value
        form.note_debut.data = str(objectif.note_debut or "")
        form.note_fin.data = str(objectif.note_fin or "")
    return form


def _enregistrer_objectif(parcours: Any, objectif: Any) -> ResponseReturnValue:
    form = _formulaire_d_objectif(objectif)
    contexte = {"form": form, "parcours": parcours, "objectif": objectif}
    if (differences := a_reprendre(form, objectif)) is not None:
        return rendre("parcours_individuels/objectif.html", differences=differences, **contexte)
    try:
        services.enregistrer_objectif(parcours, objectif, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.etat, refus)
        return rendre("parcours_individuels/objectif.html", differences=[], **contexte)
    flash("L’objectif est enregistré.", "succes")
    return suite(suivi(parcours.beneficiaire_id))


@bp.get("/<uuid:parcours_id>/objectifs/nouveau")
@exige(Droit.PARCOURS_LIRE)
def nouvel_objectif(parcours_id: uuid.UUID) -> ResponseReturnValue:
    contexte = {"parcours": un_parcours(parcours_id), "objectif": None, "form": _formulaire_d_objectif()}
    return rendre("parcours_individuels/objectif.html", differences=[], **contexte)


@bp.post("/<uuid:parcours_id>/objectifs/nouveau")
@exige(Droit.PARCOURS_ECRIRE)
def ajouter_objectif(parcours_id: uuid.UUID) -> ResponseReturnValue:
    return _enregistrer_objectif(un_parcours(parcours_id), None)


@bp.get("/objectifs/<uuid:objectif_id>")
@exige(Droit.PARCOURS_LIRE)
def objectif(objectif_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(objectifs_visibles(acteur()), objectif_id)
    contexte = {"parcours": un_parcours(ligne.parcours_id), "objectif": ligne, "form": _formulaire_d_objectif(ligne)}
    return rendre("parcours_individuels/objectif.html", differences=[], **contexte)


@bp.post("/objectifs/<uuid:objectif_id>")
@exige(Droit.PARCOURS_ECRIRE)
def corriger_objectif(objectif_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(objectifs_visibles(acteur()), objectif_id)
    return _enregistrer_objectif(un_parcours(ligne.parcours_id), ligne)
