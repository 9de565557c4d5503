"""Telling an agent of something by e-mail, at the pace they chose. Names nobody: it says that something is to be read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from parcours.comptes import queries
from parcours.comptes.models import Agent, AvisEnAttente
from parcours.comptes.rules.rythmes import Rythme, coupure
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.horloge import a_paris, maintenant
from parcours.socle.typographie import pluriel

AU_PLUS = 40
"""Lines of a summary; the others are counted."""
REGLER = "Pour recevoir ces nouvelles à un autre rythme : Mon compte, carte « Courriels »."


@dataclass(frozen=True)
class Nouvelle:
    """What there is to say: subject, one sentence without the name of anybody, page where it is read."""

    objet: str
    phrase: str
    adresse: str
    nature: str
    concerne_id: uuid.UUID | None = None


def aviser(agent: Agent, nouvelle: Nouvelle) -> None:
    """Tell an agent now, in their next summary, or not at all: as they chose."""
    if not agent.actif or agent.rythme is Rythme.JAMAIS:
        return
    if agent.rythme is Rythme.TOUT_DE_SUITE:
        deposer(
            agent.courriel,
            nouvelle.objet,
            f"Bonjour,\n\n{nouvelle.phrase}\n{nouvelle.adresse}\n\n{REGLER}\n",
            nature=nouvelle.nature,
            concerne_id=nouvelle.concerne_id,
        )
        return
    db.session.add(AvisEnAttente(agent_id=agent.id, phrase=nouvelle.phrase, adresse=nouvelle.adresse))


def choisir_le_rythme(agent: Agent, rythme: Rythme) -> None:
    """Change how often somebody is told; what waits leaves with the next round, or is dropped when they want nothing."""
    agent.rythme = rythme
    if rythme is Rythme.JAMAIS:
        _oublier(queries.avis_en_attente(agent.id))


def recapituler(agent_id: uuid.UUID) -> bool:
    """Put one agent's summary in the outbox when its hour has come; True when one was.

    The summary is written and its lines are dropped in one transaction: a worker killed here loses and doubles nothing.
    """
    agent = db.session.get(Agent, agent_id)
    avis = queries.avis_en_attente(agent_id, verrouiller=True)
    if agent is None or not avis:
        return False
    if not agent.actif or agent.rythme is Rythme.JAMAIS:
        _oublier(avis)
        return False
    limite = coupure(agent.rythme, a_paris(maintenant()))
    dus = [a for a in avis if a.cree_le < limite]
    if not dus:
        return False
    lignes = list(dict.fromkeys((a.phrase, a.adresse) for a in dus))
    deposer(agent.courriel, _objet(len(lignes)), _texte(lignes), nature="recapitulatif", concerne_id=agent.id)
    _oublier(dus)
    return True


def _objet(nombre: int) -> str:
    return f"Votre récapitulatif\u00a0: {pluriel(nombre, 'nouvelle')}"


def _texte(lignes: list[tuple[str, str]]) -> str:
    corps = "\n\n".join(f"- {phrase}\n  {adresse}" for phrase, adresse in lignes[:AU_PLUS])
    reste = len(lignes) - AU_PLUS
    suite = f"\n\nEt {pluriel(reste, 'autre')}, dans l’application." if reste > 0 else ""
    return f"Bonjour,\n\nDepuis votre dernier récapitulatif :\n\n{corps}{suite}\n\n{REGLER}\n"


def _oublier(avis: list[AvisEnAttente]) -> None:
    for ligne in avis:
        db.session.delete(ligne)
