"""Kinds of meetings and school holidays: what the coordination sets once for all its meetings."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.comptes.models import Agent
from parcours.socle.base import Base, Versionnee
from parcours.socle.droits import Dispositif


class TypeDeReunion(Versionnee, Base):
    """A kind of meeting with its usual length and place; never deleted, so that past meetings keep their name."""

    __tablename__ = "type_de_reunion"
    __journal__ = "type_de_reunion"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    libelle: Mapped[str] = mapped_column(String(80))
    dispositif: Mapped[Dispositif]
    rang: Mapped[int] = mapped_column(default=100)
    duree_minutes: Mapped[int] = mapped_column(default=120)
    minutes_par_situation: Mapped[int] = mapped_column(default=15)
    lieu: Mapped[str | None] = mapped_column(String(160))
    sur_situations: Mapped[bool] = mapped_column(default=True, comment="false: no child is ever named there")
    actif: Mapped[bool] = mapped_column(default=True, comment="offered for new meetings")
    membres: Mapped[list[MembreHabituel]] = relationship(cascade="all, delete-orphan")


class MembreHabituel(Base):
    """Somebody convened by default to this kind of meeting."""

    __tablename__ = "membre_habituel"
    __table_args__ = (UniqueConstraint("type_id", "agent_id"),)

    type_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("type_de_reunion.id"), index=True)
    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    agent: Mapped[Agent] = relationship()


class VacancesScolaires(Base):
    """A school holiday, typed by the coordination from the official calendar of its zone."""

    __tablename__ = "vacances_scolaires"

    libelle: Mapped[str] = mapped_column(String(80))
    du: Mapped[date]
    au: Mapped[date] = mapped_column(comment="last day without school")
