"""Page objects: what a person does on a page, in the words of the page."""

from __future__ import annotations

from playwright.sync_api import Page


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
        """Open an entry of the main menu."""
        self.page.get_by_role("navigation").get_by_role("link", name=entree).first.click()

    def chercher(self, mots: str) -> None:
        """Look for a person from anywhere."""
        self.page.get_by_role("searchbox").first.fill(mots)
        self.page.get_by_role("searchbox").first.press("Enter")
