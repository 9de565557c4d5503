"""Step of a pathway, finer than its state, and the offers asked for the person."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.cite_emploi.rules import EtapeEmploi, EtatOffre
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import maintenant


class SuiviEmploi(Versionnee, Base):
    """The step noted last; `rules.etape_de` says whether the state of the pathway still agrees."""

    __tablename__ = "suivi_emploi"
    __cloisonne__ = True
    __journal__ = "suivi_emploi"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), unique=True)
    etape: Mapped[EtapeEmploi] = mapped_column(index=True)
    depuis_le: Mapped[date]
    parcours: Mapped[Parcours] = relationship()


class PasEmploi(Base):
    """One step taken: from, to, when, by whom, why."""

    __tablename__ = "pas_emploi"
    __cloisonne__ = True

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    de: Mapped[EtapeEmploi | None]
    vers: Mapped[EtapeEmploi]
    a_la_date: Mapped[date]
    instant: Mapped[datetime] = mapped_column(default=maintenant)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    raison_chiffre: Mapped[str | None] = mapped_column(Text)
    raison = TexteSecret("raison_chiffre")


class OffreMobilisee(Versionnee, Base):
    """An offer of the list `offre_emploi` asked for a person, and what became of it."""

    __tablename__ = "offre_mobilisee"
    __cloisonne__ = True
    __journal__ = "offre_mobilisee"
    __table_args__ = (Index(None, "code", "etat"),)

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    code: Mapped[str] = mapped_column(String(80), comment="code of list offre_emploi")
    libelle: Mapped[str] = mapped_column(String(200), comment="its words that day")
    etat: Mapped[EtatOffre]
    debut_le: Mapped[date | None]
    fin_le: Mapped[date | None]
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    precision_chiffre: Mapped[str | None] = mapped_column(Text)
    precision = TexteSecret("precision_chiffre")
    parcours: Mapped[Parcours] = relationship()
    structure: Mapped[Structure | None] = relationship()
