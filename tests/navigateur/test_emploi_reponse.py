"""On a phone without JavaScript, a structure without an account answers « complet »; a forwarded link opens nothing."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from sqlalchemy import select

from parcours.orientations.services.lien_de_reponse import adresse_fraiche
from parcours.socle.base import db
from parcours.socle.chiffrement import Trousseau, installer
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from tests.fabriques.personnes import structure
from tests.fabriques.rencontres import orientation
from tests.navigateur.accessibilite import tient_en_largeur, violations
from tests.navigateur.conftest import OuvrirFenetre, Site

BOITE = "accueil@defi-mobilite.fr"
QUI = "Ghislaine DEROO"


def _une_orientation(site: Site) -> tuple[str, str]:
    """Path of its page for the sender, path of the signed link."""
    app = site.monde.app
    with app.app_context():
        installer(Trousseau.lire(app.extensions["configuration"].chemin_trousseau))
        defi = structure("Défi Mobilité", courriel_orientations=BOITE)
        parcours = site.monde.dossiers["emploiici"].parcours
        envoyee = orientation(
            parcours,
            defi,
            personne_nom="Deroo",
            personne_prenom="Ghislaine",
            motif="Passer le permis.",
        )
        lien = adresse_fraiche(envoyee, f"{site.adresse}/orientations/{envoyee.id}") or ""
        chemin = f"/orientations/{envoyee.id}"
        db.session.commit()
        return chemin, lien.removeprefix(site.adresse)


def _code(site: Site) -> str:
    """What the mailbox received last."""
    with site.monde.app.app_context():
        requete = select(Courrier).where(Courrier.destinataire == BOITE).order_by(Courrier.id.desc()).limit(1)
        trouve = re.search(r"\b(\d{6})\b", db.session.scalars(requete).one().texte or "")
        db.session.rollback()
    assert trouve
    return trouve[1]


def test_complet_jusqu_en_janvier_depuis_un_telephone_sans_javascript(fenetre: OuvrirFenetre, site: Site) -> None:
    dossier, lien = _une_orientation(site)
    telephone = fenetre(None, "téléphone", javascript=False)
    page = telephone.ouvrir(lien)
    tient_en_largeur(page)
    expect(page.get_by_text("a…@defi-mobilite.fr").first).to_be_visible()
    assert QUI not in page.content()
    page.get_by_role("button", name="Recevoir le code").click()
    page.get_by_label("Code à six chiffres").fill("000 000")
    page.get_by_role("button", name="Lire l’orientation").click()
    expect(page.get_by_text("Ce code n’est pas le bon").first).to_be_visible()
    page.get_by_label("Code à six chiffres").fill(_code(site))
    page.get_by_role("button", name="Lire l’orientation").click()
    expect(page.get_by_role("heading", name=QUI)).to_be_visible()
    tient_en_largeur(page)

    ailleurs = fenetre(None, "téléphone").ouvrir(lien)
    expect(ailleurs.get_by_role("button", name="Recevoir le code")).to_be_visible()
    assert QUI not in ailleurs.content() and violations(ailleurs) == []

    page.get_by_role("link", name="Refuser").click()
    tient_en_largeur(page)
    page.get_by_label(re.compile("^Plus de place")).check()
    page.get_by_label("Liste d’attente jusqu’au").fill("15 janvier 2099")
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_role("heading", name="C’est terminé")).to_be_visible()
    page.goto(telephone.adresse + lien)
    expect(page.get_by_role("heading", name="Ce lien n’est plus valable")).to_be_visible()

    bureau = fenetre(Role.COORDINATEUR_CITE).ouvrir(dossier)
    expect(bureau.get_by_text("15 janvier 2099").first).to_be_visible()
    expect(bureau.get_by_text("la structure, par son lien").first).to_be_visible()
