"""Pages that belong to no domain."""

from __future__ import annotations

import pytest

from tests.client import ClientVerifie


@pytest.mark.parametrize("adresse", ["/aide", "/accessibilite", "/donnees-personnelles"])
def test_les_pages_legales_et_l_aide_sont_ouvertes_a_tous(client: ClientVerifie, adresse: str) -> None:
    client.voir(adresse)


def test_la_sonde_ne_dit_que_ok(client: ClientVerifie) -> None:
    reponse = client.get("/sante-du-service")
    assert (reponse.status_code, reponse.text) == (200, "ok\n")


def test_aucun_robot_n_est_admis(client: ClientVerifie) -> None:
    assert "Disallow: /" in client.get("/robots.txt").text
    assert client.get("/connexion").headers["X-Robots-Tag"] == "noindex, nofollow"
