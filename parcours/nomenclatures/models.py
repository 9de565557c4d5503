"""Reference lists a coordinator edits: a value is dated, never deleted, so that history keeps its words."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, Versionnee


class ValeurDeListe(Versionnee, Base):
    """One value of one list (motifs de saisine, types d'action, motifs de sortie, freins, besoins, obstacles…)."""

    __tablename__ = "valeur_de_liste"
    __table_args__ = (UniqueConstraint("liste", "code"),)
    __journal__ = "valeur_de_liste"

    liste: Mapped[str] = mapped_column(String(60), index=True)
    code: Mapped[str] = mapped_column(String(80))
    libelle: Mapped[str] = mapped_column(String(200))
    parent: Mapped[str | None] = mapped_column(String(80), comment="code of the first level, for two-level lists")
    unite: Mapped[str | None] = mapped_column(String(20), comment="heures, séances, euros")
    rang: Mapped[int] = mapped_column(default=0)
    valide_du: Mapped[date | None]
    valide_au: Mapped[date | None] = mapped_column(comment="last day it is offered; kept for history after it")
