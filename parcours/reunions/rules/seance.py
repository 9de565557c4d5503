"""Decisions of a meeting, and where each takes the pathway."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import date

from parcours.parcours_individuels.rules import EtatParcours, transition_permise
from parcours.socle.droits import Dispositif


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


def decisions_de(dispositif: Dispositif) -> list[tuple[str, str]]:
    """(code, words) of what may be decided: only a child is reported to the CRIP (cellule de recueil)."""
    return [(d.value, d.libelle) for d in Decision if d is not Decision.TRANSMISSION_CRIP or dispositif is Dispositif.PRE]


@dataclass(frozen=True)
class SaisieDecision:
    """A decision as typed."""

    decision: Decision
    raison: str | None
    prochain_bilan_le: date | None


@dataclass(frozen=True)
class SaisieAppel:
    """The roll: accounts with their institution, and people written down without an account."""

    agents: dict[uuid.UUID, str | None]
    invites: tuple[tuple[str, str | None], ...] = ()

    def garde(self, agent_id: uuid.UUID | None, nom: str | None, institution: str | None) -> bool:
        """True when somebody on the former roll is still on this one."""
        return agent_id in self.agents if agent_id is not None else (nom, institution) in self.invites


def raison_attendue(decision: Decision) -> bool:
    """Every decision is explained in one line, but a transmission to the CRIP of which only the fact is kept (pre.md §3.3)."""
    return decision is not Decision.TRANSMISSION_CRIP


class GenreDeChiffre(enum.StrEnum):
    """What a closed meeting keeps figures of, without any name."""

    SITUATION = "situation"
    """Situations examined, by reason."""
    DECISION = "decision"
    PRESENCE = "presence"
    """Members present, by institution."""

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"situation": "Situations examinées", "decision": "Décisions", "presence": "Présents"}[self.value]


ETAT_APRES: dict[Decision, EtatParcours] = {
    Decision.ENTREE: EtatParcours.A_DEMARRER,
    Decision.SORTIE: EtatParcours.SORTIE_PROPOSEE,
    Decision.NON_RETENUE: EtatParcours.NON_RETENU,
    Decision.REORIENTATION: EtatParcours.NON_RETENU,
    Decision.ACTION_COLLECTIVE: EtatParcours.NON_RETENU,
}
"""Where a decision takes the pathway, when the table of parcours_individuels allows the step (pre.md §1.2)."""


ETAT_APRES_DU_COMITE: dict[Decision, EtatParcours] = {
    Decision.ENTREE: EtatParcours.EN_COURS,
    Decision.VEILLE: EtatParcours.SUSPENDU,
    Decision.NON_RETENUE: EtatParcours.NON_RETENU,
    Decision.REORIENTATION: EtatParcours.NON_RETENU,
}
"""The same at the comité of the Cité de l'Emploi: no contract to wait for; an exit says its reason on its own screen."""


def etat_apres(decision: Decision, etat: EtatParcours, dispositif: Dispositif = Dispositif.PRE) -> EtatParcours | None:
    """The state the decision leads to, or None when it moves nothing."""
    vers = (ETAT_APRES_DU_COMITE if dispositif is Dispositif.EMPLOI else ETAT_APRES).get(decision)
    if decision is Decision.POURSUITE and etat is EtatParcours.SORTIE_PROPOSEE:
        vers = EtatParcours.EN_COURS  # the exit that was proposed is not taken
    return vers if vers is not None and transition_permise(etat, vers) else None
