"""One passage of one person from a structure to another."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.comptes.models import Agent
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import maintenant
from parcours.transferts.rules import EtatTransfert


class Transfert(Versionnee, Base):
    """It carries its own copy of the name and phone: the receiving structure reads this row, and the file once it accepts."""

    __tablename__ = "transfert"
    __cloisonne__ = True
    __journal__ = "transfert"
    __table_args__ = (Index(None, "vers_structure_id", "etat"),)

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    de_structure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("structure.id"))
    vers_structure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("structure.id"))
    etat: Mapped[EtatTransfert] = mapped_column(default=EtatTransfert.PROPOSE)
    personne_nom: Mapped[str] = mapped_column(String(120))
    personne_prenom: Mapped[str] = mapped_column(String(120))
    personne_telephone: Mapped[str | None] = mapped_column(String(20))
    motif_chiffre: Mapped[str | None] = mapped_column(Text)
    motif = TexteSecret("motif_chiffre")
    reponse_chiffre: Mapped[str | None] = mapped_column(Text)
    reponse = TexteSecret("reponse_chiffre")
    propose_le: Mapped[datetime] = mapped_column(default=maintenant)
    repondu_le: Mapped[datetime | None]
    repondu_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))

    de_structure: Mapped[Structure] = relationship(foreign_keys=[de_structure_id])
    vers_structure: Mapped[Structure] = relationship(foreign_keys=[vers_structure_id])
    repondu_par: Mapped[Agent | None] = relationship(foreign_keys=[repondu_par_id])

    @property
    def personne(self) -> str:
        """« Alexandrie RENAULT »."""
        return f"{self.personne_prenom} {self.personne_nom.upper()}".strip()
