"""Structures of the territory; columns carry the data·inclusion v1 names where the schema has one."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, Versionnee


class Structure(Versionnee, Base):
    """An organisation that spots, accompanies or receives people."""

    __tablename__ = "structure"
    __journal__ = "structure"

    nom: Mapped[str] = mapped_column(String(150))
    sigle: Mapped[str | None] = mapped_column(String(40))
    cle_recherche: Mapped[str] = mapped_column(String(300), index=True)
    type: Mapped[str | None] = mapped_column(String(60), comment="word of the contract: centre_social, ccas, sante…")
    description: Mapped[str | None] = mapped_column(Text)
    commune_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("commune.id"))
    adresse: Mapped[str | None] = mapped_column(String(200))
    telephone: Mapped[str | None] = mapped_column(String(20), comment="E.164")
    courriel: Mapped[str | None] = mapped_column(String(200))
    site_web: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(60), default="capso")
    courriel_orientations: Mapped[str | None] = mapped_column(
        String(200), comment="mailbox that receives referrals; not exported"
    )
    orientable: Mapped[bool] = mapped_column(default=True, comment="accepts referrals made here")
    note_interne: Mapped[str | None] = mapped_column(Text, comment="not exported")
    verifie_le: Mapped[date | None]
    valide_au: Mapped[date | None] = mapped_column(comment="closed since; kept for history")

    @property
    def libelle(self) -> str:
        """Short name on screen: the sigle when it is unambiguous enough, else the name."""
        return f"{self.nom} ({self.sigle})" if self.sigle and self.sigle != self.nom else self.nom
