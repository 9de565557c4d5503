"""Means typed once a year, and frozen reports."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.bilan_annuel.rules.moyens import GenreDeMoyen
from parcours.comptes.models import Agent
from parcours.socle.base import Base, Versionnee
from parcours.socle.horloge import maintenant


class ExerciceDuPre(Versionnee, Base):
    """One year of the PRE: its means hang from it, its version tells two people typing at once."""

    __tablename__ = "exercice_du_pre"
    __journal__ = "exercice_du_pre"

    periode: Mapped[str] = mapped_column(String(20), unique=True, comment="scolaire-2025, civile-2026")
    moyens: Mapped[list[Moyen]] = relationship(back_populates="exercice", cascade="all, delete-orphan")


class Moyen(Base):
    """One amount of one year."""

    __tablename__ = "moyen_du_pre"
    __table_args__ = (UniqueConstraint("exercice_id", "genre", "code"),)

    exercice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("exercice_du_pre.id"))
    genre: Mapped[GenreDeMoyen]
    code: Mapped[str] = mapped_column(String(80), comment="code of the list of the same name as the genre")
    centiemes: Mapped[int] = mapped_column(comment="hundredths of a full-time equivalent, or cents")
    exercice: Mapped[ExerciceDuPre] = relationship(back_populates="moyens")


class PhotoDeBilan(Base):
    """The report as it was on a day: counts and words only, nobody. Never changed; a new one is another row."""

    __tablename__ = "photo_de_bilan"
    __journal__ = "photo_de_bilan"

    periode: Mapped[str] = mapped_column(String(20), index=True)
    prise_le: Mapped[datetime] = mapped_column(default=maintenant)
    prise_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    contenu: Mapped[str] = mapped_column(Text, comment="JSON: rubriques, tables, lines")
    empreinte: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the content: an altered photograph is not read")
    prise_par: Mapped[Agent | None] = relationship()

    @property
    def rubriques(self) -> Any:
        """What was frozen, as plain lists and dictionaries."""
        return json.loads(self.contenu)
