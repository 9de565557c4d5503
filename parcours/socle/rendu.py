"""Page or fragment, decided in one place (architecture, principle 16)."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, request
from jinja2_fragments.flask import render_block


def veut_un_fragment() -> bool:
    """True for a plain htmx request; boosted and history-restore requests want the whole page."""
    entetes = request.headers
    return (
        entetes.get("HX-Request") == "true"
        and entetes.get("HX-Boosted") != "true"
        and entetes.get("HX-History-Restore-Request") != "true"
    )


def rendre(modele: str, bloc: str | None = None, **contexte: Any) -> Response:
    """Render `modele` whole, or only its block `bloc` when the request wants a fragment.

    The main form of a page is called `form`: the status is 422 when it carries errors, 409 when the page shows the
    `differences` between what was typed and what somebody else saved (`socle.conflits`).
    """
    fragment = bloc is not None and veut_un_fragment()
    html = render_block(modele, bloc, **contexte) if fragment and bloc else render_template(modele, **contexte)
    reponse = make_response(html)
    form = contexte.get("form")
    if form is not None and getattr(form, "errors", None):
        reponse.status_code = 422
    elif contexte.get("differences"):
        reponse.status_code = 409
    return varier(reponse)


def varier(reponse: Response) -> Response:
    """Tell caches which headers chose between page and fragment."""
    reponse.vary.update(("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return reponse


def suite(adresse: str) -> Response:
    """Go to `adresse` after a success: a redirect for a browser, HX-Redirect semantics for htmx."""
    if veut_un_fragment():
        reponse = make_response("", 204)
        reponse.headers["HX-Redirect"] = adresse
        return varier(reponse)
    return varier(make_response(redirect(adresse, 303)))
