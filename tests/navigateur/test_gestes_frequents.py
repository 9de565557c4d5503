"""The gestures of every day, where they go wrong: a phone, a double click, the Back button, two agents on one record."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from parcours.accompagnements.models import Echange
from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Role
from tests.fabriques.personnes import beneficiaire, parcours
from tests.navigateur.accessibilite import sans_violation, tient_en_largeur
from tests.navigateur.conftest import OuvrirFenetre, Site
from tests.navigateur.objets import Fiche, Formulaire, Rail


@pytest.fixture
def enfant(site: Site) -> str:
    """A child of the PRE whom nobody has written about; returns the name of the record."""
    with site.monde.app.app_context():
        rang = db.session.connection().scalar(select(func.count()).select_from(Beneficiaire.__table__)) or 0
        nom = "Quin" + "abcdefghij"[rang // 10 % 10] + "abcdefghij"[rang % 10]
        parcours(beneficiaire(nom=nom, prenom="Zoé"), EtatParcours.EN_COURS)
        db.session.commit()
        db.engine.dispose()
    return nom


def _ouvrir(page: Page, nom: str) -> Fiche:
    Rail(page).chercher(f"zo {nom}")
    page.get_by_role("main").get_by_role("link", name=f"{nom.upper()} Zoé").click()
    expect(page.locator(".fiche-tete")).to_be_visible()
    return Fiche(page)


def _echanges(site: Site) -> int:
    with site.monde.app.app_context():
        nombre = db.session.connection().scalar(select(func.count()).select_from(Echange.__table__)) or 0
        db.session.rollback()
        db.engine.dispose()
    return int(nombre)


@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
def test_au_telephone_on_trouve_un_enfant_et_on_ecrit_un_echange(enfant: str, javascript: bool, fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, "téléphone", javascript=javascript)
    page = onglet.ouvrir("/")
    fiche = _ouvrir(page, enfant)
    tient_en_largeur(page)
    fiche.geste("Ajouter un échange")
    fiche.ajouter_un_echange("Rencontrée à la sortie de l’école", comment="Rendez-vous", avec="La mère")
    tient_en_largeur(page)
    if javascript:
        sans_violation(page)
    onglet.rien_a_redire()


def test_une_saisie_refusee_est_gardee_et_le_curseur_va_au_resume(enfant: str, fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, "téléphone")
    page = onglet.ouvrir("/")
    _ouvrir(page, enfant)
    formulaire = page.locator("#ajout-echange")
    formulaire.get_by_label("Ce qui s’est dit").fill("Un texte à ne pas perdre")
    formulaire.get_by_label("Le (obligatoire)").fill("31/02/2026")
    formulaire.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".resume-erreurs")).to_be_focused()
    expect(page.locator("#ajout-echange").get_by_label("Ce qui s’est dit")).to_have_value("Un texte à ne pas perdre")
    tient_en_largeur(page)
    sans_violation(page)
    onglet.rien_a_redire(sauf=lambda plainte: "422" in plainte)


def test_sans_javascript_un_double_clic_n_ecrit_qu_une_fois(enfant: str, site: Site, fenetre: OuvrirFenetre) -> None:
    avant = _echanges(site)
    page = fenetre(Role.COORDINATEUR_PRE, javascript=False).ouvrir("/")
    fiche = _ouvrir(page, enfant)
    page.get_by_label("Ce qui s’est dit").fill("Écrit une seule fois")
    page.locator("#ajout-echange").get_by_role("button", name="Enregistrer").dblclick()
    expect(fiche.fil.get_by_text("Écrit une seule fois")).to_have_count(1)
    assert _echanges(site) == avant + 1


def test_avec_javascript_un_double_clic_n_ecrit_qu_une_fois(enfant: str, site: Site, fenetre: OuvrirFenetre) -> None:
    avant = _echanges(site)
    onglet = fenetre(Role.COORDINATEUR_PRE)
    page = onglet.ouvrir("/")
    fiche = _ouvrir(page, enfant)
    page.route("**/echanges/nouveau", _lentement)
    page.get_by_label("Ce qui s’est dit").fill("Écrit une seule fois")
    page.locator("#ajout-echange").get_by_role("button", name="Enregistrer").dblclick()
    expect(fiche.fil.get_by_text("Écrit une seule fois")).to_have_count(1)
    assert _echanges(site) == avant + 1
    onglet.rien_a_redire()


@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
def test_revenir_ou_recharger_apres_un_enregistrement_n_ecrit_rien_de_plus(
    enfant: str, javascript: bool, site: Site, fenetre: OuvrirFenetre
) -> None:
    avant = _echanges(site)
    page = fenetre(Role.COORDINATEUR_PRE, javascript=javascript).ouvrir("/")
    fiche = _ouvrir(page, enfant)
    fiche.ajouter_un_echange("Écrit avant de revenir", comment="Appel", avec="La mère")
    page.reload()
    expect(fiche.fil.get_by_text("Écrit avant de revenir")).to_have_count(1)
    page.go_back()
    page.go_forward()
    expect(fiche.fil.get_by_text("Écrit avant de revenir")).to_have_count(1)
    expect(page.get_by_label("Ce qui s’est dit")).to_have_value("")
    assert _echanges(site) == avant + 1


def test_retour_ramene_a_la_liste_telle_qu_elle_etait(enfant: str, fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE)
    page = onglet.ouvrir("/")
    fiche = _ouvrir(page, enfant)
    fiche.section("Situation")
    fiche.section("Historique")
    page.go_back()
    expect(fiche.carte("Identité")).to_be_visible()
    page.go_back()
    expect(fiche.fil).to_be_visible()
    page.go_back()
    expect(page.get_by_role("main").get_by_role("link", name=f"{enfant.upper()} Zoé")).to_be_visible()
    expect(page.get_by_role("searchbox").first).to_have_value(f"zo {enfant}")
    onglet.rien_a_redire()


@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
def test_deux_agents_sur_une_fiche_voient_les_deux_textes_et_rien_n_est_perdu(
    enfant: str, javascript: bool, fenetre: OuvrirFenetre
) -> None:
    une, autre = (fenetre(Role.COORDINATEUR_PRE, javascript=javascript).ouvrir("/") for _ in range(2))
    for page in (une, autre):
        _ouvrir(page, enfant).section("Situation")
        Fiche(page).carte("Identité").get_by_role("link", name="Modifier").click()
    Formulaire(une).ecrire("Adresse", "3 rue de Calais").envoyer()
    expect(une.get_by_role("main")).to_contain_text("3 rue de Calais")
    with autre.expect_response(lambda reponse: reponse.request.method == "POST") as attente:
        Formulaire(autre).ecrire("Adresse", "5 quai du Haut-Pont").envoyer()
    assert attente.value.status == 409
    conflit = autre.locator(".conflit")
    expect(conflit).to_contain_text("3 rue de Calais")
    expect(conflit).to_contain_text("5 quai du Haut-Pont")
    expect(autre.get_by_label("Adresse", exact=True)).to_have_value("5 quai du Haut-Pont")
    if javascript:
        expect(conflit).to_be_focused()
        sans_violation(autre)
    Formulaire(autre).envoyer()
    expect(autre.get_by_role("main")).to_contain_text("5 quai du Haut-Pont")


def _lentement(route: Route) -> None:
    """An answer that takes long enough for a second click."""
    reponse = route.fetch()
    route.fulfill(response=reponse)
