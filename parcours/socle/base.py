"""Declarative base, column types and the session. `db` is used for `db.session` only (decision of architecture.md)."""

from __future__ import annotations

import enum
import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar

import uuid_utils.compat
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Enum, ForeignKey, MetaData, Select, String, TypeDecorator, Uuid, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from parcours.socle.horloge import maintenant
from parcours.socle.perimetre import TABLES_CLOISONNEES, options_de

db = SQLAlchemy(disable_autonaming=True)


def nouvel_identifiant() -> uuid.UUID:
    """A UUIDv7: public, unguessable in practice, and sorted by time of creation."""
    return uuid_utils.compat.uuid7()


class InstantUTC(TypeDecorator[datetime]):
    """Aware datetime, stored in UTC on both engines; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Un instant sans fuseau horaire ne peut pas être enregistré.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table: a UUIDv7 `id`, named constraints, enums stored as their French value."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: InstantUTC,
        uuid.UUID: Uuid,
        str: String,
        enum.Enum: Enum(enum.Enum, native_enum=False, length=40, values_callable=lambda valeurs: [v.value for v in valeurs]),
    }
    __cloisonne__: ClassVar[bool] = False
    __journal__: ClassVar[str | None] = None
    """Name of the object in the journal; a model that has one is traced when one row of it is opened."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-10)

    def __init__(self, **valeurs: Any) -> None:
        # The id comes first: encrypted texts are bound to it.
        self.id = valeurs.pop("id", None) or nouvel_identifiant()
        for nom, valeur in valeurs.items():
            if not hasattr(type(self), nom):
                raise TypeError(f"{type(self).__name__} n’a pas d’attribut {nom}")
            setattr(self, nom, valeur)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.__cloisonne__ and "__tablename__" in cls.__dict__:
            TABLES_CLOISONNEES.add(cls.__tablename__)


class Horodatee:
    """Columns telling when and by whom a row was made and last changed."""

    cree_le: Mapped[datetime] = mapped_column(default=maintenant, sort_order=90)
    cree_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), default=None, sort_order=91)
    modifie_le: Mapped[datetime] = mapped_column(default=maintenant, onupdate=maintenant, sort_order=92)
    modifie_par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), default=None, sort_order=93)


class Versionnee(Horodatee):
    """A row two agents may edit: its version travels in the form and is compared on return (socle.conflits)."""

    version: Mapped[int] = mapped_column(default=1, sort_order=94, comment="raised at each change; compared with the form's")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        # SQLAlchemy raises StaleDataError when the row moved between its reading and its writing.
        return {"version_id_col": cls.version}


def compter(requete: Select[Any]) -> int:
    """Number of rows a scoped statement returns; keeps the scope of the statement it counts."""
    interieure = requete.order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(interieure).options(*options_de(requete))) or 0
