"""Reading accounts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import selectinload

from parcours.annuaire.models import Structure
from parcours.comptes.access import agents_visibles, habilitations_en_vigueur
from parcours.comptes.models import Agent, AvisEnAttente, Habilitation, SessionOuverte
from parcours.socle.base import compter, db
from parcours.socle.droits import Acteur, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.liens import LienSigne
from parcours.socle.recherche import motifs

PAR_PAGE = 50


def agent_par_courriel(courriel: str) -> Agent | None:
    """The account of this sign-in name (lower case)."""
    return db.session.scalar(select(Agent).where(Agent.courriel == courriel))


def habilitations_du_jour(agent_id: uuid.UUID, jour: date) -> list[Habilitation]:
    """What somebody holds on a day."""
    return list(db.session.scalars(habilitations_en_vigueur(jour).where(Habilitation.agent_id == agent_id)))


def habilitations_du_jour_existent(agent_id: uuid.UUID) -> bool:
    """True when somebody holds anything today."""
    return bool(habilitations_du_jour(agent_id, aujourd_hui()))


def noms_des_agents() -> dict[uuid.UUID, str]:
    """Every account's name, in French order: for the screens that show ids of agents (journal)."""
    lignes = db.session.execute(select(Agent.id, Agent.prenom, Agent.nom).order_by(Agent.cle_tri))
    return {identifiant: f"{nom} {prenom}" for identifiant, prenom, nom in lignes}


@dataclass(frozen=True)
class PageDAgents:
    """One page of the list."""

    agents: list[Agent]
    total: int
    page: int
    pages: int

    @property
    def debut(self) -> int:
        """Rank of the first one."""
        return (self.page - 1) * PAR_PAGE + 1

    @property
    def fin(self) -> int:
        """Rank of the last one."""
        return min(self.page * PAR_PAGE, self.total)


def liste(acteur: Acteur, *, recherche: str = "", role: Role | None = None, etat: str = "", page: int = 1) -> PageDAgents:
    """Accounts in French order; `etat` is actif, invite, desactive or nothing."""
    requete = agents_visibles(acteur)
    for motif in motifs(recherche):
        requete = requete.where(Agent.cle_recherche.like(motif))
    if role is not None:
        jour = aujourd_hui()
        requete = requete.where(
            exists().where(
                Habilitation.agent_id == Agent.id,
                Habilitation.role == role,
                Habilitation.debut <= jour,
                or_(Habilitation.fin.is_(None), Habilitation.fin >= jour),
            )
        )
    requete = _par_etat(requete, etat)
    total = compter(requete)
    pages = max(1, -(-total // PAR_PAGE))
    page = min(max(1, page), pages)
    agents = db.session.scalars(
        requete.order_by(Agent.cle_tri, Agent.id)
        .limit(PAR_PAGE)
        .offset((page - 1) * PAR_PAGE)
        .options(selectinload(Agent.habilitations).selectinload(Habilitation.structure))
    )
    return PageDAgents(list(agents), total, page, pages)


def _par_etat(requete: Select[Agent], etat: str) -> Select[Agent]:
    if etat == "actif":
        return requete.where(Agent.actif, Agent.empreinte.is_not(None))
    if etat == "invite":
        return requete.where(Agent.actif, Agent.empreinte.is_(None))
    return requete.where(Agent.actif.is_(False)) if etat == "desactive" else requete


def structures_a_proposer() -> list[tuple[uuid.UUID, str]]:
    """Structures open today, in alphabetical order."""
    ouvertes = select(Structure).where(or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui()))
    return [(s.id, s.libelle) for s in db.session.scalars(ouvertes.order_by(Structure.cle_recherche))]


def sessions_ouvertes(agent_id: uuid.UUID, *, inactivite: timedelta, duree: timedelta) -> list[SessionOuverte]:
    """Sessions that would still be admitted, the most recent first."""
    instant = maintenant()
    return list(
        db.session.scalars(
            select(SessionOuverte)
            .where(
                SessionOuverte.agent_id == agent_id,
                SessionOuverte.fermee_le.is_(None),
                SessionOuverte.vue_le > instant - inactivite,
                SessionOuverte.ouverte_le > instant - duree,
            )
            .order_by(SessionOuverte.vue_le.desc())
        )
    )


def fin_du_lien_en_attente(agent_id: uuid.UUID) -> datetime | None:
    """Until when a link sent to this account may be used, or None."""
    return db.session.scalar(
        select(LienSigne.expire_le)
        .where(
            LienSigne.objet_id == agent_id,
            LienSigne.usage.in_(("invitation", "mot_de_passe")),
            LienSigne.utilise_le.is_(None),
            LienSigne.revoque_le.is_(None),
            LienSigne.expire_le > maintenant(),
        )
        .order_by(LienSigne.expire_le.desc())
        .limit(1)
    )


def avis_en_attente(agent_id: uuid.UUID, *, verrouiller: bool = False) -> list[AvisEnAttente]:
    """What waits for somebody's next summary, in order; what another worker holds is left to it."""
    requete = select(AvisEnAttente).where(AvisEnAttente.agent_id == agent_id).order_by(AvisEnAttente.cree_le, AvisEnAttente.id)
    if verrouiller:
        requete = requete.with_for_update(skip_locked=True)
    return list(db.session.scalars(requete))


def agents_a_recapituler() -> list[uuid.UUID]:
    """Agents for whom something waits."""
    return list(db.session.scalars(select(AvisEnAttente.agent_id).distinct().order_by(AvisEnAttente.agent_id)))
