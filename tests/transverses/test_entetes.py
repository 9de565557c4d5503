"""Security headers on every kind of answer: page, fragment, file, redirection, refusal, error (ASVS 3.4)."""

from __future__ import annotations

import pytest
from flask import Flask

from parcours.socle.droits import Role
from parcours.socle.securite import ENTETES, POLITIQUE_DE_CONTENU
from tests.fabriques.monde import Monde
from tests.transverses import marche
from tests.transverses.exemplaires import arguments, dossier_ici

ADRESSES = {
    "page": ("GET", "/", Role.COORDINATEUR_PRE, {}, 200),
    "page publique": ("GET", "/connexion", None, {}, 200),
    "redirection": ("GET", "/", None, {}, 302),
    "fragment sans session": ("GET", "/", None, {"HX-Request": "true"}, 401),
    "adresse inconnue": ("GET", "/nulle-part", None, {}, 404),
    "méthode refusée": ("DELETE", "/connexion", None, {}, 404),
    "sans jeton": ("POST", "/connexion", None, {}, 400),
    "autre site": ("POST", "/connexion", None, {"Origin": "https://ailleurs.example"}, 403),
    "corps trop gros": ("POST", "/connexion", None, {"Content-Type": "application/x-www-form-urlencoded"}, 413),
    "fichier": ("GET", "/static/css/app.css", None, {}, 200),
    "fichier absent": ("GET", "/static/rien.css", None, {}, 404),
    "texte": ("GET", "/robots.txt", None, {}, 200),
}


@pytest.mark.parametrize("cas", ADRESSES)
def test_chaque_sorte_de_reponse_porte_les_entetes(cas: str, monde: Monde) -> None:
    methode, adresse, role, entetes, code = ADRESSES[cas]
    corps = b"x" * (monde.app.config["MAX_CONTENT_LENGTH"] + 1) if code == 413 else None
    reponse = monde.client(role).open(adresse, method=methode, headers=entetes, data=corps, buffered=True)
    assert reponse.status_code in {code, 405 if code == 404 else code}
    for nom, valeur in ENTETES.items():
        assert reponse.headers.getlist(nom) == [valeur], f"{cas} : {nom}"
    if not adresse.startswith("/static"):
        assert reponse.headers["Cache-Control"] == "no-store", cas


def test_une_erreur_imprevue_porte_les_entetes_et_ne_dit_rien(
    application: Flask, monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    def casser() -> str:
        raise RuntimeError("Temoinsecret")

    casser.public = "test"  # type: ignore[attr-defined]
    monkeypatch.setitem(application.view_functions, "socle.robots", casser)
    monkeypatch.setitem(application.config, "PROPAGER", False)
    reponse = monde.client(None).get("/robots.txt")
    assert reponse.status_code == 500 and "Temoinsecret" not in reponse.text and "Traceback" not in reponse.text
    for nom, valeur in ENTETES.items():
        assert reponse.headers.getlist(nom) == [valeur], nom


def test_chaque_route_porte_les_entetes(monde: Monde) -> None:
    for endpoint, ligne in marche.matrice().items():
        regle = marche.regle_de(monde, endpoint)
        role = None if ligne.public else min(ligne.roles)
        with monde.app.test_request_context():
            from flask import url_for

            exemple = arguments(monde, endpoint, set(regle.arguments), dossier_ici(monde, role or Role.COORDINATEUR_PRE))
            adresse = url_for(endpoint, **exemple)
        reponse = monde.client(role).open(adresse, method=marche.methode(regle))
        for nom, valeur in ENTETES.items():
            assert reponse.headers.getlist(nom) == [valeur], f"{adresse} : {nom}"
        assert reponse.headers["Cache-Control"] == "no-store", adresse


def test_la_politique_de_contenu_n_ouvre_rien() -> None:
    assert "unsafe" not in POLITIQUE_DE_CONTENU and "http" not in POLITIQUE_DE_CONTENU and "*" not in POLITIQUE_DE_CONTENU
    assert POLITIQUE_DE_CONTENU.startswith("default-src 'none';")


def test_les_temoins_de_connexion_sont_proteges(monde: Monde) -> None:
    reponse = monde.client(None).get("/connexion")
    temoins = reponse.headers.getlist("Set-Cookie")
    assert temoins and all("HttpOnly" in t and "SameSite=Lax" in t for t in temoins)
