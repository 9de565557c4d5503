"""Verbs of the meeting itself: call the roll, say who leaves the room, decide."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from parcours.journal.services import noter
from parcours.parcours_individuels.rules import EtatParcours, SaisieEtat
from parcours.parcours_individuels.services import changer_etat
from parcours.reunions.access import presences_de, seance_de, sorties_de
from parcours.reunions.models import Presence, Reunion, Seance, Situation, SortieDeSalle
from parcours.reunions.rules.seance import Decision, SaisieAppel, SaisieDecision, etat_apres, raison_attendue
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.typographie import date_longue


class ReunionAVenir(ErreurDuDomaine):
    """A decision is the team's, taken at its meeting: nobody records it before that day (pre.md §1.2)."""

    def __init__(self, jour: date) -> None:
        super().__init__(
            f"La réunion a lieu le {date_longue(jour)}\u00a0: sa décision s’enregistre à partir de ce jour. "
            "Si elle s’est tenue plus tôt, corrigez d’abord sa date."
        )


def verifier_ouverte(reunion: Reunion) -> None:
    """Nothing is noted before the day of a meeting, nor once it is closed.

    Raises:
        ErreurDuDomaine: not yet, or closed.
    """
    _verifier_qu_elle_a_lieu(reunion)
    seance = db.session.scalar(seance_de(reunion))
    if seance is not None and seance.close_le is not None:
        raise ErreurDuDomaine("La séance est close\u00a0: rouvrez-la pour la corriger.")


def _verifier_qu_elle_a_lieu(reunion: Reunion) -> None:
    if reunion.annulee_le is not None:
        raise ErreurDuDomaine("Cette réunion est annulée\u00a0: rien ne s’y décide.")
    if reunion.jour > aujourd_hui():
        raise ReunionAVenir(reunion.jour)


def faire_l_appel(reunion: Reunion, saisie: SaisieAppel, *, par: Acteur) -> Seance:
    """Open the meeting with those who are there, or correct the roll; whoever is taken off it leaves no exit behind.

    Raises:
        ErreurDuDomaine: the meeting is closed.
    """
    verifier_ouverte(reunion)
    seance = db.session.scalar(seance_de(reunion))
    if seance is None:
        seance = Seance(reunion_id=reunion.id, cree_par_id=par.agent_id)
        db.session.add(seance)
    inscrits = list(db.session.scalars(presences_de(reunion)))
    _retirer_de_l_appel(reunion, [p for p in inscrits if not saisie.garde(p.agent_id, p.nom, p.institution)])
    comptes = {p.agent_id for p in inscrits}
    invites = {(p.nom, p.institution) for p in inscrits if p.agent_id is None}
    for agent_id, institution in saisie.agents.items():
        if agent_id not in comptes:
            db.session.add(Presence(reunion_id=reunion.id, agent_id=agent_id, institution=institution))
    for nom, institution in saisie.invites:
        if (nom, institution) not in invites:
            db.session.add(Presence(reunion_id=reunion.id, nom=nom, institution=institution))
    seance.modifie_par_id, seance.modifie_le = par.agent_id, maintenant()
    db.session.flush()
    noter("faire_l_appel", seance, par=par, detail=f"{len(saisie.agents) + len(saisie.invites)} présents")
    return seance


def _retirer_de_l_appel(reunion: Reunion, partis: list[Presence]) -> None:
    ids = {p.id for p in partis}
    if not ids:
        return
    for sortie in db.session.scalars(sorties_de(reunion)):
        if sortie.presence_id in ids:
            db.session.delete(sortie)
    db.session.flush()
    for presence in partis:
        db.session.delete(presence)
    db.session.flush()


def noter_la_salle(situation: Situation, avant: Collection[str], dans_la_salle: Collection[str], *, par: Acteur) -> None:
    """Who leaves the room or comes back for one situation.

    Args:
        situation: the one being examined.
        avant: ids of those in the room when the list was shown; only what differs from it changes, so two noters merge.
        dans_la_salle: ids of those in the room now.
        par: who notes it.

    Raises:
        ErreurDuDomaine: the meeting is closed.
    """
    verifier_ouverte(situation.reunion)
    presents = {str(p.id): p for p in db.session.scalars(presences_de(situation.reunion))}
    sorties = {
        str(s.presence_id): s for s in db.session.scalars(sorties_de(situation.reunion)) if s.situation_id == situation.id
    }
    sortants = [i for i in presents if i in avant and i not in dans_la_salle and i not in sorties]
    rentrants = [i for i in presents if i not in avant and i in dans_la_salle and i in sorties]
    for identifiant in sortants:
        db.session.add(SortieDeSalle(situation_id=situation.id, presence_id=presents[identifiant].id))
    for identifiant in rentrants:
        db.session.delete(sorties[identifiant])
    if sortants or rentrants:
        noter("noter_la_salle", situation, par=par, detail=f"{len(sortants)} sorties, {len(rentrants)} retours")
    db.session.flush()


def decider(situation: Situation, saisie: SaisieDecision, *, par: Acteur) -> EtatParcours | None:
    """Record or correct the decision; returns the state the pathway moved to, None when it did not move.

    A correction never takes the pathway back: a file does not return before its entry (rules of parcours_individuels).

    Raises:
        ReunionAVenir: the team has not met yet.
        ErreurDuDomaine: the meeting was cancelled.
    """
    _verifier_qu_elle_a_lieu(situation.reunion)
    correction = situation.decision is not None
    deja = (situation.decision, situation.raison, situation.prochain_bilan_le)
    if situation.decidee_le is not None and deja == (saisie.decision, saisie.raison, saisie.prochain_bilan_le):
        return None
    situation.decision = saisie.decision
    situation.raison = saisie.raison if raison_attendue(saisie.decision) else None
    situation.prochain_bilan_le = saisie.prochain_bilan_le
    situation.decidee_le = situation.decidee_le or maintenant()
    situation.modifie_par_id = par.agent_id
    noter("corriger" if correction else "decider", situation, par=par, detail=saisie.decision.value)
    return _reporter(situation, saisie.decision, par)


def _reporter(situation: Situation, decision: Decision, par: Acteur) -> EtatParcours | None:
    """Carry the decision to the pathway: day of the EPS, next bilan, state when the table allows it."""
    parcours, jour = situation.parcours, situation.reunion.jour
    if parcours.eps_le is None or jour > parcours.eps_le:
        parcours.eps_le = jour
    if situation.prochain_bilan_le is not None:
        parcours.prochain_bilan_le = situation.prochain_bilan_le
    vers = etat_apres(decision, parcours.etat, parcours.dispositif)
    if vers is not None:
        le = max(parcours.demande_le or jour, min(jour, aujourd_hui()))
        changer_etat(
            parcours,
            SaisieEtat(
                vers,
                min(le, aujourd_hui()),
                precision="Décision de l’EPS" if parcours.dispositif is Dispositif.PRE else "Décision du comité",
            ),
            par=par,
        )
    noter("decision_eps", parcours, par=par, detail=decision.value)
    return vers
