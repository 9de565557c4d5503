"""Answer without an account: the door of one referral, and the browsers that proved they read a mailbox."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, Horodatee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import maintenant


class AccesReponse(Horodatee, Base):
    """The signed link of one referral (its secret is in `lien_signe`), and the code that must come with it."""

    __tablename__ = "acces_reponse"
    __cloisonne__ = True
    __journal__ = "acces_reponse"

    orientation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orientation.id"), unique=True)
    structure_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("structure.id"), index=True, comment="this structure only: a referral given to another one closes the door"
    )
    courriel: Mapped[str] = mapped_column(String(200), comment="mailbox on file when the last link left; another one closes it")
    envoye_le: Mapped[datetime] = mapped_column(default=maintenant)
    envois: Mapped[int] = mapped_column(default=0)
    expire_le: Mapped[datetime]
    ouvert_le: Mapped[datetime | None] = mapped_column(comment="first opening with a right code")
    revoque_le: Mapped[datetime | None] = mapped_column(comment="closed by the sender: no renewal from the outside")
    echecs: Mapped[int] = mapped_column(default=0, comment="wrong codes since the last link left")
    code_chiffre: Mapped[str | None] = mapped_column(Text)
    code = TexteSecret("code_chiffre")
    """The one-time code on its way to the mailbox; erased once used or replaced."""
    code_expire_le: Mapped[datetime | None]
    code_essais: Mapped[int] = mapped_column(default=0)
    numero_envoi: Mapped[uuid.UUID | None] = mapped_column(comment="last form received: the same press twice is one answer")


class BoiteProuvee(Base):
    """A browser that typed a code sent to the mailbox of a structure: second proof, for a short time."""

    __tablename__ = "boite_prouvee"

    structure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    courriel: Mapped[str] = mapped_column(String(200))
    empreinte: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the cookie's secret")
    prouvee_le: Mapped[datetime] = mapped_column(default=maintenant)
    expire_le: Mapped[datetime] = mapped_column(index=True)
    fermee_le: Mapped[datetime | None]
