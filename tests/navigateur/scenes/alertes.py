"""Time passes: the two alerts appear when due, and disappear when their cause does."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from parcours.socle.droits import Role
from tests.navigateur.objets import Fiche, Formulaire, Rail
from tests.navigateur.scenes.eps_et_orientation import MERE, choisir_la_mipe
from tests.navigateur.scenes.suivi import ouvrir
from tests.navigateur.ville import Ville

SANS_CONTACT, SANS_REPONSE = "Perte de contact", "Orientation sans réponse"


def onze_jours_sans_reponse_de_la_mipe_alertent(ville: Ville, page: Page) -> None:
    """A second request, unanswered for more than ten days, is on the day's list with its reason."""
    fiche = ouvrir(page)
    fiche.geste("Orienter")
    formulaire = Formulaire(page)
    choisir_la_mipe(page)
    formulaire.contenu.get_by_role("radio", name=MERE).check()
    formulaire.ecrire("Ce qui est demandé", "Atelier de conversation")
    formulaire.envoyer("Envoyer l’orientation")
    expect(page.get_by_role("main")).to_contain_text("Atelier de conversation")
    ville.laisser_passer(9)
    Rail(page).aller("À faire")
    expect(Fiche(page).carte("À faire aujourd’hui")).not_to_contain_text(SANS_REPONSE)
    ville.laisser_passer(2)
    Rail(page).aller("À faire")
    expect(Fiche(page).carte("À faire aujourd’hui")).to_contain_text(SANS_REPONSE)
    expect(Fiche(page).carte("À faire aujourd’hui")).to_contain_text("MIPE")


def la_reponse_de_la_mipe_fait_disparaitre_l_alerte(ville: Ville, page: Page) -> None:
    """Even a refusal is an answer."""
    mipe = ville.comme(Role.PARTENAIRE)
    Rail(mipe).aller("À faire")
    mipe.get_by_role("link", name="Ouvrir et répondre").click()
    mipe.get_by_role("main").get_by_role("link", name="Refuser").click()
    formulaire = Formulaire(mipe)
    formulaire.contenu.get_by_role("radio").first.check()
    formulaire.envoyer("Refuser")
    expect(mipe.get_by_role("main")).to_contain_text("Refusée")
    Rail(page).aller("À faire")
    expect(Fiche(page).carte("À faire aujourd’hui")).not_to_contain_text(SANS_REPONSE)


def trente_jours_sans_contact_alertent(ville: Ville, page: Page) -> Fiche:
    """Counted from the last contact that succeeded, or from the day of the import."""
    ville.laisser_passer(18)
    fiche = ouvrir(page)
    expect(fiche.contenu).not_to_contain_text(SANS_CONTACT)
    ville.laisser_passer(3)
    fiche = ouvrir(page)
    expect(fiche.contenu.locator(".fiche-tete")).to_contain_text(SANS_CONTACT)
    Rail(page).aller("À faire")
    expect(Fiche(page).carte("À faire aujourd’hui")).to_contain_text(SANS_CONTACT)
    return fiche


def un_echange_fait_disparaitre_l_alerte(page: Page) -> None:
    """An attempt does not; a conversation does, as soon as it is written."""
    fiche = ouvrir(page)
    fiche.ajouter_un_echange("Message laissé sur le répondeur", comment="Appel", avec="La mère", abouti=False)
    expect(ouvrir(page).contenu.locator(".fiche-tete")).to_contain_text(SANS_CONTACT)
    fiche.ajouter_un_echange("Elle va bien, rendez-vous jeudi", comment="Appel", avec="La mère")
    expect(ouvrir(page).contenu.locator(".fiche-tete")).not_to_contain_text(SANS_CONTACT)
