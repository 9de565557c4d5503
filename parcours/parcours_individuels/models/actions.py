"""Actions of a pathway."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.parcours_individuels.models.objectifs import Objectif
from parcours.parcours_individuels.models.parcours import Parcours
from parcours.parcours_individuels.rules import EtatAction
from parcours.socle.base import Base, Versionnee


class Action(Versionnee, Base):
    """Something done or to be done for the person, from the dated list `type_action`."""

    __tablename__ = "action"
    __cloisonne__ = True
    __journal__ = "action"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    objectif_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("objectif.id"))
    type: Mapped[str] = mapped_column(String(80), comment="code of list type_action")
    libelle: Mapped[str] = mapped_column(String(200))
    etat: Mapped[EtatAction] = mapped_column(default=EtatAction.PREVUE)
    prevue_le: Mapped[date | None]
    faite_le: Mapped[date | None]
    operateur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    parcours: Mapped[Parcours] = relationship(back_populates="actions")
    objectif: Mapped[Objectif | None] = relationship()
    operateur: Mapped[Structure | None] = relationship()
