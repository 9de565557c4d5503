"""The shared diagnostic and its obstacles, with what is done about each."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.cite_emploi.rules import NiveauFrein, TypeDeParcours
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret


class DiagnosticEmploi(Versionnee, Base):
    """Situation, project and commitments of a person on the way to work."""

    __tablename__ = "diagnostic_emploi"
    __cloisonne__ = True
    __journal__ = "diagnostic_emploi"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), unique=True)
    fait_le: Mapped[date]
    situation: Mapped[str | None] = mapped_column(String(80), comment="code of list situation_emploi")
    niveau_etude: Mapped[str | None] = mapped_column(String(80), comment="code of list niveau_etude")
    inscrit_ft: Mapped[bool | None] = mapped_column(comment="registered at France Travail; None: not asked")
    inscrit_ft_le: Mapped[date | None]
    rsa: Mapped[bool | None]
    rqth: Mapped[bool | None]
    parent_isole: Mapped[bool | None]
    metier: Mapped[str | None] = mapped_column(String(160), comment="job looked for")
    projet_chiffre: Mapped[str | None] = mapped_column(Text)
    projet = TexteSecret("projet_chiffre")
    organisme: Mapped[str | None] = mapped_column(String(80), comment="organisme référent, code of list organisme_referent")
    conseiller: Mapped[str | None] = mapped_column(String(160), comment="the person who follows them there")
    type_parcours: Mapped[TypeDeParcours | None]
    orientation_notifiee_le: Mapped[date | None]
    contrat_signe_le: Mapped[date | None] = mapped_column(comment="contrat d’engagement of the loi plein emploi")
    contrat_revu_le: Mapped[date | None]
    heures_semaine: Mapped[int | None]
    identifiant_ft: Mapped[str | None] = mapped_column(String(20))
    identifiant_milo: Mapped[str | None] = mapped_column(String(40))
    identifiant_plie: Mapped[str | None] = mapped_column(String(40))
    parcours: Mapped[Parcours] = relationship()


class FreinDiagnostic(Versionnee, Base):
    """An obstacle and its level; without a row it was not asked (§6.4, level 0)."""

    __tablename__ = "frein_diagnostic"
    __cloisonne__ = True
    __journal__ = "frein_diagnostic"
    __table_args__ = (UniqueConstraint("parcours_id", "code"),)

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"))
    code: Mapped[str] = mapped_column(String(80), index=True, comment="code of list frein")
    libelle: Mapped[str] = mapped_column(String(120), comment="its words that day")
    niveau: Mapped[NiveauFrein]
    ouvert_le: Mapped[date | None] = mapped_column(comment="first day it was an obstacle")
    leve_le: Mapped[date | None]
    precision_chiffre: Mapped[str | None] = mapped_column(Text)
    precision = TexteSecret("precision_chiffre")
    parcours: Mapped[Parcours] = relationship()
    reponses: Mapped[list[ReponseAuFrein]] = relationship(back_populates="frein", cascade="all, delete-orphan")


class ReponseAuFrein(Base):
    """An action or a referral meant to lift an obstacle."""

    __tablename__ = "reponse_au_frein"
    __cloisonne__ = True
    __table_args__ = (CheckConstraint("(action_id IS NULL) <> (orientation_id IS NULL)", name="une_seule"),)

    frein_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("frein_diagnostic.id"), index=True)
    action_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("action.id"), index=True)
    orientation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("orientation.id"), index=True)
    frein: Mapped[FreinDiagnostic] = relationship(back_populates="reponses")
