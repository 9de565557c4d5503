"""What was published of a month, kept as it left: the same month always gives the same figures (no differencing)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base
from parcours.socle.horloge import maintenant


class PublicationMensuelle(Base):
    """The masked figures of one month, frozen. Never changed: a late entry counts in a later month (S8)."""

    __tablename__ = "publication_mensuelle"
    __journal__ = "publication"

    mois: Mapped[str] = mapped_column(String(7), unique=True, comment="2026-11")
    arretee_au: Mapped[date] = mapped_column(comment="last day counted: end of the month, or the day it was drawn up")
    cellules: Mapped[list[dict[str, Any]]] = mapped_column(JSON, comment="masked cells only: no hidden value is stored")
    libelles: Mapped[dict[str, str]] = mapped_column(JSON, comment="words of the codes on that day")
    note: Mapped[str]
    moteur: Mapped[str] = mapped_column(String(20))
    etablie_le: Mapped[datetime] = mapped_column(default=maintenant)
    etablie_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
