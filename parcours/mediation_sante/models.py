"""What only the médiation santé records of an échange: need, obstacle, result. Needs, never illnesses (sante_emploi.md §1.4)."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.accompagnements.models import Echange
from parcours.mediation_sante.rules import GenreDeChoix
from parcours.socle.base import Base


class ActeDeMediation(Base):
    """Health side of one échange, in a table of its own: its visibility is narrower (architecture, principle 7)."""

    __tablename__ = "acte_de_mediation"
    __cloisonne__ = True

    echange_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("echange.id"), unique=True)
    lieu: Mapped[str | None] = mapped_column(String(80))
    type: Mapped[str | None] = mapped_column(String(40), comment="droits, soins, prevention: triad of art. D.1110-5 CSP")
    besoin: Mapped[str | None] = mapped_column(String(120), comment="the first need; the others are in choix_en_plus")
    obstacle: Mapped[str | None] = mapped_column(String(120), comment="the first obstacle; the others are in choix_en_plus")
    accompagnement_physique: Mapped[bool | None]
    professionnel: Mapped[str | None] = mapped_column(String(160))
    resultat: Mapped[str | None] = mapped_column(String(120))
    suite: Mapped[str | None] = mapped_column(String(120))
    echange: Mapped[Echange] = relationship()
    en_plus: Mapped[list[ChoixEnPlus]] = relationship(
        cascade="all, delete-orphan", order_by="(ChoixEnPlus.genre, ChoixEnPlus.rang)"
    )

    @property
    def besoins(self) -> tuple[str, ...]:
        """Every need, first one first."""
        return self._tous(self.besoin, GenreDeChoix.BESOIN)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Every obstacle, first one first."""
        return self._tous(self.obstacle, GenreDeChoix.OBSTACLE)

    def _tous(self, premier: str | None, genre: GenreDeChoix) -> tuple[str, ...]:
        return (*((premier,) if premier else ()), *(choix.libelle for choix in self.en_plus if choix.genre is genre))


class ChoixEnPlus(Base):
    """One more need or obstacle of an act that has several (sante_emploi.md §1.2)."""

    __tablename__ = "choix_en_plus"
    __cloisonne__ = True

    acte_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("acte_de_mediation.id"), index=True)
    genre: Mapped[GenreDeChoix]
    rang: Mapped[int] = mapped_column(comment="from 1: the first one is a column of the act")
    libelle: Mapped[str] = mapped_column(String(120))
