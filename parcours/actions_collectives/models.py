"""Workshops, their séances, who takes part, who came."""

from __future__ import annotations

import uuid
from datetime import date, time

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.actions_collectives.rules import Assiduite
from parcours.annuaire.models import Structure
from parcours.parcours_individuels.models import Action, Parcours, SeanceAction
from parcours.parcours_individuels.rules import Financement
from parcours.socle.base import Base, Horodatee, Versionnee
from parcours.socle.droits import Dispositif
from parcours.socle.typographie import minutes


class Atelier(Versionnee, Base):
    """A collective action of one dispositif."""

    __tablename__ = "atelier"
    __cloisonne__ = True
    __journal__ = "atelier"
    __table_args__ = (Index(None, "dispositif", "termine_le"),)

    dispositif: Mapped[Dispositif]
    nom: Mapped[str] = mapped_column(String(120))
    type: Mapped[str] = mapped_column(String(80), comment="code of list type_action")
    operateur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    animateur: Mapped[str | None] = mapped_column(String(120))
    lieu: Mapped[str | None] = mapped_column(String(160))
    capacite: Mapped[int | None]
    financement: Mapped[Financement | None]
    termine_le: Mapped[date | None]
    operateur: Mapped[Structure | None] = relationship()
    seances: Mapped[list[SeanceAtelier]] = relationship(back_populates="atelier", order_by="SeanceAtelier.le")


class SeanceAtelier(Versionnee, Base):
    """One date of a workshop."""

    __tablename__ = "seance_atelier"
    __cloisonne__ = True
    __journal__ = "seance_atelier"
    __table_args__ = (Index(None, "atelier_id", "le"),)

    atelier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("atelier.id"))
    le: Mapped[date] = mapped_column(index=True)
    heure: Mapped[time | None]
    duree_min: Mapped[int | None]
    annulee: Mapped[bool] = mapped_column(default=False)
    atelier: Mapped[Atelier] = relationship(back_populates="seances")

    @property
    def horaire(self) -> str:
        """« à 14 h 30, durée 1 h 30 », « à 14 h », or nothing."""
        debut = f"à {minutes(self.heure.hour * 60 + self.heure.minute)}" if self.heure else ""
        return ", ".join(mots for mots in (debut, f"durée {minutes(self.duree_min)}" if self.duree_min else "") if mots)


class Participant(Horodatee, Base):
    """A pathway enrolled in a workshop; its action tells the child’s record."""

    __tablename__ = "participant"
    __cloisonne__ = True
    __journal__ = "participant"
    __table_args__ = (UniqueConstraint("atelier_id", "parcours_id"),)

    atelier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("atelier.id"))
    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), unique=True)
    inscrit_le: Mapped[date]
    sorti_le: Mapped[date | None]
    atelier: Mapped[Atelier] = relationship()
    parcours: Mapped[Parcours] = relationship()
    action: Mapped[Action] = relationship()


class PresenceAtelier(Horodatee, Base):
    """Attendance of one participant at one séance, and the line it writes in the child’s record."""

    __tablename__ = "presence_atelier"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("seance_id", "participant_id"),)

    seance_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seance_atelier.id"))
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    assiduite: Mapped[Assiduite]
    seance_action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seance_action.id"))
    seance_action: Mapped[SeanceAction] = relationship()
