"""A head on a phone without JavaScript presents a child; the coordination goes to the agreement of the family."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect

from parcours.socle.droits import Role
from tests.navigateur.accessibilite import tient_en_largeur, violations
from tests.navigateur.conftest import OuvrirFenetre
from tests.navigateur.objets import Formulaire, prete

ENFANT = "Noémie BAUDELLE"


def _un_lien(page: Page) -> str:
    """The path of a new link, as shown once to the coordination."""
    formulaire = Formulaire(page)
    formulaire.ecrire("Nom du prescripteur", "Mme Lemaire").envoyer("Afficher l’adresse à copier")
    adresse = urlsplit(page.get_by_label("Adresse à remettre").input_value())
    return f"{adresse.path}?{adresse.query}"


def _presenter_l_enfant(page: Page) -> None:
    """What a head fills in, standing, in a few minutes."""
    formulaire = Formulaire(page)
    page.locator("#prenom").fill("Noémie")
    page.locator("#nom").fill("Baudelle")
    formulaire.ecrire("Date de naissance", "8/3/2018").ecrire("Classe", "CE2").ecrire("Adresse", "3 rue Inconnue")
    page.locator("#etablissement_id").select_option(index=1)
    page.locator("#commune_id").select_option(label="Longuenesse (62219)")
    page.locator("#titulaire1_prenom").fill("Alice")
    page.locator("#titulaire1_nom").fill("Baudelle")
    page.locator("#titulaire1_telephone").fill("06 43 24 00 35")
    page.locator("#motif_principal").select_option(index=1)
    page.locator("#faits").fill("Ne lit pas encore les consignes.")
    page.get_by_label("RASED").check()
    page.get_by_label("Oui, à l’oral").check()
    page.get_by_label("Le premier parent").check()


def test_d_un_telephone_sans_javascript_jusqu_a_l_accord(fenetre: OuvrirFenetre) -> None:
    bureau = fenetre(Role.COORDINATEUR_PRE)
    lien = _un_lien(bureau.ouvrir("/saisines/liens/nouveau"))

    telephone = fenetre(None, "téléphone", javascript=False)
    page = telephone.ouvrir(lien)
    expect(page.get_by_text("Un enfant est en danger")).to_be_visible()
    largeur = page.viewport_size["width"] if page.viewport_size else 0
    assert page.locator("body").bounding_box()["width"] <= largeur  # type: ignore[index]
    _presenter_l_enfant(page)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", name="Un point est à corriger")).to_be_visible()
    assert page.locator("#faits").input_value() == "Ne lit pas encore les consignes."
    page.get_by_label("Famille informée le").fill("hier")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", name="C’est envoyé")).to_be_visible()
    assert "Baudelle" not in page.content() and "Noémie" not in page.content()
    page.goto(telephone.adresse + lien)
    expect(page.get_by_role("heading", name="Ce lien n’est plus valable")).to_be_visible()

    page = bureau.ouvrir("/saisines/?q=baudelle")
    page.get_by_role("link", name="BAUDELLE Noémie").click()
    expect(page.get_by_text("Ne lit pas encore les consignes.")).to_be_visible()
    page.get_by_role("link", name="Vérifier la recevabilité").click()
    expect(page.get_by_text("Aucune fiche du PRE ne ressemble")).to_be_visible()
    page.get_by_role("button", name="Déclarer recevable").click()
    page.get_by_role("link", name="Noter la rencontre").click()
    Formulaire(page).ecrire("Lieu", "À l’école").ecrire("Qui était là", "La mère").envoyer("Enregistrer la rencontre")
    page.get_by_role("link", name="Enregistrer l’accord").click()
    page.get_by_label("Oui", exact=True).check()
    page.get_by_role("button", name="Enregistrer l’accord").click()
    expect(page.get_by_text("Accord obtenu").first).to_be_visible()
    page.get_by_role("link", name="Fiche de l’enfant").click()
    expect(page.get_by_role("heading", name=ENFANT)).to_be_visible()
    expect(page.get_by_text("Accord confirmé").first).to_be_visible()
    bureau.rien_a_redire()


def test_le_formulaire_public_est_accessible_et_tient_sur_un_telephone(fenetre: OuvrirFenetre) -> None:
    lien = _un_lien(fenetre(Role.COORDINATEUR_PRE).ouvrir("/saisines/liens/nouveau"))
    telephone = fenetre(None, "téléphone")
    page = telephone.ouvrir(lien)
    for _ in range(2):
        assert violations(page) == []
        tient_en_largeur(page)
        page.get_by_role("button", name="Envoyer la demande").click()
        expect(page.get_by_text("points sont à corriger")).to_be_visible()
    for chemin in ("/saisines/recue?ref=K7M-4QX", "/saisines/demande?cle=rien"):
        assert violations(telephone.ouvrir(chemin)) == []
        tient_en_largeur(page)
    telephone.rien_a_redire(sauf=lambda plainte: "404" in plainte or "422" in plainte)


def test_le_brouillon_s_enregistre_pendant_la_saisie(fenetre: OuvrirFenetre) -> None:
    bureau = fenetre(Role.SECRETARIAT_PRE, "téléphone")
    page = bureau.ouvrir("/saisines/nouvelle")
    Formulaire(page).ecrire("Prénom de l’enfant", "Lou").ecrire("Nom de l’enfant", "Vasseur").ecrire(
        "Qui présente la situation", "M. Fasquel"
    ).envoyer("Continuer")
    prete(page).locator("#faits").fill("Reste seule dans la cour.")
    expect(page.locator("#brouillon")).to_have_text(re.compile(r"Brouillon enregistré à \d+\sh.*"), timeout=15_000)
    page.locator("#classe").fill("CM1")
    page.locator("#classe").blur()
    page.wait_for_timeout(2500)
    page.reload()
    assert page.locator("#faits").input_value() == "Reste seule dans la cour."
    assert page.locator("#classe").input_value() == "CM1"
    bureau.rien_a_redire()


def test_ce_qui_est_tape_avant_que_la_page_soit_prete_est_enregistre(fenetre: OuvrirFenetre) -> None:
    bureau = fenetre(Role.SECRETARIAT_PRE, "téléphone")
    page = bureau.ouvrir("/saisines/nouvelle")
    retenues: list[Route] = []

    def retenir(route: Route) -> None:
        retenues.append(route)

    Formulaire(page).ecrire("Prénom de l’enfant", "Ana").ecrire("Nom de l’enfant", "Lente").ecrire(
        "Qui présente la situation", "M. Fasquel"
    )
    page.route("**/parcours.js*", retenir, times=1)
    page.get_by_role("main").get_by_role("button", name="Continuer").click()
    page.locator("#faits").fill("Tapé sur une connexion lente.")
    expect(page.locator("#brouillon")).not_to_contain_text("Brouillon enregistré")
    retenues[0].continue_()
    expect(page.locator("#brouillon")).to_contain_text("Brouillon enregistré")
    page.goto(page.url)
    expect(page.locator("#faits")).to_have_value("Tapé sur une connexion lente.")
    bureau.rien_a_redire()
