"""Migrations build exactly the models, from nothing, and can be taken back; on the engine of this run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect

from config import Config, Mode
from parcours.application import create_app
from parcours.exploitation.migrations import configuration_alembic, migrer
from parcours.socle.base import Base, db
from tests.conftest import MOTEUR
from tests.moteurs import adresse_de_test


@pytest.fixture
def base_vide(instance: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application on a base where nothing was ever created."""
    with adresse_de_test(MOTEUR, tmp_path, "migrations") as adresse:
        app = create_app(Config(mode=Mode.TEST, instance=instance, database_url=adresse))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def _tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_une_seule_tete() -> None:
    assert len(ScriptDirectory.from_config(configuration_alembic()).get_heads()) == 1


def test_les_migrations_donnent_exactement_les_modeles(base_vide: Flask) -> None:
    migrer()
    with db.engine.connect() as connexion:
        contexte = MigrationContext.configure(connexion, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(contexte, Base.metadata) == []
    assert _tables() == set(Base.metadata.tables)


def test_le_journal_migre_refuse_modification_et_suppression(base_vide: Flask) -> None:
    migrer()
    for verbe in ("UPDATE evenement_journal SET action = 'x'", "DELETE FROM evenement_journal"):
        with db.engine.connect() as connexion, connexion.begin() as transaction:
            connexion.exec_driver_sql(
                "INSERT INTO evenement_journal (id, instant, action, objet) "
                "VALUES ('01890000000070008000000000000000', '2026-01-01 00:00:00', 'lire', 'x')"
            )
            with pytest.raises(Exception, match="journal en ajout seul"):
                connexion.exec_driver_sql(verbe)
            transaction.rollback()


def test_les_migrations_se_defont_puis_se_refont(base_vide: Flask) -> None:
    migrer()
    command.downgrade(configuration_alembic(), "base")
    assert _tables() == set()
    migrer()
    assert _tables() == set(Base.metadata.tables)


def test_migrer_une_base_a_jour_ne_change_rien(base_vide: Flask) -> None:
    migrer()
    avant = _tables()
    migrer()
    assert _tables() == avant
