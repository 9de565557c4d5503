"""Bilans of a pathway, the progress of its objectives, and the ratings by domain at entry, at each bilan and at the exit."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.parcours_individuels.models.objectifs import Objectif
from parcours.parcours_individuels.models.parcours import Parcours
from parcours.parcours_individuels.rules import EtatObjectif, Moment, Present, Situation, Suite, TypeBilan
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret


class Bilan(Versionnee, Base):
    """One review: who took part, what the family said, what follows."""

    __tablename__ = "bilan"
    __cloisonne__ = True
    __journal__ = "bilan"
    __table_args__ = (Index(None, "parcours_id", "le"),)

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"))
    le: Mapped[date] = mapped_column(index=True)
    type: Mapped[TypeBilan]
    suite: Mapped[Suite]
    prochain_bilan_le: Mapped[date | None]
    present_mere: Mapped[bool] = mapped_column(default=False)
    present_pere: Mapped[bool] = mapped_column(default=False)
    present_enfant: Mapped[bool] = mapped_column(default=False)
    present_referent: Mapped[bool] = mapped_column(default=False)
    present_ecole: Mapped[bool] = mapped_column(default=False)
    present_autres: Mapped[bool] = mapped_column(default=False)
    paroles_chiffre: Mapped[str | None] = mapped_column(Text)
    paroles = TexteSecret("paroles_chiffre")
    constat_chiffre: Mapped[str | None] = mapped_column(Text)
    constat = TexteSecret("constat_chiffre")
    parcours: Mapped[Parcours] = relationship()
    progres: Mapped[list[ProgresObjectif]] = relationship(back_populates="bilan")
    evaluations: Mapped[list[EvaluationDomaine]] = relationship(back_populates="bilan")

    @property
    def presents(self) -> list[Present]:
        """Who took part."""
        return [p for p in Present if getattr(self, f"present_{p.value}")]


class ProgresObjectif(Base):
    """Where an objective stood at a bilan."""

    __tablename__ = "progres_objectif"
    __cloisonne__ = True

    bilan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bilan.id"), index=True)
    objectif_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("objectif.id"), index=True)
    etat: Mapped[EtatObjectif]
    note: Mapped[int | None]
    bilan: Mapped[Bilan] = relationship(back_populates="progres")
    objectif: Mapped[Objectif] = relationship()


class EvaluationDomaine(Base):
    """Rating of one domain at one moment; at the exit, also how it stands (pre.md §1.5, §2.3 H)."""

    __tablename__ = "evaluation_domaine"
    __cloisonne__ = True
    __table_args__ = (Index(None, "parcours_id", "moment"),)

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"))
    bilan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bilan.id"), index=True)
    moment: Mapped[Moment]
    le: Mapped[date]
    domaine: Mapped[str] = mapped_column(String(80), comment="code of list domaine_situation")
    note: Mapped[int | None]
    situation: Mapped[Situation | None]
    bilan: Mapped[Bilan | None] = relationship(back_populates="evaluations")
