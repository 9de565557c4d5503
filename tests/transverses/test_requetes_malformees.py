"""A small part of `make fuzz` at each run of the suite."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Connection

from tests.fabriques.monde import Monde
from tests.fuzz import eprouver


def test_trois_cents_requetes_malformees_ne_font_aucune_erreur_du_serveur(
    application: Flask, monde: Monde, connexion: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(application.config, "PROPAGER", False)
    monkeypatch.setitem(application.config, "TESTING", False)
    bilan = eprouver(application, monde, connexion, 300, graine=1)
    assert bilan.echecs == [], str(bilan)
