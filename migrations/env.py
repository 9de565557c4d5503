"""Alembic environment: runs on the engine of the current Flask application."""

from __future__ import annotations

from alembic import context
from flask import current_app

import parcours.application  # noqa: F401  (every model)
from parcours.socle.base import Base, db


def executer() -> None:
    """Migrate in one transaction; short lock wait on PostgreSQL so that a migration never freezes the site."""
    if not current_app:
        raise RuntimeError("Lancer les migrations par « flask --app wsgi init ».")
    with db.engine.connect() as connexion:
        if connexion.dialect.name == "postgresql":
            connexion.exec_driver_sql("SET lock_timeout = '5s'")
            connexion.commit()
        context.configure(
            connection=connexion,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connexion.commit()


executer()
