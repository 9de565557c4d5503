"""Actions."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from parcours.annuaire import queries as annuaire
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import queries, services
from parcours.parcours_individuels.access import actions_visibles
from parcours.parcours_individuels.forms import ActionForm
from parcours.parcours_individuels.views import bp
from parcours.parcours_individuels.views._commun import suivi, un_parcours
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, suite, un_ou_404


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
    return suite(suivi(parcours.beneficiaire_id))


@bp.get("/<uuid:parcours_id>/actions/nouvelle")
@exige(Droit.PARCOURS_LIRE)
def nouvelle_action(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    form = _formulaire_d_action(parcours)
    return rendre("parcours_individuels/action.html", form=form, parcours=parcours, action=None, differences=[])


@bp.post("/<uuid:parcours_id>/actions/nouvelle")
@exige(Droit.PARCOURS_ECRIRE)
def ajouter_action(parcours_id: uuid.UUID) -> ResponseReturnValue:
    return _enregistrer_action(un_parcours(parcours_id), None)


@bp.get("/actions/<uuid:action_id>")
@exige(Droit.PARCOURS_LIRE)
def action(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(actions_visibles(acteur()), action_id)
    parcours = un_parcours(ligne.parcours_id)
    form = _formulaire_d_action(parcours, ligne)
    return rendre("parcours_individuels/action.html", form=form, parcours=parcours, action=ligne, differences=[])


@bp.post("/actions/<uuid:action_id>")
@exige(Droit.PARCOURS_ECRIRE)
def corriger_action(action_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(actions_visibles(acteur()), action_id)
    return _enregistrer_action(un_parcours(ligne.parcours_id), ligne)
