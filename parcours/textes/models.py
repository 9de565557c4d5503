"""Texts worded by the service, and every version they had."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, Versionnee
from parcours.socle.horloge import maintenant


class TexteType(Versionnee, Base):
    """One text changed on screen; a text never changed has no row and follows the package."""

    __tablename__ = "texte_type"
    __journal__ = "texte_type"

    code: Mapped[str] = mapped_column(String(40), unique=True, comment="one of textes.rules.MODELES")
    contenu: Mapped[str | None] = mapped_column(Text, comment="empty: back to the text of the package")


class VersionDeTexte(Base):
    """A text as it was from a moment on: never changed, so that a document on paper can be explained."""

    __tablename__ = "version_de_texte"
    __table_args__ = (UniqueConstraint("texte_id", "numero"),)

    texte_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("texte_type.id"), index=True)
    numero: Mapped[int]
    contenu: Mapped[str | None] = mapped_column(Text, comment="empty: the text of the package was taken again")
    enregistree_le: Mapped[datetime] = mapped_column(default=maintenant)
    auteur: Mapped[str] = mapped_column(String(200), comment="name of the agent as it was then")
    auteur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
