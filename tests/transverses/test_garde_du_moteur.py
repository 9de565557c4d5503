"""A SQLite with the WAL-reset bug is never put in WAL (securite §0.1)."""

from __future__ import annotations

import sqlite3

import pytest
from flask import Flask

from parcours.socle.base import db
from parcours.socle.transaction import mode_de_journal

VERSIONS = {
    (3, 37, 2): "DELETE", (3, 40, 1): "DELETE", (3, 44, 5): "DELETE", (3, 44, 6): "WAL", (3, 45, 1): "DELETE", (3, 46, 1): "DELETE",
    (3, 50, 4): "DELETE", (3, 50, 7): "WAL", (3, 51, 0): "DELETE", (3, 51, 2): "DELETE", (3, 51, 3): "WAL", (3, 52, 0): "WAL",
}  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_chaque_version_a_le_mode_qui_ne_perd_rien(version: tuple[int, int, int]) -> None:
    assert mode_de_journal(version) == VERSIONS[version]


def test_la_base_ouverte_suit_la_garde(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    connexion = db.session.connection()
    reglages = ("journal_mode", "synchronous", "foreign_keys", "mmap_size")
    lire = {nom: connexion.exec_driver_sql(f"PRAGMA {nom}").scalar() for nom in reglages}
    attendu = mode_de_journal(sqlite3.sqlite_version_info)
    assert str(lire["journal_mode"]).upper() == attendu
    assert lire["synchronous"] == {"WAL": 2, "DELETE": 3}[attendu] and lire["foreign_keys"] == 1 and not lire["mmap_size"]
