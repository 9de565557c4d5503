"""Application, base and client shared by every test.

The engine is chosen by PARCOURS_TEST_MOTEUR (sqlite, postgresql): `make test` runs the same suite on both.
Each test runs inside one outer transaction that is rolled back; the application's commits are savepoints in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from config import Config, Mode
from parcours.application import create_app
from parcours.exploitation.cles import creer_les_cles
from parcours.socle.base import Base, db
from tests.client import ClientVerifie
from tests.moteurs import adresse_de_test

MOTEUR = os.environ.get("PARCOURS_TEST_MOTEUR", "sqlite")


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of keys and SQLite base of this test session."""
    dossier = tmp_path_factory.mktemp("instance")
    creer_les_cles(dossier)
    return dossier


@pytest.fixture(scope="session")
def config(instance: Path, worker_id: str) -> Iterator[Config]:
    """Settings of the tests, on an empty base of the chosen engine."""
    with adresse_de_test(MOTEUR, instance, worker_id) as adresse:
        yield Config(mode=Mode.TEST, instance=instance, database_url=adresse)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Name of the xdist worker, `master` alone."""
    return os.environ.get("PYTEST_XDIST_WORKER", "master")


@pytest.fixture(scope="session")
def application(config: Config) -> Iterator[Flask]:
    """The application, its tables created."""
    app = create_app(config)
    app.test_client_class = ClientVerifie
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """The application inside one transaction that the test leaves no trace of."""
    with application.app_context():
        moteurs = db.engines
        moteur = moteurs[None]
        connexion = moteur.connect()
        transaction = connexion.begin()
        moteurs[None] = connexion  # type: ignore[assignment]
        ancienne = db.session.session_factory.kw.get("join_transaction_mode")
        db.session.remove()
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield application
        finally:
            db.session.remove()
            db.session.configure(join_transaction_mode=ancienne or "conditional_savepoint")
            moteurs[None] = moteur
            transaction.rollback()
            connexion.close()


@pytest.fixture
def session(app: Flask) -> Session:
    """The session of the test, in the same transaction as the requests it makes."""
    return db.session  # type: ignore[return-value]


@pytest.fixture
def client(app: Flask) -> ClientVerifie:
    """A browser without JavaScript that checks every page it opens."""
    return app.test_client()  # type: ignore[return-value]
