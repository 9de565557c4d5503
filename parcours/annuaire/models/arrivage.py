"""A data·inclusion file brought in: read once, compared, applied when somebody has seen what it changes."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, Versionnee


class EtatArrivage(enum.StrEnum):
    """Life of a file brought in."""

    APERCU = "apercu"
    APPLIQUE = "applique"
    ABANDONNE = "abandonne"

    @property
    def libelle(self) -> str:
        """As written on screen."""
        return {"apercu": "À vérifier", "applique": "Appliqué", "abandonne": "Abandonné"}[self.value]


class Arrivage(Versionnee, Base):
    """One file (or two: structures and services). It holds published data only: organisations, never people followed."""

    __tablename__ = "arrivage_annuaire"
    __journal__ = "arrivage"

    fichiers: Mapped[str] = mapped_column(String(320))
    empreinte: Mapped[str] = mapped_column(String(64), index=True, comment="SHA-256 of the files")
    contenu: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), comment="rows as v1, emptied when it ends")
    avertissements: Mapped[list[str]] = mapped_column(JSON, default=list)
    etat: Mapped[EtatArrivage] = mapped_column(default=EtatArrivage.APERCU)
    applique_le: Mapped[datetime | None]
    bilan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, comment="figures only")
