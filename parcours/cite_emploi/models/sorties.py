"""The exit towards work, and the news taken three and six months after."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.cite_emploi.rules import CategorieSortie
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret


class SortieEmploi(Versionnee, Base):
    """What the exit is; its date and reason are on the pathway too."""

    __tablename__ = "sortie_emploi"
    __cloisonne__ = True
    __journal__ = "sortie_emploi"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), unique=True)
    motif: Mapped[str] = mapped_column(String(80), comment="code of list sortie_emploi")
    libelle: Mapped[str] = mapped_column(String(200))
    categorie: Mapped[CategorieSortie] = mapped_column(index=True, comment="kept as it counted that day")
    metier: Mapped[str | None] = mapped_column(String(160))
    employeur: Mapped[str | None] = mapped_column(String(160))
    heures_semaine: Mapped[int | None]
    precision_chiffre: Mapped[str | None] = mapped_column(Text)
    precision = TexteSecret("precision_chiffre")
    parcours: Mapped[Parcours] = relationship()


class SuiviApresSortie(Versionnee, Base):
    """News to take at a number of months, then what was learnt."""

    __tablename__ = "suivi_apres_sortie"
    __cloisonne__ = True
    __journal__ = "suivi_apres_sortie"
    __table_args__ = (UniqueConstraint("parcours_id", "mois"),)

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"))
    mois: Mapped[int]
    prevu_le: Mapped[date] = mapped_column(index=True)
    fait_le: Mapped[date | None]
    situation: Mapped[str | None] = mapped_column(String(80), comment="code of list situation_apres_sortie")
    libelle: Mapped[str | None] = mapped_column(String(200))
    texte_chiffre: Mapped[str | None] = mapped_column(Text)
    texte = TexteSecret("texte_chiffre")
    parcours: Mapped[Parcours] = relationship()
