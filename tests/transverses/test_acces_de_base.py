"""Closed by default, seen from the outside."""

from __future__ import annotations

from parcours.socle.droits import Role
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter


def test_un_visiteur_est_conduit_a_la_connexion(client: ClientVerifie) -> None:
    reponse = client.get("/")
    assert reponse.status_code == 302 and reponse.location.startswith("/connexion")


def test_la_page_de_connexion_est_ouverte_et_conforme(client: ClientVerifie) -> None:
    client.voir("/connexion")


def test_un_agent_connecte_trouve_sa_page(client: ClientVerifie) -> None:
    connecter(client, agent(Role.COORDINATEUR_PRE)).voir("/")
