"""A piece of a file, and its sealed bytes in a row apart so that lists never load them."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.beneficiaires.models import Accord, Beneficiaire
from parcours.comptes.models import Agent
from parcours.pieces.rules import FormatPiece, NaturePiece
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret, trousseau
from parcours.socle.horloge import maintenant


class Piece(Versionnee, Base):
    """What was attached, when, by whom. Taking it away erases its bytes; this line stays, to tell that it was there."""

    __tablename__ = "piece"
    __cloisonne__ = True
    __journal__ = "piece"

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    accord_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accord.id"), comment="the agreement it proves")
    nature: Mapped[NaturePiece]
    format: Mapped[FormatPiece]
    taille: Mapped[int] = mapped_column(comment="bytes, as kept")
    empreinte: Mapped[str] = mapped_column(
        String(64), comment="SHA-256 of the record and the bytes received: the same file sent twice"
    )
    titre_chiffre: Mapped[str | None] = mapped_column(Text)
    titre = TexteSecret("titre_chiffre")
    deposee_le: Mapped[datetime] = mapped_column(default=maintenant)
    deposee_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    retiree_le: Mapped[datetime | None]
    beneficiaire: Mapped[Beneficiaire] = relationship()
    accord: Mapped[Accord | None] = relationship()
    deposee_par: Mapped[Agent | None] = relationship(foreign_keys=[deposee_par_id])


class ContenuDePiece(Base):
    """The bytes, sealed with AES-256-GCM for this row."""

    __tablename__ = "contenu_de_piece"
    __cloisonne__ = True

    piece_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("piece.id"), unique=True)
    scelle: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def octets(self) -> bytes:
        """Clear bytes.

        Raises:
            TexteIllisible: altered, or copied from another row.
        """
        return trousseau().desceller(self.scelle, f"contenu_de_piece|scelle|{self.id}")

    @octets.setter
    def octets(self, clair: bytes) -> None:
        self.scelle = trousseau().sceller(clair, f"contenu_de_piece|scelle|{self.id}")
