"""A link asked by one dispositif, and the file the other one recognised: no note, no state of either file."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from parcours.liaisons.rules import EtatLiaison
from parcours.socle.base import Base, Versionnee
from parcours.socle.droits import Dispositif
from parcours.socle.horloge import maintenant


class Liaison(Versionnee, Base):
    """It carries its own copy of the name and contact: the side that is asked reads this row, never the file.

    No ORM link leads from it to a file: whoever reads one side must not slip to the other.
    """

    __tablename__ = "liaison"
    __cloisonne__ = True
    __journal__ = "liaison"
    __table_args__ = (Index(None, "vers", "etat", "proposee_le"),)

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True, comment="the file that asks")
    depuis: Mapped[Dispositif] = mapped_column(comment="dispositif of the file that asks")
    vers: Mapped[Dispositif] = mapped_column(comment="dispositif asked; it alone answers")
    contact_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("contact.id"), comment="the relative it is about; empty: the person of the file"
    )
    autre_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("beneficiaire.id"), index=True, comment="file recognised by the dispositif asked"
    )
    famille: Mapped[bool] = mapped_column(
        default=False, server_default=sa.false(), comment="two members of one family; else one person"
    )
    etat: Mapped[EtatLiaison] = mapped_column(default=EtatLiaison.PROPOSEE)
    personne_nom: Mapped[str] = mapped_column(String(120))
    personne_prenom: Mapped[str] = mapped_column(String(120))
    personne_naissance: Mapped[date | None]
    personne_telephone: Mapped[str | None] = mapped_column(String(20))
    proposee_le: Mapped[datetime] = mapped_column(default=maintenant)
    repondue_le: Mapped[datetime | None]
    rompue_le: Mapped[datetime | None]

    @property
    def personne(self) -> str:
        """« Alexandrie RENAULT »."""
        return f"{self.personne_prenom} {self.personne_nom.upper()}".strip()
