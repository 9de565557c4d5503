"""A pathway of the PRE on a phone: contract, bilan, suspension, resumption, exit, each on its own screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from parcours.beneficiaires.models import Accord
from parcours.beneficiaires.rules import EtatAccord
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import beneficiaire, parcours
from tests.navigateur.accessibilite import sans_violation, tient_en_largeur
from tests.navigateur.conftest import OuvrirFenetre, Site


@pytest.fixture
def enfant(site: Site) -> str:
    """A child whom the EPS has just let in; returns the address of the record."""
    with site.monde.app.app_context():
        personne = beneficiaire(nom="Verhaeghe", prenom="Zoé")
        parcours(personne, EtatParcours.A_DEMARRER, demande_le=aujourd_hui() - timedelta(days=30), debut_le=None)
        db.session.add(Accord(beneficiaire_id=personne.id, etat=EtatAccord.CONFIRME, donne_le=aujourd_hui(), portee_eps=True))
        db.session.commit()
        adresse = f"/beneficiaires/{personne.id}"
        db.engine.dispose()
    return adresse


def _geste(page: Page, nom: str) -> None:
    page.locator(".identite").get_by_role("link", name=nom).click()


def _enregistrer(page: Page, nom: str = "Enregistrer") -> None:
    tient_en_largeur(page)
    page.get_by_role("main").get_by_role("button", name=nom, exact=True).click()
    expect(page.locator(".fiche-tete")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
def test_un_referent_mene_un_parcours_du_contrat_a_la_sortie(enfant: str, javascript: bool, fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, "téléphone", javascript=javascript)
    page = onglet.ouvrir(enfant)
    _geste(page, "Enregistrer le contrat signé")
    page.get_by_label("Les parents").check()
    page.get_by_label("Scolarité").select_option("2")
    if javascript:
        sans_violation(page)
    _enregistrer(page)

    _geste(page, "Faire un bilan")
    page.get_by_label("La mère").check()
    page.get_by_label("Ce que l’enfant et la famille en disent").fill("Elle lit des albums à son frère.")
    if javascript:
        sans_violation(page)
    _enregistrer(page)
    expect(page.get_by_text("Elle lit des albums à son frère.").first).to_be_visible()

    _geste(page, "Faire avancer")
    page.get_by_role("main").get_by_role("link", name="Enregistrer la sortie").click()
    page.get_by_label("Motif de sortie").select_option("objectifs_atteints")
    page.get_by_label("Ce que dit l’enfant").fill("Je lis toute seule.")
    if javascript:
        sans_violation(page)
    _enregistrer(page, "Enregistrer la sortie")
    expect(page.get_by_text("Je lis toute seule.").first).to_be_visible()
    tient_en_largeur(page)
    onglet.rien_a_redire()
