"""Page or fragment, never both: every reading route answers each combination of htmx headers (principle 16)."""

from __future__ import annotations

import re

import pytest
from werkzeug.test import TestResponse

from parcours.socle.droits import Role
from tests.fabriques.monde import Monde
from tests.transverses import marche
from tests.transverses.exemplaires import arguments, dossier_ici
from tests.transverses.marche import matrice

HTMX = {"HX-Request": "true"}
COMBINAISONS = {
    "navigateur": ({}, True),
    "htmx": (HTMX, None),
    "amplifiée": ({**HTMX, "HX-Boosted": "true"}, True),
    "retour en arrière": ({**HTMX, "HX-History-Restore-Request": "true"}, True),
    "amplifiée puis retour": ({**HTMX, "HX-Boosted": "true", "HX-History-Restore-Request": "true"}, True),
}
"""Headers -> whole page expected (None: page or fragment, as the view chose)."""


def _est_une_page(reponse: TestResponse) -> bool:
    debut = reponse.text.lstrip().lower()
    page = debut.startswith("<!doctype html>")
    morceaux = len(re.findall(r"<html[\s>]", reponse.text)), len(re.findall(r"</html>", reponse.text))
    assert morceaux == ((1, 1) if page else (0, 0)), "ni page entière ni fragment"
    return page


@pytest.mark.parametrize("endpoint", sorted(matrice()))
def test_une_lecture_rend_une_page_ou_un_fragment(endpoint: str, monde: Monde) -> None:
    ligne, regle = matrice()[endpoint], marche.regle_de(monde, endpoint)
    if marche.methode(regle) != "GET":
        return
    role: Role | None = None if ligne.public else min(ligne.roles)
    dossier = dossier_ici(monde, role or Role.COORDINATEUR_PRE)
    with monde.app.test_request_context():
        from flask import url_for

        adresse = url_for(endpoint, **arguments(monde, endpoint, set(regle.arguments), dossier))
    for nom, (entetes, page_attendue) in COMBINAISONS.items():
        reponse = monde.client(role).get(adresse, headers=entetes)
        if reponse.mimetype != "text/html" or reponse.status_code != 200:
            continue
        page = _est_une_page(reponse)
        assert page_attendue is None or page is page_attendue, f"{adresse} ({nom})"
        for entete in ("HX-Request", "HX-Boosted", "HX-History-Restore-Request"):
            assert entete in reponse.vary, f"{adresse} ({nom}) : Vary sans {entete}"
