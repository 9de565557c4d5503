"""The signed contrat d’engagement of a PRE pathway."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.parcours_individuels.models.parcours import Parcours
from parcours.parcours_individuels.rules import Signataire
from parcours.socle.base import Base, Versionnee


class ContratEngagement(Versionnee, Base):
    """When it was signed and by whom: the pathway starts that day (pre.md §1.1, step 7)."""

    __tablename__ = "contrat_engagement"
    __cloisonne__ = True
    __journal__ = "contrat"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), unique=True)
    signe_le: Mapped[date]
    signe_enfant: Mapped[bool] = mapped_column(default=False)
    signe_parents: Mapped[bool] = mapped_column(default=False)
    signe_referent: Mapped[bool] = mapped_column(default=False)
    signe_coordinateur: Mapped[bool] = mapped_column(default=False)
    parcours: Mapped[Parcours] = relationship(back_populates="contrat")

    @property
    def signataires(self) -> list[Signataire]:
        """Who signed."""
        return [s for s in Signataire if getattr(self, f"signe_{s.value}")]
