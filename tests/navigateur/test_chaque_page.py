"""Every page, for each role, at two widths: axe finds nothing, nothing overflows, nothing complains in the console."""

from __future__ import annotations

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


def _pages(monde: Monde, role: Role | None) -> Iterator[str]:
    """Addresses this role may open that answer a whole HTML page."""
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
            yield adresse


@pytest.mark.parametrize("role", [None, *Role])
def test_chaque_page_est_accessible_et_tient_en_largeur(role: Role | None, site: Site, fenetre: OuvrirFenetre) -> None:
    onglet, fautes = fenetre(role), []
    for adresse in _pages(site.monde, role):
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
