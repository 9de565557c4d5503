"""Columns that structures and services of data·inclusion v1 share, under the very names of the schema."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from parcours.annuaire.rules.schema import SOURCE_LOCALE


class FicheDAnnuaire:
    """What data·inclusion says of a structure as of a service, and what the teams add to it for themselves.

    A row whose source is not ours is never retyped here: only the columns added by the teams may be changed.
    """

    id: Mapped[uuid.UUID]

    source: Mapped[str] = mapped_column(String(60), default=SOURCE_LOCALE)
    identifiant: Mapped[str | None] = mapped_column(
        String(200), unique=True, comment="`id` of the schema, source--local; empty for a row made here, which derives it"
    )
    nom: Mapped[str] = mapped_column(String(150))
    description: Mapped[str | None] = mapped_column(Text)
    date_maj: Mapped[date | None] = mapped_column(comment="of the producer; empty for a row made here")
    commune: Mapped[str | None] = mapped_column(String(120), comment="as published; commune_id when it is of our table")
    code_postal: Mapped[str | None] = mapped_column(String(5))
    code_insee: Mapped[str | None] = mapped_column(String(5))
    adresse: Mapped[str | None] = mapped_column(String(200))
    complement_adresse: Mapped[str | None] = mapped_column(String(200))
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    telephone: Mapped[str | None] = mapped_column(String(40), comment="E.164 when made here")
    courriel: Mapped[str | None] = mapped_column(String(254))
    horaires_accueil: Mapped[str | None] = mapped_column(Text, comment="OSM opening_hours")
    autres_champs: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="published under a name the schema does not know: kept and given back"
    )
    commune_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("commune.id"), index=True)
    verifie_le: Mapped[date | None] = mapped_column(comment="checked by us; not exported but as date_maj")
    valide_au: Mapped[date | None] = mapped_column(comment="closed since; kept for history")
    a_revoir: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="no longer in the last file of its source"
    )

    @property
    def locale(self) -> bool:
        """True for a row made here, which may be retyped here."""
        return self.source == SOURCE_LOCALE

    @property
    def identifiant_publie(self) -> str:
        """`id` of the schema."""
        return self.identifiant or f"{self.source}--{self.id}"
