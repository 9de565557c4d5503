"""Kinds of meetings, decisions, and the window in which a member reads a situation."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, time, timedelta

from parcours.parcours_individuels.rules import EtatParcours, transition_permise


class TypeReunion(enum.StrEnum):
    """The two forms of EPS (pre.md §3.1)."""

    PLENIERE = "pleniere"
    RESTREINTE = "restreinte"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"pleniere": "EPS plénière", "restreinte": "EPS restreinte"}[self.value]


class MotifInscription(enum.StrEnum):
    """Why a situation is on the agenda."""

    PREMIER_EXAMEN = "premier_examen"
    BILAN = "bilan"
    SORTIE = "sortie"
    URGENCE = "urgence"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "premier_examen": "Premier examen",
            "bilan": "Bilan",
            "sortie": "Sortie proposée",
            "urgence": "Situation urgente",
        }[self.value]


def motif_propose(etat: EtatParcours) -> MotifInscription:
    """The likely reason, from where the pathway stands; the coordinator may choose another."""
    return {
        EtatParcours.DEMANDE: MotifInscription.PREMIER_EXAMEN,
        EtatParcours.SORTIE_PROPOSEE: MotifInscription.SORTIE,
    }.get(etat, MotifInscription.BILAN)


class Decision(enum.StrEnum):
    """Decisions of the EPS (pre.md §1.2)."""

    ENTREE = "entree"
    POURSUITE = "poursuite"
    AJOURNEE = "ajournee"
    VEILLE = "veille"
    REORIENTATION = "reorientation"
    ACTION_COLLECTIVE = "action_collective"
    SORTIE = "sortie"
    NON_RETENUE = "non_retenue"
    TRANSMISSION_CRIP = "transmission_crip"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "entree": "Entrée en parcours",
            "poursuite": "Poursuite du parcours",
            "ajournee": "Ajournée, complément demandé",
            "veille": "Veille",
            "reorientation": "Réorientation vers le droit commun",
            "action_collective": "Action collective seulement",
            "sortie": "Sortie du parcours",
            "non_retenue": "Non retenue",
            "transmission_crip": "Transmission à la CRIP",
        }[self.value]


FENETRE = timedelta(days=7)
"""A member reads a situation from 7 days before to 7 days after the meeting (pre.md §3.5)."""

VALIDITE_CHARTE = timedelta(days=365)
"""The charter of confidentiality is renewed each year (pre.md §3.5)."""


def dans_la_fenetre(jour_de_reunion: date, aujourd_hui: date) -> bool:
    """True when a convened member may read the situations of the meeting."""
    return abs(jour_de_reunion - aujourd_hui) <= FENETRE


def charte_valide(signee_le: date | None, aujourd_hui: date) -> bool:
    """True when the charter was signed within the year."""
    return signee_le is not None and signee_le <= aujourd_hui <= signee_le + VALIDITE_CHARTE


@dataclass(frozen=True)
class SaisieReunion:
    """A meeting as typed."""

    type: TypeReunion
    jour: date
    heure: time
    lieu: str | None


@dataclass(frozen=True)
class SaisieDecision:
    """A decision as typed."""

    decision: Decision
    raison: str | None
    prochain_bilan_le: date | None


def raison_attendue(decision: Decision) -> bool:
    """Every decision is explained in one line, but a transmission to the CRIP of which only the fact is kept (pre.md §3.3)."""
    return decision is not Decision.TRANSMISSION_CRIP


ETAT_APRES: dict[Decision, EtatParcours] = {
    Decision.ENTREE: EtatParcours.A_DEMARRER,
    Decision.SORTIE: EtatParcours.SORTIE_PROPOSEE,
    Decision.NON_RETENUE: EtatParcours.NON_RETENU,
    Decision.REORIENTATION: EtatParcours.NON_RETENU,
}
"""Where a decision takes the pathway, when the table of parcours_individuels allows the step (pre.md §1.2)."""


def etat_apres(decision: Decision, etat: EtatParcours) -> EtatParcours | None:
    """The state the decision leads to, or None when it moves nothing."""
    vers = ETAT_APRES.get(decision)
    return vers if vers is not None and transition_permise(etat, vers) else None
