"""Page objects: what a person does on a page, in the words of the page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def prete(page: Page) -> Page:
    """The same page once its scripts listen: a person types after that, a test would type before."""
    page.wait_for_load_state("domcontentloaded")
    page.locator("html.pret:not(:has(.htmx-settling)), html:not(.js)").wait_for(state="attached")  # no class without JavaScript
    return page


class PageDeConnexion:
    """The sign-in page."""

    def __init__(self, page: Page, adresse: str) -> None:
        self.page = page
        self.adresse = adresse

    def se_connecter(self, courriel: str, phrase: str) -> None:
        """Type the address and the pass-phrase, and send."""
        self.page.goto(f"{self.adresse}/connexion")
        self.page.get_by_label("Adresse électronique").fill(courriel)
        self.page.get_by_label("Phrase de passe").first.fill(phrase)
        self.page.get_by_role("main").get_by_role("button", name="Se connecter").click()


class Rail:
    """What is on every page: menu, search, sign-out."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def aller(self, entree: str) -> None:
        """Open an entry of the main menu; on a phone the last ones are under "Plus"."""
        menu = self.page.get_by_role("navigation", name="Principale")
        lien = menu.get_by_role("link", name=entree).first
        lien.wait_for(state="attached")
        if not lien.is_visible():
            menu.get_by_text("Plus", exact=True).click()
            lien = menu.get_by_role("link", name=entree).last
        lien.click()

    def chercher(self, mots: str) -> None:
        """Look for a person from anywhere."""
        self.page.get_by_role("searchbox").first.fill(mots)
        self.page.get_by_role("searchbox").first.press("Enter")

    def se_deconnecter(self) -> None:
        """Leave."""
        self.page.get_by_role("button", name="Se déconnecter").click()


class Fiche:
    """The record of a person."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.contenu = page.get_by_role("main")

    def carte(self, titre: str) -> Locator:
        """A card, by the words of its heading."""
        return self.contenu.locator("section.carte").filter(has=self.page.get_by_role("heading", name=titre, exact=True)).first

    @property
    def fil(self) -> Locator:
        """The timeline."""
        return self.page.locator("#fil")

    def evenement(self, quoi: str) -> Locator:
        """The most recent event of the timeline that says these words."""
        return self.fil.get_by_role("listitem").filter(has_text=quoi).first

    def section(self, nom: str) -> None:
        """Open one of the sections of the record."""
        lien = self.page.get_by_role("navigation", name="Sections de la fiche").get_by_role("link", name=nom)
        lien.click()
        expect(self.page.get_by_role("navigation", name="Sections de la fiche").locator("[aria-current]")).to_have_text(nom)

    def geste(self, nom: str) -> None:
        """One of the gestures beside the name."""
        self.page.locator(".identite").get_by_role("link", name=nom).click()

    def ajouter_un_echange(
        self, texte: str, *, comment: str, avec: str, abouti: bool = True, rappel: tuple[str, str] | None = None
    ) -> None:
        """Fill the quick form and save; the timeline shows it."""
        formulaire = self.page.locator("#ajout-echange")
        formulaire.get_by_label("Comment").select_option(label=comment)
        formulaire.get_by_label("Avec qui").select_option(label=avec)
        formulaire.get_by_label("Abouti" if abouti else "Tenté, sans réponse").check()
        formulaire.get_by_label("Ce qui s’est dit").fill(texte)
        if rappel:
            formulaire.get_by_text("Programmer un rappel").click()
            formulaire.get_by_label("À rappeler le").fill(rappel[0])
            formulaire.get_by_label("Pour quoi").fill(rappel[1])
        formulaire.get_by_role("button", name="Enregistrer").click()
        expect(self.evenement(texte)).to_be_visible()


class Formulaire:
    """The form of a page, sent as a person sends it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.contenu = page.get_by_role("main")

    def ecrire(self, libelle: str, valeur: str) -> Formulaire:
        """Type in one field, found by its label as it is read."""
        self._champ(libelle).fill(valeur)
        return self

    def choisir(self, libelle: str, valeur: str) -> Formulaire:
        """Choose in a list, by the words shown."""
        self._champ(libelle).select_option(label=valeur)
        return self

    def choisir_celui_qui_contient(self, libelle: str, mots: str) -> Formulaire:
        """Choose in a list the first line with these words."""
        champ = self._champ(libelle)
        champ.locator("option", has_text=mots).first.wait_for(state="attached")
        champ.select_option(label=champ.locator("option", has_text=mots).first.inner_text())
        return self

    def cocher(self, *libelles: str) -> Formulaire:
        """Tick boxes or choose radio buttons."""
        for libelle in libelles:
            prete(self.page)
            self.contenu.get_by_label(libelle).first.check()
        return self

    def envoyer(self, bouton: str = "Enregistrer") -> None:
        """Press the button."""
        prete(self.page)
        self.contenu.get_by_role("button", name=bouton).first.click()

    def _champ(self, libelle: str) -> Locator:
        nomme = prete(self.page).get_by_label(re.compile(rf"^\s*{re.escape(libelle)}\s*(\(obligatoire\))?\s*$"))
        return self.contenu.locator("input, select, textarea").and_(nomme).first
