"""Verbs on the actions of a pathway."""

from __future__ import annotations

from dataclasses import asdict

from parcours.journal.services import noter
from parcours.parcours_individuels.access import objectifs_de_ce_parcours
from parcours.parcours_individuels.models import Action, Parcours
from parcours.parcours_individuels.rules import EtatAction, SaisieAction
from parcours.parcours_individuels.services.accord import exiger_l_accord
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui


def enregistrer_action(parcours: Parcours, action: Action | None, saisie: SaisieAction, *, par: Acteur) -> Action:
    """Plan an action, or say what became of it.

    Raises:
        ErreurDuDomaine: the objective served is not one of this pathway.
    """
    exiger_l_accord(parcours)
    if saisie.objectif_id is not None and saisie.objectif_id not in {
        o.id for o in db.session.scalars(objectifs_de_ce_parcours(parcours.id))
    }:
        raise ErreurDuDomaine("Cet objectif n’est pas dans ce parcours.")
    verbe = "corriger"
    if action is None:
        verbe = "creer"
        action = Action(parcours_id=parcours.id, type=saisie.type, libelle=saisie.libelle, cree_par_id=par.agent_id)
        db.session.add(action)
    for nom, valeur in asdict(saisie).items():
        setattr(action, nom, valeur)
    if saisie.etat is EtatAction.FAITE and action.faite_le is None:
        action.faite_le = aujourd_hui()
    action.modifie_par_id = par.agent_id
    db.session.flush()
    noter(verbe, action, par=par, detail=saisie.etat.value)
    return action
