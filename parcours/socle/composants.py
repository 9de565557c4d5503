"""The macros of templates/composants/, gathered under one name: `ui.champ(...)`, `ui.vide(...)`.

A block rendered alone for htmx does not run the imports written at the top of its template; a global does not
have that trap, and a page needs no list of imports.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import Environment

FEUILLES = ("formulaires", "gestes", "cartes", "fiche", "listes")


class Composants:
    """Looks a macro up at each use, so that a changed file shows at once in development."""

    def __init__(self, environnement: Environment) -> None:
        self._environnement = environnement

    def __getattr__(self, nom: str) -> Callable[..., Any]:
        if not nom.startswith("_"):
            for feuille in FEUILLES:
                macro = getattr(self._environnement.get_template(f"composants/{feuille}.html").module, nom, None)
                if callable(macro):
                    return macro  # type: ignore[no-any-return]
        raise AttributeError(f"Aucun composant ne s'appelle {nom}")


def installer(app: Flask) -> None:
    """Make `ui` known to every template. To be called after the other globals (icone, csrf_token) are in place."""
    app.jinja_env.globals["ui"] = Composants(app.jinja_env)
