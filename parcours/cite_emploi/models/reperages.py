"""How a person was spotted, and what the partner said of the obstacles that day."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret


class Reperage(Versionnee, Base):
    """Who spotted the person, when, and what was known that day."""

    __tablename__ = "reperage"
    __cloisonne__ = True
    __journal__ = "reperage"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), unique=True)
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"), index=True)
    structure_libelle: Mapped[str | None] = mapped_column(String(120), comment="as written in the spreadsheet")
    repere_le: Mapped[date | None]
    rsa: Mapped[bool | None]
    inscrit_france_travail: Mapped[bool | None]
    statut_origine: Mapped[str | None] = mapped_column(String(80), comment="status as written in the spreadsheet")
    mot_chiffre: Mapped[str | None] = mapped_column(Text)
    mot = TexteSecret("mot_chiffre")
    parcours: Mapped[Parcours] = relationship()
    structure: Mapped[Structure | None] = relationship()
    freins: Mapped[list[Frein]] = relationship(back_populates="reperage", cascade="all, delete-orphan")


class Frein(Base):
    """An obstacle to employment, from the editable list `frein`."""

    __tablename__ = "frein"
    __cloisonne__ = True

    reperage_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reperage.id"), index=True)
    code: Mapped[str] = mapped_column(String(80))
    libelle: Mapped[str] = mapped_column(String(120))
    reperage: Mapped[Reperage] = relationship(back_populates="freins")
