"""Requests that leave nothing behind: the whole application inside one transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Connection

from parcours.socle.base import db


@contextmanager
def transaction_annulee(app: Flask) -> Iterator[Connection]:
    """One connection for everything done inside; the application's commits are savepoints of it."""
    with app.app_context():
        moteurs = db.engines
        moteur = moteurs[None]
        fil = moteur.connect()
        transaction = fil.begin()
        moteurs[None] = fil  # type: ignore[assignment]
        db.session.remove()
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield fil
        finally:
            db.session.remove()
            db.session.configure(join_transaction_mode="conditional_savepoint")
            moteurs[None] = moteur
            transaction.rollback()
            fil.close()


@contextmanager
def essai(connexion: Connection) -> Iterator[None]:
    """What happens inside leaves no trace."""
    point = connexion.begin_nested()
    try:
        yield
    finally:
        point.rollback()
