"""Every page, for each role, at two widths: axe finds nothing, nothing overflows, nothing complains in the console.

Two roles often get the same page: what is read in it, marked up the same way, is looked at once; each role's menus are
looked at on its first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import url_for

from parcours.socle.droits import Role
from tests.fabriques.monde import Monde
from tests.navigateur.accessibilite import tient_en_largeur, violations
from tests.navigateur.conftest import LARGEURS, OuvrirFenetre, Site
from tests.transverses import marche
from tests.transverses.exemplaires import arguments, dossier_ici
from tests.transverses.marche import matrice

_BALISE = re.compile(r"<(/?[a-z0-9]+)([^>]*)>")
_VARIABLE = re.compile(r' (value|href|action|content|datetime|src|hx-get|hx-post)="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}')


def _ossature(html: str) -> tuple[str, ...]:
    """The elements of the page's content and their attributes, less the addresses and values that change nothing to its shape."""
    contenu = re.search(r"<main.*</main>", html, re.DOTALL)
    balises = _BALISE.findall(contenu.group(0) if contenu else html)
    return tuple(nom + _VARIABLE.sub(r"\1", attributs) for nom, attributs in balises)


def _pages(monde: Monde, role: Role | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Addresses this role may open that answer a whole HTML page, each with its shape."""
    client = monde.client(role)
    for endpoint, ligne in matrice().items():
        regle = marche.regle_de(monde, endpoint)
        if marche.methode(regle) != "GET" or not (ligne.public or role in ligne.roles):
            continue
        with monde.app.test_request_context():
            dossier = dossier_ici(monde, role or Role.COORDINATEUR_PRE)
            adresse = url_for(endpoint, **arguments(monde, endpoint, set(regle.arguments), dossier))
        reponse = client.get(adresse)
        if reponse.mimetype == "text/html" and reponse.status_code in {200, 403} and "<!doctype" in reponse.text[:40].lower():
            yield adresse, _ossature(reponse.text)


@pytest.fixture(scope="session")
def pages_a_voir(site: Site) -> dict[Role | None, list[str]]:
    """For each role, its first page and those no role before it is given in the same shape."""
    vues: set[tuple[str, ...]] = set()
    a_voir: dict[Role | None, list[str]] = {}
    for role in (None, *Role):
        adresses = a_voir.setdefault(role, [])
        for adresse, ossature in _pages(site.monde, role):
            if ossature not in vues or not adresses:
                adresses.append(adresse)
            vues.add(ossature)
    return a_voir


# The longest first, so that the processes end together.
@pytest.mark.parametrize("role", sorted([None, *Role], key=lambda role: role is not Role.COORDINATEUR_PRE))
def test_chaque_page_est_accessible_et_tient_en_largeur(
    role: Role | None, pages_a_voir: dict[Role | None, list[str]], fenetre: OuvrirFenetre
) -> None:
    assert pages_a_voir[role]
    onglet, fautes = fenetre(role), []
    for adresse in pages_a_voir[role]:
        page = onglet.ouvrir(adresse)
        for largeur, (large, haut) in LARGEURS.items():
            # One load, then the window is resized: the widths are a matter of style sheet, no script reads them.
            page.set_viewport_size({"width": large, "height": haut})
            fautes += [f"{adresse} ({largeur}) : {v}" for v in violations(page)]
            try:
                tient_en_largeur(page)
            except AssertionError as erreur:
                fautes.append(f"{largeur} : {erreur}")
        try:
            onglet.rien_a_redire()
        except AssertionError as erreur:
            fautes.append(str(erreur))
    assert fautes == [], "\n".join(fautes)


@pytest.mark.parametrize("chemin", ["/nulle-part", "/personnes-inconnues"])
def test_une_page_d_erreur_est_accessible(chemin: str, fenetre: OuvrirFenetre) -> None:
    for largeur in LARGEURS:
        onglet = fenetre(Role.COORDINATEUR_PRE, largeur)
        page = onglet.ouvrir(chemin)
        assert violations(page) == []
        tient_en_largeur(page)
        onglet.rien_a_redire(sauf=lambda plainte: "404" in plainte)


def test_sans_javascript_la_page_d_accueil_se_lit(fenetre: OuvrirFenetre) -> None:
    page = fenetre(Role.COORDINATEUR_PRE, javascript=False).ouvrir("/")
    assert page.get_by_role("heading", level=1).count() == 1
