"""One request, one transaction: a refusal leaves nothing, a reading leaves only its traces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, func, select

from parcours.annuaire.models import Structure
from parcours.socle.base import Base, db
from parcours.socle.droits import public
from tests.fabriques.monde import Monde

JOURNAL = Base.metadata.tables["evenement_journal"]


def _vue_qui_ecrit(code: int) -> Callable[[], Any]:
    @public("test")
    def vue() -> Any:
        db.session.add(Structure(nom="Écrite par une vue", cle_recherche="ecrite"))
        db.session.flush()
        return "", code

    return vue


def _structures(connexion: Connection) -> int:
    table = Base.metadata.tables["structure"]
    return connexion.scalar(select(func.count()).where(table.c.nom == "Écrite par une vue").select_from(table)) or 0


@pytest.fixture
def appeler(application: Flask, monde: Monde, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, int], Any]:
    """Replace the view of a public route by one that writes, and call it."""

    def un(methode: str, endpoint: str, code: int) -> Any:
        monkeypatch.setitem(application.view_functions, endpoint, _vue_qui_ecrit(code))
        adresse = {"socle.robots": "/robots.txt", "comptes.se_connecter": "/connexion"}[endpoint]
        donnees = {"csrf_token": monde.jeton()} if methode == "POST" else None
        client = monde.client(None)
        with client.session_transaction() as cookie:
            cookie["csrf_token"] = "jeton-de-test"
        return client.open(adresse, method=methode, data=donnees)

    return un


def test_une_lecture_ne_garde_rien_de_ce_que_la_vue_a_ecrit(appeler: Any, connexion: Connection) -> None:
    assert appeler("GET", "socle.robots", 200).status_code == 200
    assert _structures(connexion) == 0


@pytest.mark.parametrize("code", [400, 403, 404, 409, 422, 500])
def test_une_ecriture_refusee_ne_laisse_rien(appeler: Any, connexion: Connection, code: int) -> None:
    assert appeler("POST", "comptes.se_connecter", code).status_code == code
    assert _structures(connexion) == 0


def test_une_ecriture_admise_est_gardee(appeler: Any, connexion: Connection) -> None:
    point = connexion.begin_nested()
    assert appeler("POST", "comptes.se_connecter", 204).status_code == 204
    assert _structures(connexion) == 1
    point.rollback()
