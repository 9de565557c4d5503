"""Verbs on the actions of a pathway and on their séances."""

from __future__ import annotations

from dataclasses import asdict

from parcours.journal.services import noter
from parcours.nomenclatures.queries import unites
from parcours.parcours_individuels.access import objectifs_de_ce_parcours, seances_de_cette_action
from parcours.parcours_individuels.models import Action, Parcours, SeanceAction
from parcours.parcours_individuels.rules import (
    Avancement,
    EtatAction,
    Rythme,
    SaisieAction,
    SaisieSeance,
    avancement,
    etat_apres,
    prochaine_apres,
)
from parcours.parcours_individuels.services.accord import exiger_l_accord
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui

EN_GROUPE = "Les présences de cet atelier se notent pour tout le groupe, depuis l’atelier."


def enregistrer_action(parcours: Parcours, action: Action | None, saisie: SaisieAction, *, par: Acteur) -> Action:
    """Plan an action, or say what became of it; its unit is that of its type on the day it was chosen.

    Raises:
        ErreurDuDomaine: the objective served is not one of this pathway, or the agreement was withdrawn.
    """
    exiger_l_accord(parcours)
    if saisie.objectif_id is not None and saisie.objectif_id not in {
        o.id for o in db.session.scalars(objectifs_de_ce_parcours(parcours.id))
    }:
        raise ErreurDuDomaine("Cet objectif n’est pas dans ce parcours.")
    verbe, ancien_type = "corriger", None
    if action is None:
        verbe = "creer"
        action = Action(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(action)
    else:
        ancien_type = action.type
    champs = asdict(saisie)
    plan = champs.pop("plan")
    for nom, valeur in (champs | (plan or {})).items():
        setattr(action, nom, valeur)
    if saisie.type != ancien_type or action.unite is None:
        action.unite = unites("type_action").get(saisie.type)
    if saisie.etat is EtatAction.FAITE and action.faite_le is None:
        action.faite_le = aujourd_hui()
    if not saisie.etat.ouverte:
        action.prochaine_le = None
    elif plan and action.prochaine_le is None and saisie.prevue_le and saisie.prevue_le >= aujourd_hui():
        action.prochaine_le = saisie.prevue_le
    action.modifie_par_id = par.agent_id
    db.session.flush()
    noter(verbe, action, par=par, detail=saisie.etat.value)
    return action


def noter_une_seance(parcours: Parcours, action: Action, saisie: SaisieSeance, *, par: Acteur) -> SeanceAction:
    """Write down one occurrence; the action moves on with it (state, next date).

    Raises:
        ErreurDuDomaine: the action belongs to a group, or the agreement was withdrawn.
    """
    if action.en_atelier:
        raise ErreurDuDomaine(EN_GROUPE)
    exiger_l_accord(parcours)
    avant = _fait(action)
    seance = SeanceAction(action_id=action.id, le=saisie.le, faite=saisie.faite, cree_par_id=par.agent_id)
    _remplir(seance, saisie)
    db.session.add(seance)
    db.session.flush()
    if action.prochaine_le is None or action.prochaine_le <= saisie.le:
        action.prochaine_le = prochaine_apres(saisie.le, action.rythme, fin=action.prevue_au)
    if not saisie.faite and action.rythme is Rythme.UNE_FOIS:
        action.prochaine_le = None
    _faire_avancer(action, avant, par=par)
    noter("creer", seance, par=par, detail="faite" if saisie.faite else "manquee")
    return seance


def corriger_une_seance(action: Action, seance: SeanceAction, saisie: SaisieSeance, *, par: Acteur) -> None:
    """Change what was written of an occurrence.

    Raises:
        ErreurDuDomaine: it is struck, or belongs to a group.
    """
    if action.en_atelier:
        raise ErreurDuDomaine(EN_GROUPE)
    if seance.annulee:
        raise ErreurDuDomaine("Cette séance est annulée : notez-en une autre.")
    avant = _fait(action)
    seance.le, seance.faite = saisie.le, saisie.faite
    _remplir(seance, saisie)
    seance.modifie_par_id = par.agent_id
    db.session.flush()
    _faire_avancer(action, avant, par=par)
    noter("corriger", seance, par=par, detail="faite" if saisie.faite else "manquee")


def annuler_une_seance(action: Action, seance: SeanceAction, *, par: Acteur) -> None:
    """Strike an occurrence noted by mistake; doing it twice changes nothing.

    Raises:
        ErreurDuDomaine: it belongs to a group.
    """
    if action.en_atelier:
        raise ErreurDuDomaine(EN_GROUPE)
    if seance.annulee:
        return
    avant = _fait(action)
    seance.annulee = True
    seance.modifie_par_id = par.agent_id
    db.session.flush()
    _faire_avancer(action, avant, par=par)
    noter("annuler", seance, par=par)


def pointer(action: Action, seance: SeanceAction | None, saisie: SaisieSeance, *, par: Acteur) -> SeanceAction:
    """Write one attendance of a group in the child’s action: what the workshop calls, for a child it has the right to name."""
    if seance is None:
        seance = SeanceAction(action_id=action.id, le=saisie.le, faite=saisie.faite, cree_par_id=par.agent_id)
        db.session.add(seance)
    elif (seance.le, seance.faite, seance.excusee, seance.duree_min) == (
        saisie.le,
        saisie.faite,
        saisie.excusee,
        saisie.duree_min,
    ) and not seance.annulee:
        return seance
    seance.le, seance.faite, seance.annulee = saisie.le, saisie.faite, False
    _remplir(seance, saisie)
    seance.modifie_par_id = par.agent_id
    db.session.flush()
    if action.etat is EtatAction.PREVUE and saisie.faite:
        action.etat = EtatAction.EN_COURS
    return seance


def _remplir(seance: SeanceAction, saisie: SaisieSeance) -> None:
    seance.manquee_par = None if saisie.faite else saisie.manquee_par
    seance.excusee = saisie.excusee and not saisie.faite
    seance.duree_min = saisie.duree_min if saisie.faite else None
    seance.commentaire = saisie.commentaire or None


def _fait(action: Action) -> Avancement:
    return avancement(db.session.scalars(seances_de_cette_action(action.id)), action.prevu, action.unite)


def _accomplie(fait: Avancement) -> bool:
    return fait.complet if fait.prevu is not None else fait.faites > 0


def _faire_avancer(action: Action, avant: Avancement, *, par: Acteur) -> None:
    """State of an action once its occurrences changed: the last one ends it, the loss of the one that had opens it again."""
    seances = list(db.session.scalars(seances_de_cette_action(action.id)))
    fait = avancement(seances, action.prevu, action.unite)
    if action.etat is EtatAction.FAITE and _accomplie(avant) and not _accomplie(fait):
        action.etat, action.faite_le = (EtatAction.EN_COURS if fait.faites else EtatAction.PREVUE), None
    suivant = etat_apres(action.etat, action.rythme, fait)
    if suivant is EtatAction.FAITE and action.etat is not EtatAction.FAITE:
        action.faite_le = max(s.le for s in seances if s.faite)
        action.prochaine_le = None
    action.etat = suivant
    action.modifie_par_id = par.agent_id
    db.session.flush()
