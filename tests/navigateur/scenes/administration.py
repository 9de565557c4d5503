"""The administrator gives and takes back rights by one-time links, and opens no case file."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from parcours.socle.droits import Role
from tests.navigateur.objets import Formulaire, PageDeConnexion, Rail
from tests.navigateur.ville import Ville

COURRIEL = "lea.dumont@parcours.example"
PREMIERE, SECONDE = "trois canards sur le canal", "quatre barques sous le pont"


def l_administrateur_invite_une_agente(page: Page) -> str:
    """No mail is set up: the link is shown once, on screen."""
    Rail(page).aller("Comptes")
    page.get_by_role("link", name="Inviter un agent").click()
    formulaire = Formulaire(page)
    formulaire.ecrire("Prénom", "Léa").ecrire("Nom", "Dumont").ecrire("Adresse électronique professionnelle", COURRIEL)
    formulaire.choisir("Rôle", Role.REFERENT_PRE.libelle).envoyer("Inviter")
    return _lien(page)


def elle_choisit_sa_phrase_et_se_connecte(ville: Ville, lien: str, phrase: str = PREMIERE) -> Page:
    """The link opens a page that asks for a pass-phrase, once."""
    page = ville.fenetre().page
    page.goto(lien)
    page.get_by_label("phrase de passe").first.fill(phrase)
    page.get_by_role("button", name="Enregistrer ma phrase de passe").click()
    PageDeConnexion(page, ville.adresse).se_connecter(COURRIEL, phrase)
    expect(page.get_by_role("heading", name="À faire aujourd’hui")).to_be_visible()
    return page


def le_lien_ne_sert_plus(ville: Ville, lien: str) -> None:
    """Whoever finds it later gets nothing."""
    page = ville.fenetre().page
    page.goto(lien)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien n’est plus valable")


def il_lui_remet_un_nouveau_lien(page: Page) -> str:
    """A forgotten pass-phrase, the same way."""
    _ouvrir_le_compte(page)
    page.get_by_role("button", name="Nouveau lien pour la phrase de passe").click()
    return _lien(page)


def une_habilitation_vaut_a_la_requete_suivante(page: Page, agente: Page) -> None:
    """Given: the menu grows. Ended: what it opened is refused at the next click."""
    Rail(agente).aller("À faire")
    expect(agente.get_by_role("navigation", name="Principale").get_by_role("link", name="Imports")).to_have_count(0)
    _ouvrir_le_compte(page)
    page.get_by_role("link", name="Donner une habilitation").click()
    Formulaire(page).choisir("Rôle", Role.COORDINATEUR_PRE.libelle).envoyer("Donner cette habilitation")
    Rail(agente).aller("À faire")
    Rail(agente).aller("Imports")
    expect(agente.get_by_role("heading", name="Imports", exact=True)).to_be_visible()
    page.get_by_role("link", name=f"Mettre fin : {Role.COORDINATEUR_PRE.libelle}").click()
    Formulaire(page).cocher("Tout de suite").envoyer("Mettre fin")
    reponse = agente.reload()
    assert reponse is not None
    assert reponse.status == 403


def tous_les_dossiers_lui_sont_refuses(ville: Ville, page: Page, adresses: list[str]) -> None:
    """Neither in the menu, nor by their addresses."""
    menu = page.get_by_role("navigation", name="Principale")
    for entree in ("Personnes", "Réunions", "Imports"):
        expect(menu.get_by_role("link", name=entree)).to_have_count(0)
    for adresse in [*adresses, "/beneficiaires", "/beneficiaires?q=aubry", "/imports", "/reunions/", "/orientations/"]:
        reponse = page.goto(ville.adresse + adresse)
        assert reponse is not None
        assert reponse.status in {403, 404}, f"{adresse} : {reponse.status}"
        expect(page.locator("main")).not_to_contain_text("AUBRY")


def _ouvrir_le_compte(page: Page) -> None:
    Rail(page).aller("Comptes")
    page.get_by_role("main").get_by_role("link", name="DUMONT Léa").click()


def _lien(page: Page) -> str:
    lien = page.get_by_label("Adresse à remettre").input_value()
    page.get_by_role("link", name="J’ai copié l’adresse").click()
    return lien
