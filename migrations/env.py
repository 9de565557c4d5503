"""Alembic environment: runs on the engine of the current Flask application."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Enum

import parcours.application  # noqa: F401  (every model)
from parcours.socle.base import Base, InstantUTC, db


def rendre(genre: str, objet: Any, _contexte: Any) -> str | bool:
    """Write our column types as plain SQL types: a migration imports nothing of the code it must outlive."""
    if genre == "type" and isinstance(objet, InstantUTC):
        return "sa.DateTime(timezone=True)"
    if genre == "type" and isinstance(objet, Enum):
        return f"sa.String(length={objet.length})"
    return False


def est_a_nous(objet: Any, nom: str | None, genre: str, _lu: bool, _compare: Any) -> bool:
    """False for the tables that the job queue makes by itself on PostgreSQL."""
    table = nom if genre == "table" else getattr(getattr(objet, "table", None), "name", None)
    return not (table or "").startswith("huey_")


def _cles_etrangeres(connexion: Any, etat: str) -> None:
    """SQLite rebuilds a table to change it: its rows must not be taken for deleted by those that point to them.

    Said to the driver, outside any transaction: inside one, SQLite ignores it.

    Raises:
        RuntimeError: a migration left a row that points to nothing.
    """
    brute = connexion.connection.driver_connection
    if etat == "ON" and (perdues := brute.execute("PRAGMA foreign_key_check").fetchall()):
        raise RuntimeError(f"La migration laisse des lignes orphelines : {perdues[:5]}")
    brute.execute(f"PRAGMA foreign_keys={etat}")


def executer() -> None:
    """Migrate in one transaction; short lock wait on PostgreSQL so that a migration never freezes the site."""
    if not current_app:
        raise RuntimeError("Lancer les migrations par « flask --app wsgi init ».")
    with db.engine.connect() as connexion:
        if connexion.dialect.name == "postgresql":
            connexion.exec_driver_sql("SET lock_timeout = '5s'")
            connexion.commit()
        elif connexion.dialect.name == "sqlite":
            _cles_etrangeres(connexion, "OFF")
        context.configure(
            connection=connexion,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=rendre,
            include_object=est_a_nous,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connexion.commit()
        if connexion.dialect.name == "sqlite":
            _cles_etrangeres(connexion, "ON")


executer()
