"""Reminders already sent for a referral: one of each rank, whatever happens to the worker."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base
from parcours.socle.horloge import maintenant


class Relance(Base):
    """A reminder put in the outbox. A referral reopened starts again: its day of sending is part of the key."""

    __tablename__ = "relance"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("orientation_id", "envoi_du", "rang"),)

    orientation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orientation.id"))
    envoi_du: Mapped[date] = mapped_column(comment="day the referral was sent, or sent again")
    rang: Mapped[int] = mapped_column(comment="1, 2 or 3: the delay itself is a setting")
    faite_le: Mapped[datetime] = mapped_column(default=maintenant)
