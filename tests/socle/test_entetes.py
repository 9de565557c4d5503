"""The same headers on every kind of answer, word for word."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from parcours.socle.droits import Role
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter

ATTENDUS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def _verifier(reponse: TestResponse, code: int) -> None:
    assert reponse.status_code == code
    assert {nom: reponse.headers.get(nom) for nom in ATTENDUS} == ATTENDUS
    assert "Server" not in reponse.headers or "Werkzeug" not in reponse.headers["Server"]


@pytest.fixture
def dpo(client: ClientVerifie, session: Session) -> ClientVerifie:
    qui = agent(Role.DPO)
    session.commit()
    return connecter(client, qui)


@pytest.mark.parametrize(
    ("adresse", "code"),
    [
        ("/connexion", 200), ("/journal", 200), ("/journal?objet=x", 422), ("/rien-ici", 404), ("/comptes", 403),
        ("/journal/export.csv?du=01/11/2026&au=01/11/2026", 200), ("/robots.txt", 200), ("/theme.css", 200), ("/sante-du-service", 200),
    ],
)  # fmt: skip
def test_chaque_genre_de_reponse_porte_les_entetes_et_n_est_pas_gardee(dpo: ClientVerifie, adresse: str, code: int) -> None:
    if adresse == "/connexion":
        code = 303
    reponse = dpo.get(adresse)
    _verifier(reponse, code)
    assert reponse.headers["Cache-Control"] == "no-store"


def test_un_fragment_une_redirection_un_refus_et_un_401_aussi(client: ClientVerifie, dpo: ClientVerifie, app: Flask) -> None:
    fragment = dpo.get("/journal", headers={"HX-Request": "true"})
    _verifier(fragment, 200)
    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(fragment.vary)
    _verifier(dpo.post("/deconnexion"), 400)
    _verifier(dpo.delete("/journal"), 405)
    anonyme = app.test_client()
    _verifier(anonyme.get("/journal"), 302)
    _verifier(anonyme.get("/journal", headers={"HX-Request": "true"}), 401)


def test_un_fichier_statique_porte_les_entetes_et_se_garde(client: ClientVerifie) -> None:
    reponse = client.get("/static/css/app.css", buffered=True)
    _verifier(reponse, 200)
    assert "no-store" not in reponse.headers["Cache-Control"]


def test_une_erreur_du_serveur_aussi(dpo: ClientVerifie, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def tomber() -> None:
        raise RuntimeError

    monkeypatch.setitem(app.config, "PROPAGER", False)
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.extensions, "noms_des_agents", tomber)
    _verifier(dpo.get("/journal"), 500)


@pytest.mark.parametrize(
    "entetes",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://pirate.example"},
        {"Origin": "null"},
    ],
)
def test_une_ecriture_venue_d_un_autre_site_est_refusee(dpo: ClientVerifie, entetes: dict[str, str]) -> None:
    assert dpo.envoyer("/deconnexion", depuis="/mon-compte", headers=entetes).status_code == 403
    assert dpo.get("/mon-compte").status_code == 200


def test_le_cookie_est_illisible_des_scripts_et_ne_part_pas_vers_d_autres_sites(client: ClientVerifie) -> None:
    cookie = client.get("/connexion").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
