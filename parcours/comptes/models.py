"""Agents, their dated habilitations, their revocable sessions, the sign-in throttle."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.comptes.rules.rythmes import Rythme
from parcours.socle.base import Base, Versionnee
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import maintenant
from parcours.socle.recherche import cle_de_recherche, cle_de_tri


class Agent(Versionnee, Base):
    """A professional with an account. Never deleted: deactivated, because history names its authors."""

    __tablename__ = "agent"
    __journal__ = "agent"

    prenom: Mapped[str] = mapped_column(String(80))
    nom: Mapped[str] = mapped_column(String(80))
    courriel: Mapped[str] = mapped_column(String(200), unique=True, comment="lower case; the sign-in name")
    fonction: Mapped[str | None] = mapped_column(String(120))
    telephone: Mapped[str | None] = mapped_column(String(20), comment="E.164, of the office: shown to the sides of a link")
    empreinte: Mapped[str | None] = mapped_column(String(200), comment="argon2id; empty until the invitation is used")
    actif: Mapped[bool] = mapped_column(default=True)
    raccourcis: Mapped[bool] = mapped_column(default=True, comment="keyboard shortcuts on (WCAG 2.1.4)")
    rythme: Mapped[Rythme] = mapped_column(
        default=Rythme.TOUT_DE_SUITE, server_default=Rythme.TOUT_DE_SUITE.value, comment="when one is told by e-mail"
    )
    cle_recherche: Mapped[str] = mapped_column(String(500), default="", index=True)
    cle_tri: Mapped[str] = mapped_column(String(250), default="", index=True)
    habilitations: Mapped[list[Habilitation]] = relationship(
        back_populates="agent", foreign_keys="Habilitation.agent_id", order_by="Habilitation.debut"
    )

    @property
    def nom_complet(self) -> str:
        """« Camille Delattre »."""
        return f"{self.prenom} {self.nom}"

    @property
    def nom_court(self) -> str:
        """« Camille D. », as the teams write themselves."""
        return f"{self.prenom} {self.nom[:1]}."


@event.listens_for(Agent, "before_insert")
@event.listens_for(Agent, "before_update")
def _cles(_mappeur: Any, _connexion: Any, agent: Agent) -> None:
    """Keep the keys of search and sorting beside the name, wherever the account is made or changed."""
    agent.cle_recherche = cle_de_recherche(agent.prenom, agent.nom, agent.courriel, agent.fonction)[:500]
    agent.cle_tri = cle_de_tri(agent.nom, agent.prenom)


class Habilitation(Versionnee, Base):
    """Role x dispositif x structure between two dates: rights follow what is in force today."""

    __tablename__ = "habilitation"
    __journal__ = "habilitation"

    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    role: Mapped[Role]
    dispositif: Mapped[Dispositif | None]
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    debut: Mapped[date]
    fin: Mapped[date | None] = mapped_column(comment="last day in force")
    charte_signee_le: Mapped[date | None] = mapped_column(comment="charte de confidentialité, renewed each year (membre_eps)")
    agent: Mapped[Agent] = relationship(back_populates="habilitations", foreign_keys=[agent_id])
    structure: Mapped[Structure | None] = relationship()


class SessionOuverte(Base):
    """A server-side session: signing out, a new pass-phrase or deactivation ends it at the next request."""

    __tablename__ = "session_ouverte"

    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    empreinte: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the cookie's secret")
    ouverte_le: Mapped[datetime] = mapped_column(default=maintenant)
    vue_le: Mapped[datetime] = mapped_column(default=maintenant)
    fermee_le: Mapped[datetime | None]
    appareil: Mapped[str | None] = mapped_column(String(120), comment="family of browser, to recognise it; no address")
    agent: Mapped[Agent] = relationship()


class TentativeDeConnexion(Base):
    """A try at signing in, or at asking for a link, counted per name typed (hashed): throttle of securite §1.4."""

    __tablename__ = "tentative_de_connexion"
    __table_args__ = (Index(None, "compte", "instant"),)

    compte: Mapped[str] = mapped_column(String(64), comment="HMAC of the name typed")
    instant: Mapped[datetime] = mapped_column(default=maintenant, index=True)
    reussie: Mapped[bool] = mapped_column(default=False)


class AvisEnAttente(Base):
    """Something to tell an agent in their next summary; the row goes when the summary is put in the outbox."""

    __tablename__ = "avis_en_attente"
    __table_args__ = (Index(None, "agent_id", "cree_le"),)

    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"))
    phrase: Mapped[str] = mapped_column(String(200), comment="names nobody: it is the text of an e-mail")
    adresse: Mapped[str] = mapped_column(String(500), comment="page of the application where it is read")
    cree_le: Mapped[datetime] = mapped_column(default=maintenant)
