"""Communes, dated districts, streets, schools, and the frame of the city contract."""

from __future__ import annotations

import enum
import uuid
from datetime import date

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.socle.base import Base, Versionnee


class TypeQuartier(enum.StrEnum):
    """QPV (décret 2023-1314) or fragile district followed by the contract for prevention."""

    QPV = "qpv"
    FRAGILE = "quartier_fragile"


class EducationPrioritaire(enum.StrEnum):
    """Status of a school."""

    REP_PLUS = "REP+"
    REP = "REP"
    HORS = "hors EP"


class Commune(Versionnee, Base):
    """A commune of the agglomération (or beyond), with what the contract says of it."""

    __tablename__ = "commune"
    __journal__ = "commune"

    nom: Mapped[str] = mapped_column(String(120))
    code_insee: Mapped[str] = mapped_column(String(5), unique=True)
    code_postal: Mapped[str] = mapped_column(String(5), index=True)
    dans_perimetre_pre: Mapped[bool] = mapped_column(default=False)


quartier_commune = Table(
    "quartier_commune",
    Base.metadata,
    Column("quartier_id", ForeignKey("quartier.id"), primary_key=True),
    Column("commune_id", ForeignKey("commune.id"), primary_key=True),
)


class Quartier(Versionnee, Base):
    """A district as valid between two dates: perimeters change (2024), history does not."""

    __tablename__ = "quartier"
    __journal__ = "quartier"

    code: Mapped[str] = mapped_column(String(60), unique=True)
    nom: Mapped[str] = mapped_column(String(120))
    type: Mapped[TypeQuartier]
    valide_du: Mapped[date]
    valide_au: Mapped[date | None]
    communes: Mapped[list[Commune]] = relationship(secondary=quartier_commune, order_by=Commune.nom)
    appellations: Mapped[list[Appellation]] = relationship(back_populates="quartier", cascade="all, delete-orphan")


class Appellation(Base):
    """Another way the teams write a district (« St-Ex / Blum »), kept normalised for recognition."""

    __tablename__ = "appellation"

    quartier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("quartier.id"))
    texte: Mapped[str] = mapped_column(String(120), unique=True)
    quartier: Mapped[Quartier] = relationship(back_populates="appellations")


class Voie(Versionnee, Base):
    """A street or residence, whole or between two numbers, that proposes a district for an address."""

    __tablename__ = "voie"
    __journal__ = "voie"

    nom: Mapped[str] = mapped_column(String(160))
    cle: Mapped[str] = mapped_column(String(160), index=True, comment="normalised name")
    commune_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("commune.id"))
    quartier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("quartier.id"), comment="empty: known to be outside")
    numero_min: Mapped[int | None]
    numero_max: Mapped[int | None]
    commune: Mapped[Commune] = relationship()
    quartier: Mapped[Quartier | None] = relationship()


class Etablissement(Versionnee, Base):
    """A school, with its priority-education status."""

    __tablename__ = "etablissement"
    __journal__ = "etablissement"

    nom: Mapped[str] = mapped_column(String(160))
    niveau: Mapped[str] = mapped_column(String(40), comment="maternelle, elementaire, primaire, college…")
    commune_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("commune.id"))
    quartier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("quartier.id"))
    situation: Mapped[str | None] = mapped_column(String(40), comment="dans le quartier, à proximité")
    education_prioritaire: Mapped[EducationPrioritaire] = mapped_column(default=EducationPrioritaire.HORS)
    valide_au: Mapped[date | None]
    commune: Mapped[Commune | None] = relationship()


class DuContrat(Versionnee):
    """A part of the contract between two dates: the steering bodies may update the list (CONTRAT.md), history does not move."""

    libelle: Mapped[str]
    valide_du: Mapped[date | None] = mapped_column(comment="empty: since the contract was signed")
    valide_au: Mapped[date | None] = mapped_column(comment="last day; empty while in force")

    @property
    def nom(self) -> str:
        """As the other lists of the territory name their rows, with the apostrophe of print."""
        return self.libelle.replace("'", "’")


class Axe(DuContrat, Base):
    """One of the four axes of the contract."""

    __tablename__ = "axe"
    __journal__ = "axe"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    libelle: Mapped[str] = mapped_column(String(120))


class Ambition(DuContrat, Base):
    """One of the seven ambitions of the contract."""

    __tablename__ = "ambition"
    __journal__ = "ambition"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    rang: Mapped[int]
    libelle: Mapped[str] = mapped_column(String(200))


objectif_ambition = Table(
    "objectif_ambition",
    Base.metadata,
    Column("objectif_id", ForeignKey("objectif_contrat.id"), primary_key=True),
    Column("ambition_id", ForeignKey("ambition.id"), primary_key=True),
)


class ObjectifContrat(DuContrat, Base):
    """One of the 36 objectives of the contract."""

    __tablename__ = "objectif_contrat"
    __journal__ = "objectif_contrat"

    code: Mapped[str] = mapped_column(String(10), unique=True)
    axe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("axe.id"))
    libelle: Mapped[str] = mapped_column(String(300))
    axe: Mapped[Axe] = relationship()
    ambitions: Mapped[list[Ambition]] = relationship(secondary=objectif_ambition, order_by=Ambition.rang)


class Repere(Base):
    """A reference figure quoted by the contract."""

    __tablename__ = "repere"

    code: Mapped[str] = mapped_column(String(60), unique=True)
    libelle: Mapped[str] = mapped_column(String(200))
    valeur: Mapped[str] = mapped_column(String(40))
    unite: Mapped[str | None] = mapped_column(String(80))
    territoire: Mapped[str | None] = mapped_column(String(120))
    a_la_date: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str | None] = mapped_column(String(120))
