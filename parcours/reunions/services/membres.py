"""Members of the EPS, prepared by the coordination: a habilitation of member and nothing else (ADR 0009)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from parcours.comptes.models import Agent, Habilitation
from parcours.comptes.rules.saisies import SaisieAgent, SaisieHabilitation
from parcours.comptes.services.agents import INVITATION, ecrire_le_lien, inviter
from parcours.comptes.services.habilitations import donner, renouveler_la_charte, terminer
from parcours.reunions.rules.membres import LigneCollee
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui


@dataclass(frozen=True)
class MembreChoisi:
    """One line of the list, with the structure it stands for."""

    ligne: LigneCollee
    structure_id: uuid.UUID


@dataclass
class Ajouts:
    """What one list made."""

    invites: int = 0
    reconnus: int = 0
    deja: int = 0


def ajouter(
    choisis: Iterable[MembreChoisi], adresse_du_lien: Callable[[str, str], str], nom_du_service: str, *, par: Acteur
) -> Ajouts:
    """Give the habilitation of member to everybody on the list; who has no account is invited by a one-time link.

    An existing account keeps its own name and its other habilitations: only its membership is added.

    Args:
        choisis: the lines kept.
        adresse_du_lien: full address of a link, from its use and its secret.
        nom_du_service: name of the application, for the e-mail.
        par: who adds them.

    Raises:
        ErreurDuDomaine: one of the accounts is deactivated.
    """
    ajouts = Ajouts()
    for choisi in choisis:
        ligne = choisi.ligne
        habilitation = SaisieHabilitation(Role.MEMBRE_EPS, None, choisi.structure_id, aujourd_hui(), None)
        agent = db.session.scalar(select(Agent).where(Agent.courriel == ligne.courriel))
        if agent is None:
            saisie = SaisieAgent(ligne.prenom, ligne.nom, ligne.courriel, ligne.fonction or None)
            agent, secret = inviter(saisie, habilitation, par=par)
            ecrire_le_lien(agent, INVITATION, adresse_du_lien(INVITATION, secret), nom_du_service)
            ajouts.invites += 1
        elif not agent.actif:
            raise ErreurDuDomaine(
                f"Le compte {ligne.courriel} est désactivé\u00a0: l’administration peut le réactiver. Retirez cette ligne."
            )
        elif _deja_membre(agent):
            ajouts.deja += 1
        else:
            donner(agent, habilitation, par=par)
            ajouts.reconnus += 1
    return ajouts


def _deja_membre(agent: Agent) -> bool:
    jour = aujourd_hui()
    return any(h.role is Role.MEMBRE_EPS and h.debut <= jour and (h.fin is None or h.fin >= jour) for h in agent.habilitations)


def signer(habilitations: Iterable[Habilitation], le: date, *, par: Acteur) -> int:
    """Record that these members signed the charter that day; returns how many."""
    nombre = 0
    for habilitation in habilitations:
        renouveler_la_charte(habilitation, le, version=habilitation.version, par=par)
        nombre += 1
    return nombre


def retirer(habilitation: Habilitation, *, version: int, par: Acteur) -> None:
    """End a membership at once: the account and its other habilitations stay.

    Raises:
        ConflitDeVersion: somebody changed it since the page was shown.
    """
    terminer(habilitation, None, version=version, par=par)
