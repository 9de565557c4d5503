"""Échanges (made or attempted) with their history of corrections, and dated reminders."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.accompagnements.rules import Canal, Interlocuteur
from parcours.comptes.models import Agent
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import maintenant


class Echange(Versionnee, Base):
    """Something that happened, or was tried, with a person; the text is sealed."""

    __tablename__ = "echange"
    __cloisonne__ = True
    __journal__ = "echange"
    __table_args__ = (Index("ix_echange_fil", "parcours_id", "a_la_date", "abouti", "annule_le", "interlocuteur"),)

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"))
    a_la_date: Mapped[date]
    canal: Mapped[Canal]
    interlocuteur: Mapped[Interlocuteur] = mapped_column(default=Interlocuteur.PERSONNE)
    abouti: Mapped[bool] = mapped_column(default=True, comment="false: attempted without success")
    duree_min: Mapped[int | None] = mapped_column(comment="minutes")
    texte_chiffre: Mapped[str | None] = mapped_column(Text)
    texte = TexteSecret("texte_chiffre")
    auteur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    auteur_libelle: Mapped[str | None] = mapped_column(String(120), comment="name in the spreadsheet, when no account")
    importe: Mapped[bool] = mapped_column(default=False)
    annule_le: Mapped[datetime | None] = mapped_column(comment="entered by mistake: struck through, never erased")
    parcours: Mapped[Parcours] = relationship()
    auteur: Mapped[Agent | None] = relationship(foreign_keys=[auteur_id])
    versions: Mapped[list[VersionEchange]] = relationship(back_populates="echange", order_by="VersionEchange.remplacee_le")


class VersionEchange(Base):
    """What an échange said before a correction."""

    __tablename__ = "version_echange"
    __cloisonne__ = True

    echange_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("echange.id"), index=True)
    a_la_date: Mapped[date]
    canal: Mapped[Canal]
    interlocuteur: Mapped[Interlocuteur]
    abouti: Mapped[bool]
    duree_min: Mapped[int | None]
    texte_chiffre: Mapped[str | None] = mapped_column(Text)
    texte = TexteSecret("texte_chiffre")
    remplacee_le: Mapped[datetime] = mapped_column(default=maintenant)
    remplacee_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    echange: Mapped[Echange] = relationship(back_populates="versions")
    remplacee_par: Mapped[Agent | None] = relationship()


class Rappel(Versionnee, Base):
    """« À rappeler » on a day, for one agent."""

    __tablename__ = "rappel"
    __cloisonne__ = True
    __journal__ = "rappel"
    __table_args__ = (Index(None, "agent_id", "fait_le", "pour_le"),)

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), comment="for whom; empty: whoever coordinates")
    pour_le: Mapped[date]
    objet_chiffre: Mapped[str | None] = mapped_column(Text)
    objet = TexteSecret("objet_chiffre")
    fait_le: Mapped[datetime | None]
    parcours: Mapped[Parcours] = relationship()
    agent: Mapped[Agent | None] = relationship(foreign_keys=[agent_id])
