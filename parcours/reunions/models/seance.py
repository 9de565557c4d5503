"""The meeting as it is held: who is in the room, what is noted about each situation, figures kept without names."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.comptes.models import Agent
from parcours.reunions.models.preparation import Situation
from parcours.reunions.rules.seance import Decision, GenreDeChiffre
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import maintenant


class Seance(Versionnee, Base):
    """A meeting being held: opened by the roll call, closed at the end; reopening it is possible and traced."""

    __tablename__ = "seance"
    __cloisonne__ = True
    __journal__ = "seance"

    reunion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reunion.id"), unique=True)
    ouverte_le: Mapped[datetime] = mapped_column(default=maintenant)
    close_le: Mapped[datetime | None]
    close_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))


class Presence(Base):
    """Somebody in the room: an account, or a name and an institution written down at the roll call."""

    __tablename__ = "presence"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("reunion_id", "agent_id"),)

    reunion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reunion.id"), index=True)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), comment="empty: no account here")
    nom: Mapped[str | None] = mapped_column(String(120), comment="when there is no account")
    institution: Mapped[str | None] = mapped_column(String(160), comment="as on the day of the meeting")
    agent: Mapped[Agent | None] = relationship()

    @property
    def libelle(self) -> str:
        """« Inès Morel, Collège La Morinie »."""
        nom = self.agent.nom_complet if self.agent is not None else self.nom or ""
        return f"{nom}, {self.institution}" if self.institution else nom


class SortieDeSalle(Base):
    """Somebody who left the room for one situation: they do not read its sheet either (pre.md §3.2)."""

    __tablename__ = "sortie_de_salle"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("situation_id", "presence_id"),)

    situation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("situation.id"), index=True)
    presence_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("presence.id"), index=True)
    presence: Mapped[Presence] = relationship()


class Deliberation(Versionnee, Base):
    """What is noted in the room about one situation. It is a draft until `conclue_le`: only then is it the decision.

    Of a transmission to the CRIP, only the fact and the date (pre.md §3.3).
    """

    __tablename__ = "deliberation"
    __cloisonne__ = True
    __journal__ = "deliberation"

    situation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("situation.id"), unique=True)
    decision: Mapped[Decision | None]
    crip_le: Mapped[date | None]
    raison_chiffre: Mapped[str | None] = mapped_column(Text)
    raison = TexteSecret("raison_chiffre")
    prochain_bilan_le: Mapped[date | None]
    referent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    referent_depuis: Mapped[date | None]
    annonce_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), comment="who tells the family")
    annonce_avant_le: Mapped[date | None]
    annonce_chiffre: Mapped[str | None] = mapped_column(Text)
    annonce = TexteSecret("annonce_chiffre")
    """What the family will be told."""
    conclue_le: Mapped[datetime | None]
    rappel_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("rappel.id"), comment="« informer la famille », once settled"
    )
    situation: Mapped[Situation] = relationship()
    referent: Mapped[Agent | None] = relationship(foreign_keys=[referent_id])
    annonce_par: Mapped[Agent | None] = relationship(foreign_keys=[annonce_par_id])
    objectifs: Mapped[list[ObjectifPropose]] = relationship(order_by="ObjectifPropose.rang")
    actions: Mapped[list[ActionProposee]] = relationship(order_by="ActionProposee.rang")


class ObjectifPropose(Base):
    """One of the three objectives; `objectif_id` is the objective of the pathway it became."""

    __tablename__ = "objectif_propose"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("deliberation_id", "rang"),)

    deliberation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deliberation.id"), index=True)
    rang: Mapped[int]
    domaine: Mapped[str | None] = mapped_column(String(80), comment="code of list domaine_objectif")
    texte_chiffre: Mapped[str | None] = mapped_column(Text)
    texte = TexteSecret("texte_chiffre")
    objectif_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("objectif.id"))


class ActionProposee(Base):
    """An action proposed; `action_id` is the action of the pathway it became."""

    __tablename__ = "action_proposee"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("deliberation_id", "rang"),)

    deliberation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deliberation.id"), index=True)
    rang: Mapped[int]
    type: Mapped[str | None] = mapped_column(String(80), comment="code of list type_action")
    libelle: Mapped[str | None] = mapped_column(String(200))
    operateur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    action_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("action.id"))
    operateur: Mapped[Structure | None] = relationship()


class ChiffreDeSeance(Base):
    """A figure of a closed meeting: it names nobody and outlives the files (pre.md §3.2, step 7)."""

    __tablename__ = "chiffre_de_seance"
    __table_args__ = (UniqueConstraint("reunion_id", "genre", "code"),)

    reunion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reunion.id"), index=True)
    jour: Mapped[date] = mapped_column(index=True)
    type_reunion: Mapped[str] = mapped_column(String(80), comment="code of the kind of meeting")
    genre: Mapped[GenreDeChiffre]
    code: Mapped[str] = mapped_column(String(160), comment="reason, decision or institution")
    nombre: Mapped[int]
