"""Multidisciplinary meetings: agenda of situations, convened members, decisions."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from parcours.comptes.models import Agent
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.models.types import TypeDeReunion
from parcours.reunions.rules.mots import Mots, mots_de
from parcours.reunions.rules.preparation import MotifInscription
from parcours.reunions.rules.seance import Decision
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.droits import Dispositif
from parcours.socle.horloge import a_paris
from parcours.socle.typographie import date_longue


class Reunion(Versionnee, Base):
    """A meeting on a day; its title never names a person."""

    __tablename__ = "reunion"
    __cloisonne__ = True
    __journal__ = "reunion"

    dispositif: Mapped[Dispositif] = mapped_column(default=Dispositif.PRE)
    type_code: Mapped[str] = mapped_column("type", String(40), ForeignKey("type_de_reunion.code"))
    debut: Mapped[datetime] = mapped_column(index=True)
    duree_minutes: Mapped[int] = mapped_column(default=120, server_default="120")
    minutes_par_situation: Mapped[int] = mapped_column(default=15, server_default="15")
    lieu: Mapped[str | None] = mapped_column(String(160))
    sequence: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="SEQUENCE of its calendar entry: raised when members must be told again"
    )
    annulee_le: Mapped[datetime | None]
    type: Mapped[TypeDeReunion] = relationship(lazy="joined", innerjoin=True)
    situations: Mapped[list[Situation]] = relationship(back_populates="reunion", order_by="Situation.rang")
    convocations: Mapped[list[Convocation]] = relationship(back_populates="reunion")

    @property
    def jour(self) -> date:
        """Day of the meeting in Saint-Omer."""
        return a_paris(self.debut).date()

    @property
    def heure(self) -> time:
        """Time of the meeting in Saint-Omer."""
        return a_paris(self.debut).time().replace(second=0, microsecond=0)

    @property
    def mots(self) -> Mots:
        """How this meeting names what it examines."""
        return mots_de(self.dispositif)

    @property
    def fin(self) -> datetime:
        """When it should end."""
        return self.debut + timedelta(minutes=self.duree_minutes)

    @property
    def titre(self) -> str:
        """« EPS plénière du 1er décembre 2026 »: never a name."""
        return f"{self.type.libelle} du {date_longue(self.jour)}"


class Convocation(Base):
    """A member convened to a meeting."""

    __tablename__ = "convocation"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("reunion_id", "agent_id"),)

    reunion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reunion.id"), index=True)
    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    reunion: Mapped[Reunion] = relationship(back_populates="convocations")
    agent: Mapped[Agent] = relationship()


class Situation(Versionnee, Base):
    """One situation on the agenda, then its decision. Refused without a confirmed agreement (loi 2005-32, art. 128)."""

    __tablename__ = "situation"
    __cloisonne__ = True
    __journal__ = "situation"
    __table_args__ = (UniqueConstraint("reunion_id", "parcours_id"),)

    reunion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reunion.id"), index=True)
    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    rang: Mapped[int]
    motif: Mapped[MotifInscription]
    resume_chiffre: Mapped[str | None] = mapped_column(Text)
    resume = TexteSecret("resume_chiffre")
    """One-page sheet: what members need to know, and nothing else."""
    decision: Mapped[Decision | None]
    raison_chiffre: Mapped[str | None] = mapped_column(Text)
    raison = TexteSecret("raison_chiffre")
    prochain_bilan_le: Mapped[date | None]
    decidee_le: Mapped[datetime | None]
    retiree_le: Mapped[datetime | None] = mapped_column(comment="taken off the agenda")
    dernier_bilan_le: Mapped[date | None] = query_expression()
    """Day of the latest bilan of the pathway, read with the sheet (queries.situations)."""
    reunion: Mapped[Reunion] = relationship(back_populates="situations")
    parcours: Mapped[Parcours] = relationship()


class PointAnonyme(Versionnee, Base):
    """« Appui à la pratique »: a question on a situation nobody may name (pre.md §3.2); nothing ties it to a child."""

    __tablename__ = "point_anonyme"
    __cloisonne__ = True
    __journal__ = "point_anonyme"

    reunion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reunion.id"), index=True)
    rang: Mapped[int]
    question_chiffre: Mapped[str | None] = mapped_column(Text)
    question = TexteSecret("question_chiffre")
    retire_le: Mapped[datetime | None] = mapped_column(comment="taken off the agenda")
    reunion: Mapped[Reunion] = relationship()
