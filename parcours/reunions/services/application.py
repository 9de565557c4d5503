"""Carrying what was decided in the room to the pathway: objectives, actions, référent, and telling the family.

Each proposal remembers the row it became: settling again corrects that row, and never makes a second one.
"""

from __future__ import annotations

from datetime import date

from parcours.accompagnements.access import rappels_visibles
from parcours.accompagnements.models import Rappel
from parcours.accompagnements.services import confier
from parcours.beneficiaires.rules import NatureRattachement, SaisieReferent
from parcours.beneficiaires.services import nommer_referent
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels.access import actions_visibles, objectifs_visibles
from parcours.parcours_individuels.models import Action, Objectif
from parcours.parcours_individuels.rules import EtatAction, EtatObjectif, SaisieAction, SaisieObjectif
from parcours.parcours_individuels.services import enregistrer_action, enregistrer_objectif
from parcours.reunions.models import ActionProposee, Deliberation, ObjectifPropose, Situation
from parcours.reunions.queries import deliberation as lectures
from parcours.reunions.rules.deliberation import AVEC_PROPOSITIONS
from parcours.reunions.rules.seance import Decision
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_longue


def appliquer_les_propositions(situation: Situation, note: Deliberation, *, par: Acteur) -> None:
    """Objectives, actions and référent of the pathway; a decision that goes on with nothing takes back what it had given."""
    suivies = note.decision in AVEC_PROPOSITIONS
    for propose in note.objectifs:
        _objectif(situation, propose, suivi=suivies, par=par)
    libelles = nomenclatures.libelles("type_action") if suivies and note.actions else {}
    for proposee in note.actions:
        _action(situation, proposee, libelles, suivie=suivies, par=par)
    if suivies and note.referent_id is not None:
        _referent(situation, note, par)


def _objectif(situation: Situation, propose: ObjectifPropose, *, suivi: bool, par: Acteur) -> None:
    objectif: Objectif | None = None
    if propose.objectif_id is not None:
        objectif = db.session.scalars(objectifs_visibles(par).where(Objectif.id == propose.objectif_id)).one_or_none()
    texte = propose.texte if suivi else None
    if not texte:
        if objectif is not None and objectif.etat is EtatObjectif.EN_COURS:
            abandonne = SaisieObjectif(
                objectif.texte or "", objectif.domaine, EtatObjectif.ABANDONNE, objectif.depuis_le, aujourd_hui()
            )
            enregistrer_objectif(situation.parcours, objectif, abandonne, par=par)
        return
    if objectif is None:
        saisie = SaisieObjectif(texte, propose.domaine, EtatObjectif.EN_COURS, situation.reunion.jour, None)
        propose.objectif_id = enregistrer_objectif(situation.parcours, None, saisie, par=par).id
    elif (objectif.texte, objectif.domaine) != (texte, propose.domaine):
        saisie = SaisieObjectif(texte, propose.domaine, objectif.etat, objectif.depuis_le, objectif.atteint_le)
        enregistrer_objectif(situation.parcours, objectif, saisie, par=par)


def _action(situation: Situation, proposee: ActionProposee, libelles: dict[str, str], *, suivie: bool, par: Acteur) -> None:
    action: Action | None = None
    if proposee.action_id is not None:
        action = db.session.scalars(actions_visibles(par).where(Action.id == proposee.action_id)).one_or_none()
    if not suivie or not proposee.type:
        if action is not None and action.etat is EtatAction.PREVUE:
            enregistrer_action(situation.parcours, action, _saisie(action, etat=EtatAction.NON_REALISEE), par=par)
        return
    libelle = proposee.libelle or libelles.get(proposee.type, proposee.type)
    if action is None:
        saisie = SaisieAction(proposee.type, libelle, EtatAction.PREVUE, None, proposee.operateur_id, None, None)
        proposee.action_id = enregistrer_action(situation.parcours, None, saisie, par=par).id
    elif (action.type, action.libelle, action.operateur_id) != (proposee.type, libelle, proposee.operateur_id):
        action.type, action.libelle, action.operateur_id = proposee.type, libelle, proposee.operateur_id
        enregistrer_action(situation.parcours, action, _saisie(action), par=par)


def _saisie(action: Action, etat: EtatAction | None = None) -> SaisieAction:
    return SaisieAction(
        action.type,
        action.libelle,
        etat or action.etat,
        action.objectif_id,
        action.operateur_id,
        action.prevue_le,
        action.faite_le,
    )


def _referent(situation: Situation, note: Deliberation, par: Acteur) -> None:
    """The référent named by the EPS, from a date; nothing when the same person already is."""
    assert note.referent_id is not None  # the caller looked
    debut = note.referent_depuis or situation.reunion.jour
    if any(
        r.agent_id == note.referent_id and r.nature is NatureRattachement.REFERENT and _couvre(r.debut, r.fin, debut)
        for r in situation.parcours.beneficiaire.rattachements
    ):
        return
    saisie = SaisieReferent(NatureRattachement.REFERENT, note.referent_id, debut)
    nommer_referent(situation.parcours.beneficiaire, saisie, par=par)
    db.session.expire(situation.parcours.beneficiaire, ["rattachements"])


def _couvre(debut: date, fin: date | None, jour: date) -> bool:
    return debut <= jour and (fin is None or fin >= jour)


def confier_l_annonce(situation: Situation, note: Deliberation, *, par: Acteur) -> None:
    """« Informer la famille » joins what waits for the person who said they would; nothing for a transmission to the CRIP."""
    ancien: Rappel | None = None
    if note.rappel_id is not None:
        ancien = db.session.scalars(rappels_visibles(par).where(Rappel.id == note.rappel_id)).one_or_none()
    if note.decision is Decision.TRANSMISSION_CRIP or note.annonce_avant_le is None:
        return
    seul = lectures.peut_recevoir_un_rappel(situation, note.annonce_par_id)
    qui = "" if seul or note.annonce_par is None else f" ({note.annonce_par.nom_complet} s’en charge)"
    objet = f"Informer {situation.reunion.mots.entourage} avant le {date_longue(note.annonce_avant_le)}{qui}"
    if note.annonce:
        objet += f"\u00a0: {note.annonce}"
    if ancien is not None and ancien.fait_le is not None:
        return  # the family was told: a later correction does not ask for it again
    rappel = confier(situation.parcours, note.annonce_par_id if seul else None, aujourd_hui(), objet, par=par, rappel=ancien)
    note.rappel_id = rappel.id
