"""Cohorts and who belongs to them."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import Base, Horodatee, Versionnee


class Cohorte(Versionnee, Base):
    """A group that goes through the same months together; it names nobody."""

    __tablename__ = "cohorte"
    __journal__ = "cohorte"

    nom: Mapped[str] = mapped_column(String(120))
    debut_le: Mapped[date]
    fin_le: Mapped[date | None]
    presentation: Mapped[str | None] = mapped_column(Text)


class MembreDeCohorte(Horodatee, Base):
    """A pathway in a cohort; who leaves it stays in its history."""

    __tablename__ = "membre_de_cohorte"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("cohorte_id", "parcours_id"),)

    cohorte_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohorte.id"))
    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    entre_le: Mapped[date]
    sorti_le: Mapped[date | None]
    cohorte: Mapped[Cohorte] = relationship()
    parcours: Mapped[Parcours] = relationship()
