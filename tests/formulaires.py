"""Reading the forms of a page as a browser would send them back."""

from __future__ import annotations

from html.parser import HTMLParser


class _Formulaires(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.formulaires: list[tuple[str, str, dict[str, str]]] = []
        self._courant: dict[str, str] | None = None
        self._liste: str | None = None
        self._texte: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {nom: valeur or "" for nom, valeur in attrs}
        if tag == "form":
            self._courant = {}
            self.formulaires.append((a.get("action", ""), a.get("method", "get").lower(), self._courant))
        if self._courant is None:
            return
        nom = a.get("name")
        if tag == "input" and nom and a.get("type") not in {"submit", "button", "file"}:
            if a.get("type") in {"checkbox", "radio"} and "checked" not in a:
                return
            self._courant[nom] = a.get("value", "on")
        elif tag == "select" and nom:
            self._liste = nom
        elif tag == "option" and self._liste and ("selected" in a or self._liste not in self._courant):
            self._courant[self._liste] = a.get("value", "")
        elif tag == "textarea" and nom:
            self._texte = nom
            self._courant[nom] = ""

    def handle_data(self, data: str) -> None:
        if self._texte and self._courant is not None:
            self._courant[self._texte] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._courant = None
        elif tag == "select":
            self._liste = None
        elif tag == "textarea" and self._texte and self._courant is not None:
            # A browser drops the first line break of a text area.
            self._courant[self._texte] = self._courant[self._texte].removeprefix("\n")
            self._texte = None


def champs_du_formulaire(html: str, action: str) -> dict[str, str]:
    """Values that the form posting to `action` would send as it stands.

    Raises:
        LookupError: the page has no such form.
    """
    page = _Formulaires()
    page.feed(html)
    for adresse, methode, champs in page.formulaires:
        if methode == "post" and adresse == action:
            return champs
    raise LookupError(f"Aucun formulaire vers {action} ; la page a {[f[0] for f in page.formulaires]}")
