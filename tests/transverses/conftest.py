"""The town of `tests/fabriques/monde.py`, built once per module in a transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection

from parcours.socle.base import db
from tests.fabriques.monde import Monde, creer_le_monde


@pytest.fixture(scope="module")
def connexion(application: Flask) -> Iterator[Connection]:
    """One connection for the tests of a module and for the requests they make; rolled back at the end."""
    with application.app_context():
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


@pytest.fixture(scope="module")
def monde(application: Flask, connexion: Connection) -> Monde:
    """One agent per role, files inside and outside each perimeter, canaries in every text."""
    monde = creer_le_monde(application)
    db.session.commit()
    # Rows stay readable (ids above all) whatever the tests do later in their own sessions.
    for ligne in list(db.session):
        db.session.refresh(ligne)
    db.session.remove()
    return monde
