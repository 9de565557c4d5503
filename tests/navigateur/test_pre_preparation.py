"""Preparing an EPS: planned, its agenda built in one gesture, ordered by dragging, its members added and convened."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.navigateur.conftest import OuvrirFenetre
from tests.navigateur.objets import Formulaire

JOUR = aujourd_hui() + timedelta(days=40)


def _prevoir(page: Page, lieu: str) -> None:
    formulaire = Formulaire(page)
    formulaire.cocher("EPS restreinte").ecrire("Date", f"{JOUR:%d/%m/%Y}").ecrire("Heure de début", "14h")
    formulaire.ecrire("Lieu", lieu).envoyer()
    expect(page.get_by_role("heading", level=1)).to_contain_text("EPS restreinte")


def _lignes(page: Page) -> list[str]:
    return [texte.split("\n")[0] for texte in page.locator(".agenda-eps .quoi").all_inner_texts()]


def _construire(page: Page) -> None:
    """What is due is already ticked."""
    page.get_by_role("link", name="Préparer l’ordre du jour").first.click()
    expect(page.get_by_role("group", name="Bilans à faire")).to_be_visible()
    for case in page.locator("[name=parcours]").all():
        case.check()
    page.get_by_role("button", name="Inscrire ce qui est coché").click()
    expect(page.locator("#avis, .messages").first).to_contain_text("à l’ordre du jour")


def _ajouter_un_point(page: Page) -> None:
    page.get_by_role("link", name="Ajouter un point sans nom").click()
    Formulaire(page).ecrire("Question posée aux membres", "Comment parler des écrans aux parents.").envoyer(
        "Ajouter à l’ordre du jour"
    )
    expect(page.locator(".agenda-eps")).to_contain_text("Appui à la pratique")


def test_de_la_date_a_la_convocation(fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE)
    page = onglet.ouvrir("/reunions/nouvelle")
    _prevoir(page, "Salle Vauban")
    _construire(page)
    _ajouter_un_point(page)
    avant = _lignes(page)
    assert len(avant) >= 3 and avant[-1] == "Appui à la pratique"
    expect(page.locator(".agenda-eps time").nth(1)).to_contain_text("14\u00a0h\u00a020")

    poignee, premiere = page.locator("[data-poignee]").last, page.locator(".agenda-eps > li").first
    poignee.scroll_into_view_if_needed()
    depart, arrivee = poignee.bounding_box(), premiere.bounding_box()
    assert depart and arrivee
    page.mouse.move(depart["x"] + depart["width"] / 2, depart["y"] + depart["height"] / 2)
    page.mouse.down()
    page.mouse.move(depart["x"], arrivee["y"] + 4, steps=8)
    with page.expect_response(lambda r: r.url.endswith("/ordre")):
        page.mouse.up()
    expect(page.locator(".agenda-eps .quoi").first).to_contain_text("Appui à la pratique")
    page.reload()
    assert _lignes(page) == [avant[-1], *avant[:-1]]

    page.get_by_role("link", name="Convoquer", exact=True).click()
    Formulaire(page).cocher("Autre Membre").envoyer("Enregistrer les convocations")
    expect(page.get_by_role("main")).to_contain_text("Autre Membre")
    onglet.rien_a_redire()


def test_au_telephone_sans_javascript_l_ordre_se_change_par_les_boutons(fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, "téléphone", javascript=False)
    page = onglet.ouvrir("/reunions/nouvelle")
    _prevoir(page, "Mairie")
    _construire(page)
    avant = _lignes(page)
    expect(page.locator("[data-poignee]").first).to_be_hidden()
    page.get_by_role("button", name="Descendre").first.click()
    assert _lignes(page)[:2] == [avant[1], avant[0]]
    largeur = page.locator("body").bounding_box()
    assert largeur and largeur["width"] <= 360
    page.get_by_role("link", name="Annuler cette réunion").click()
    page.get_by_role("button", name="Annuler cette réunion").click()
    expect(page.get_by_role("main")).to_contain_text("Annulée")


def test_une_liste_de_membres_se_colle_et_chacun_signe_la_charte(fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE)
    page = onglet.ouvrir("/reunions/membres/ajouter")
    Formulaire(page).ecrire(
        "Liste des membres, une personne par ligne",
        "Nom;Institution;E-mail\nInès MOREL;MIPE;ines.morel@college.example\nsans adresse;MIPE",
    ).envoyer("Voir ce qui a été compris")
    expect(page.get_by_role("main")).to_contain_text("Adresse électronique absente")
    page.get_by_role("button", name="Ajouter ces membres").click()
    ligne = page.get_by_role("row").filter(has_text="Inès Morel")
    expect(ligne).to_contain_text("À signer")
    page.get_by_role("checkbox", name="Inès Morel").check()
    page.get_by_role("button", name="Enregistrer les signatures").click()
    expect(page.get_by_role("row").filter(has_text="Inès Morel")).to_contain_text("Valable jusqu’au")
    onglet.rien_a_redire()
