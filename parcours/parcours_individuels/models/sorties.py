"""Exit of a PRE pathway, in the words of the family, and the watch after it."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.parcours_individuels.models.parcours import Parcours
from parcours.parcours_individuels.rules import Relais, Satisfaction, Situation
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret


class SortieDeParcours(Versionnee, Base):
    """What the exit leaves: the relay, the family’s satisfaction and words, and the watch (reason and date are on Parcours)."""

    __tablename__ = "sortie_de_parcours"
    __cloisonne__ = True
    __journal__ = "sortie"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), unique=True)
    relais: Mapped[Relais | None]
    relais_vers: Mapped[str | None] = mapped_column(String(200))
    relais_structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    satisfaction: Mapped[Satisfaction | None]
    relu_avec_parents_le: Mapped[date | None] = mapped_column(comment="the parents’ review before the exit")
    mots_enfant_chiffre: Mapped[str | None] = mapped_column(Text)
    mots_enfant = TexteSecret("mots_enfant_chiffre")
    mots_parents_chiffre: Mapped[str | None] = mapped_column(Text)
    mots_parents = TexteSecret("mots_parents_chiffre")
    veille_le: Mapped[date | None] = mapped_column(index=True, comment="when news are to be taken")
    veille_faite_le: Mapped[date | None]
    veille_situation: Mapped[Situation | None]
    veille_texte_chiffre: Mapped[str | None] = mapped_column(Text)
    veille_texte = TexteSecret("veille_texte_chiffre")
    parcours: Mapped[Parcours] = relationship(back_populates="sortie")
    relais_structure: Mapped[Structure | None] = relationship()
