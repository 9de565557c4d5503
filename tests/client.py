"""Test client that checks the whole site's conventions on every page it opens (architecture, principle 18)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from flask import g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class _Page(HTMLParser):
    """Collects what the checks need."""

    def __init__(self) -> None:
        super().__init__()
        self.h1 = 0
        self.titre = ""
        self._dans_titre = False
        self.ids: list[str] = []
        self.formulaires: list[dict[str, str | None]] = []
        self.interdits: list[str] = []
        self.champs_sans_nom: list[str] = []
        self._etiquettes: set[str] = set()
        self._champs: list[dict[str, str | None]] = []
        self.jetons: dict[str, str] = {}
        self.texte: list[str] = []
        self._muet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if tag == "h1":
            self.h1 += 1
        self._dans_titre = tag == "title"
        if a.get("id"):
            self.ids.append(str(a["id"]))
        if tag == "form":
            self.formulaires.append(a)
        if tag == "label" and a.get("for"):
            self._etiquettes.add(str(a["for"]))
        if tag in {"input", "select", "textarea"} and a.get("type") not in {"hidden", "submit", "button"}:
            self._champs.append(a)
        if tag == "input" and a.get("type") == "hidden" and a.get("name"):
            self.jetons[str(a["name"])] = str(a.get("value") or "")
        if "style" in a or any(nom.startswith("on") for nom in a) or any(nom.startswith("hx-on") for nom in a):
            self.interdits.append(f"<{tag} {attrs}>")
        if (tag == "script" and "src" not in a) or tag == "style":
            self.interdits.append(f"<{tag}>")
        if tag in {"script", "style", "code", "pre"}:
            self._muet += 1

    def handle_endtag(self, tag: str) -> None:
        self._dans_titre = False
        if tag in {"script", "style", "code", "pre"}:
            self._muet -= 1

    def handle_data(self, data: str) -> None:
        if self._dans_titre:
            self.titre += data
        elif not self._muet:
            self.texte.append(data)

    def sans_etiquette(self) -> list[dict[str, str | None]]:
        """Visible fields that no label names."""
        return [
            c
            for c in self._champs
            if c.get("id") not in self._etiquettes and not c.get("aria-label") and not c.get("aria-labelledby")
        ]


_APOSTROPHE = re.compile(r"[a-zA-ZÀ-ÿ]'[a-zA-ZÀ-ÿ]")
_GUILLEMETS = re.compile(r'"[^"]{2,}"')
_PONCTUATION = re.compile(r"[A-Za-zÀ-ÿ0-9)»] [;:!?](?=\s|$)")


def verifier_la_page(html: str, adresse: str) -> _Page:
    """Check one full page: one h1, a title, unique ids, labelled fields, form actions, no inline code, French signs."""
    page = _Page()
    page.feed(html)
    assert page.h1 == 1, f"{adresse} : {page.h1} h1"
    assert page.titre.strip(), f"{adresse} : sans titre"
    doubles = {i for i in page.ids if page.ids.count(i) > 1}
    assert not doubles, f"{adresse} : identifiants répétés {doubles}"
    assert not page.interdits, f"{adresse} : code en ligne {page.interdits[:3]}"
    assert all("action" in f for f in page.formulaires), f"{adresse} : formulaire sans action"
    assert not page.sans_etiquette(), f"{adresse} : champs sans étiquette {page.sans_etiquette()[:3]}"
    texte = "".join(page.texte)
    for regle, nom in (
        (_APOSTROPHE, "apostrophe droite"),
        (_GUILLEMETS, "guillemets droits"),
        (_PONCTUATION, "espace sécable"),
    ):
        trouve = regle.search(texte)
        assert not trouve, f"{adresse} : {nom} dans « {texte[max(0, trouve.start() - 30) : trouve.end() + 30]} »"
    return page


class ClientVerifie(FlaskClient):
    """Flask's client; `voir` opens a page and checks it, `envoyer` posts a form with the page's own hidden fields."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """One request. A test holds an application context, which Flask would share with it: start from an empty `g`,
        or the person signed in by one request would still act in the next.
        """
        if has_app_context():
            for nom in list(g):
                g.pop(nom)
        return super().open(*args, **kwargs)

    def voir(self, adresse: str, **options: Any) -> TestResponse:
        """GET a full page, expect 200, check it."""
        reponse = self.get(adresse, **options)
        assert reponse.status_code == 200, f"{adresse} → {reponse.status_code}"
        verifier_la_page(reponse.text, adresse)
        return reponse

    def envoyer(
        self, adresse: str, depuis: str | None = None, data: dict[str, Any] | None = None, **options: Any
    ) -> TestResponse:
        """POST a form as a browser would: hidden fields taken from the page that shows it.

        Args:
            adresse: address the form posts to.
            depuis: page that shows the form (`adresse` by default).
            data: fields filled in; they win over the page's hidden fields.
        """
        page = _Page()
        page.feed(self.get(depuis or adresse).text)
        return self.post(adresse, data={**page.jetons, **(data or {})}, **options)

    def connecter(self, courriel: str, phrase: str) -> TestResponse:
        """Sign in through the page."""
        return self.envoyer("/connexion", data={"courriel": courriel, "phrase": phrase})
