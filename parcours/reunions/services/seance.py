"""Verbs of the meeting itself: decide."""

from __future__ import annotations

from datetime import date

from parcours.journal.services import noter
from parcours.parcours_individuels.rules import EtatParcours, SaisieEtat
from parcours.parcours_individuels.services import changer_etat
from parcours.reunions.models import Situation
from parcours.reunions.rules.seance import Decision, SaisieDecision, etat_apres, raison_attendue
from parcours.socle.droits import Acteur
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


def decider(situation: Situation, saisie: SaisieDecision, *, par: Acteur) -> EtatParcours | None:
    """Record or correct the decision; returns the state the pathway moved to, None when it did not move.

    A correction never takes the pathway back: a file does not return before its entry (rules of parcours_individuels).

    Raises:
        ReunionAVenir: the team has not met yet.
    """
    if situation.reunion.jour > aujourd_hui():
        raise ReunionAVenir(situation.reunion.jour)
    correction = situation.decision is not None
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
    vers = etat_apres(decision, parcours.etat)
    if vers is not None:
        le = max(parcours.demande_le or jour, min(jour, aujourd_hui()))
        changer_etat(parcours, SaisieEtat(vers, min(le, aujourd_hui()), precision="Décision de l’EPS"), par=par)
    noter("decision_eps", parcours, par=par, detail=decision.value)
    return vers
