"""The town of `tests/fabriques/monde.py`, built once per module in a transaction that is never committed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection

from tests.fabriques.monde import Monde, creer_le_monde
from tests.isolement import transaction_annulee


@pytest.fixture(scope="module")
def connexion(application: Flask) -> Iterator[Connection]:
    """One connection for the tests of a module and for the requests they make; rolled back at the end."""
    with transaction_annulee(application) as fil:
        yield fil


@pytest.fixture(scope="module")
def monde(application: Flask, connexion: Connection) -> Monde:
    """One agent per role, files inside and outside each perimeter, canaries in every text."""
    return creer_le_monde(application, figurants=int(os.environ.get("PARCOURS_TEST_FIGURANTS", "6")))
