"""Objectives of a pathway."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.parcours_individuels.models.parcours import Parcours
from parcours.parcours_individuels.rules import EtatObjectif
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret


class Objectif(Versionnee, Base):
    """What the person and the team want to reach, in their words."""

    __tablename__ = "objectif"
    __cloisonne__ = True
    __journal__ = "objectif"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    rang: Mapped[int] = mapped_column(default=1)
    domaine: Mapped[str | None] = mapped_column(String(80), comment="code of list domaine_objectif")
    texte_chiffre: Mapped[str | None] = mapped_column(Text)
    texte = TexteSecret("texte_chiffre")
    etat: Mapped[EtatObjectif] = mapped_column(default=EtatObjectif.EN_COURS)
    depuis_le: Mapped[date]
    atteint_le: Mapped[date | None]
    note_debut: Mapped[int | None] = mapped_column(comment="rules.NOTES, when it was set")
    note_fin: Mapped[int | None] = mapped_column(comment="rules.NOTES, at the latest bilan")
    parcours: Mapped[Parcours] = relationship(back_populates="objectifs")
