"""Structures of the territory; columns carry the data·inclusion v1 names where the schema has one."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models.commun import FicheDAnnuaire
from parcours.socle.base import Base, Versionnee
from parcours.territoire.models import Quartier

structure_quartier = Table(
    "structure_quartier",
    Base.metadata,
    Column("structure_id", ForeignKey("structure.id"), primary_key=True),
    Column("quartier_id", ForeignKey("quartier.id"), primary_key=True),
)


class Structure(FicheDAnnuaire, Versionnee, Base):
    """An organisation that spots, accompanies or receives people."""

    __tablename__ = "structure"
    __journal__ = "structure"

    sigle: Mapped[str | None] = mapped_column(String(40))
    cle_recherche: Mapped[str] = mapped_column(String(300), index=True)
    type: Mapped[str | None] = mapped_column(String(60), comment="word of the contract: centre_social, ccas, sante…")
    siret: Mapped[str | None] = mapped_column(String(14))
    site_web: Mapped[str | None] = mapped_column(String(500))
    accessibilite_lieu: Mapped[str | None] = mapped_column(String(500), comment="page of Acceslibre")
    reseaux_porteurs: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    courriel_orientations: Mapped[str | None] = mapped_column(
        String(200), comment="mailbox that receives referrals; not exported"
    )
    orientable: Mapped[bool] = mapped_column(default=True, comment="accepts referrals made here")
    contact_interne: Mapped[str | None] = mapped_column(
        String(200), comment="whom to call: a name and a direct line; not exported"
    )
    note_interne: Mapped[str | None] = mapped_column(Text, comment="not exported")
    quartiers: Mapped[list[Quartier]] = relationship(secondary=structure_quartier, order_by=Quartier.nom)
    """Districts where it holds its doors open; the schema knows no district."""

    @property
    def libelle(self) -> str:
        """Short name on screen: the sigle when it is unambiguous enough, else the name."""
        return f"{self.nom} ({self.sigle})" if self.sigle and self.sigle != self.nom else self.nom
