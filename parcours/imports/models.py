"""A spreadsheet brought in: its lines, what each will do, what was decided, and what it created."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.comptes.models import Agent
from parcours.socle.base import Base, Horodatee, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.droits import Dispositif


class EtatLot(enum.StrEnum):
    """Life of an import."""

    APERCU = "apercu"
    APPLIQUE = "applique"
    ANNULE = "annule"
    ABANDONNE = "abandonne"


class Lot(Versionnee, Base):
    """One file, once read. The file itself is kept sealed until applied or dropped."""

    __tablename__ = "lot_import"
    __cloisonne__ = True
    __journal__ = "import"

    dispositif: Mapped[Dispositif]
    fichier: Mapped[str] = mapped_column(String(160))
    empreinte: Mapped[str] = mapped_column(String(64), index=True, comment="SHA-256 of the file")
    contenu_chiffre: Mapped[str | None] = mapped_column(Text)
    contenu = TexteSecret("contenu_chiffre")
    """The file, base64, sealed; emptied when the import ends."""
    correspondance: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, comment="column -> field, per sheet")
    etat: Mapped[EtatLot] = mapped_column(default=EtatLot.APERCU)
    applique_le: Mapped[datetime | None]
    annule_le: Mapped[datetime | None]
    bilan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, comment="figures only")
    auteur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    auteur: Mapped[Agent | None] = relationship(foreign_keys=[auteur_id])


class LigneImport(Versionnee, Base):
    """One line of the file: its verdict, the messages, what the person decided about it."""

    __tablename__ = "ligne_import"
    __cloisonne__ = True
    __table_args__ = (Index(None, "lot_id", "feuille", "numero"),)

    lot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("lot_import.id"), index=True)
    feuille: Mapped[str] = mapped_column(String(120))
    numero: Mapped[int] = mapped_column(comment="row number in the sheet, from 1")
    verdict: Mapped[str] = mapped_column(String(20), index=True)
    decision: Mapped[str | None] = mapped_column(String(20), comment="what the person chose instead of the verdict")
    contenu_chiffre: Mapped[str | None] = mapped_column(Text)
    contenu = TexteSecret("contenu_chiffre")
    """JSON: cells as read, proposal, corrections, messages; sealed because it names people."""


class TraceImport(Base):
    """A row an import created or changed: what « annuler cet import » removes or restores."""

    __tablename__ = "trace_import"
    __cloisonne__ = True
    __table_args__ = (Index(None, "lot_id", "rang"),)

    lot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("lot_import.id"))
    rang: Mapped[int] = mapped_column(comment="order of creation; undone in reverse")
    table: Mapped[str] = mapped_column("table_cible", String(60))
    ligne_id: Mapped[uuid.UUID]
    version: Mapped[int | None] = mapped_column(comment="version left by the import; a higher one was changed since")
    avant_chiffre: Mapped[str | None] = mapped_column(Text)
    avant = TexteSecret("avant_chiffre")
    """JSON of the former values when the import changed an existing row; empty when it created the row."""


class CorrespondanceMemorisee(Horodatee, Base):
    """A mapping chosen once for a set of headings, proposed again for the next file that has them."""

    __tablename__ = "correspondance_memorisee"

    signature: Mapped[str] = mapped_column(String(64), unique=True)
    dispositif: Mapped[Dispositif]
    correspondance: Mapped[dict[str, Any]] = mapped_column(JSON)
