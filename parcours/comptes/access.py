"""Who acts: habilitations in force today, read at each request."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, or_, select

from parcours.comptes.models import Agent, Habilitation
from parcours.socle.droits import Acteur, Droit, HabilitationDuJour


def habilitations_en_vigueur(jour: date) -> Select[Habilitation]:
    """Habilitations in force on a day."""
    return select(Habilitation).where(Habilitation.debut <= jour, or_(Habilitation.fin.is_(None), Habilitation.fin >= jour))


def acteur_de(agent: Agent, habilitations: list[Habilitation]) -> Acteur:
    """The acting person behind an account, with what they hold today."""
    return Acteur(
        agent_id=agent.id,
        nom=agent.nom_complet,
        habilitations=tuple(HabilitationDuJour(h.role, h.dispositif, h.structure_id) for h in habilitations),
    )


def agents_visibles(acteur: Acteur) -> Select[Agent]:
    """Accounts an administrator manages; nobody else lists them here."""
    requete = select(Agent)
    return requete if acteur.peut(Droit.AGENT_LIRE) else requete.where(Agent.id == acteur.agent_id)


def habilitations_visibles(acteur: Acteur) -> Select[Habilitation]:
    """Habilitations an administrator manages; anybody sees their own."""
    requete = select(Habilitation)
    return requete if acteur.peut(Droit.AGENT_LIRE) else requete.where(Habilitation.agent_id == acteur.agent_id)
