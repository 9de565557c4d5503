"""What only the médiation santé records of an échange: need, obstacle, result. Needs, never illnesses (sante_emploi.md §1.4)."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.accompagnements.models import Echange
from parcours.socle.base import Base


class ActeDeMediation(Base):
    """Health side of one échange, in a table of its own: its visibility is narrower (architecture, principle 7)."""

    __tablename__ = "acte_de_mediation"
    __cloisonne__ = True

    echange_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("echange.id"), unique=True)
    lieu: Mapped[str | None] = mapped_column(String(80))
    type: Mapped[str | None] = mapped_column(String(40), comment="droits, soins, prevention: triad of art. D.1110-5 CSP")
    besoin: Mapped[str | None] = mapped_column(String(120))
    obstacle: Mapped[str | None] = mapped_column(String(120))
    accompagnement_physique: Mapped[bool | None]
    professionnel: Mapped[str | None] = mapped_column(String(160))
    resultat: Mapped[str | None] = mapped_column(String(120))
    suite: Mapped[str | None] = mapped_column(String(120))
    echange: Mapped[Echange] = relationship()
