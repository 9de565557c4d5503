"""Class and school of a child, school year by school year."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.beneficiaires.models import Beneficiaire
from parcours.pre.rules import annee_scolaire
from parcours.socle.base import Base, Horodatee
from parcours.territoire.models import Etablissement


class Scolarite(Horodatee, Base):
    """Where a child was at school during one year: the file itself only says today."""

    __tablename__ = "scolarite"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("beneficiaire_id", "annee"),)

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"))
    annee: Mapped[int] = mapped_column(index=True, comment="calendar year of the September that begins the school year")
    classe: Mapped[str | None] = mapped_column(String(20))
    etablissement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("etablissement.id"))
    maintien: Mapped[bool] = mapped_column(default=False, comment="same class as the year before")
    beneficiaire: Mapped[Beneficiaire] = relationship()
    etablissement: Mapped[Etablissement | None] = relationship()

    @property
    def annee_en_mots(self) -> str:
        """« 2026-2027 »."""
        return annee_scolaire(self.annee)


class Fratrie(Base):
    """Brothers and sisters followed by the PRE. It opens nothing: each file keeps its own rights."""

    __tablename__ = "fratrie"


class MembreDeFratrie(Horodatee, Base):
    """One child of a group; two merged files may leave the same child twice."""

    __tablename__ = "membre_de_fratrie"
    __cloisonne__ = True

    fratrie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("fratrie.id"), index=True)
    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    beneficiaire: Mapped[Beneficiaire] = relationship()
