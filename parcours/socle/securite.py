"""Headers, cross-site refusal, route lock at run time."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from parcours.socle.droits import METHODES_DE_LECTURE
from parcours.socle.rendu import varier, veut_un_fragment

POLITIQUE_DE_CONTENU = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'"
)
ENTETES = {
    "Content-Security-Policy": POLITIQUE_DE_CONTENU,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
POINTS_SANS_CACHE_INTERDIT = frozenset({"static"})


def enregistrer(app: Flask, *, https: bool) -> None:
    """Close every route by default and put the headers on every answer, errors and files included."""

    @app.before_request
    def _meme_site() -> None:
        if request.method in METHODES_DE_LECTURE:
            return
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            abort(403)
        origine = request.headers.get("Origin")
        if origine and _hote(origine) != request.host:
            abort(403)

    @app.before_request
    def _fermee_par_defaut() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # Flask answers 404 or 405
        return _admettre(app.view_functions[request.endpoint])

    @app.after_request
    def _entetes(reponse: Response) -> Response:
        for nom, valeur in ENTETES.items():
            reponse.headers.setdefault(nom, valeur)
        if https:
            reponse.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint not in POINTS_SANS_CACHE_INTERDIT:
            reponse.headers["Cache-Control"] = "no-store"
        return reponse


def _hote(adresse: str) -> str | None:
    """Host of an address, None when it is not one: the header is anybody's text."""
    try:
        return urlsplit(adresse).netloc
    except ValueError:
        return None


def _admettre(vue: object) -> ResponseReturnValue | None:
    """Let the request through, send it to the sign-in page, or refuse it (403)."""
    if getattr(vue, "public", None) is not None:
        return None
    droit = getattr(vue, "droit", None)
    if droit is None:
        abort(403)
    qui = g.get("acteur")
    if qui is None:
        return _vers_la_connexion()
    if not qui.peut(droit):
        abort(403)
    return None


def _vers_la_connexion() -> ResponseReturnValue:
    """Send an anonymous visitor to the sign-in page, which brings them back afterwards."""
    retour = request.full_path.rstrip("?") if request.method == "GET" else None
    adresse = url_for("comptes.connexion", suite=retour) if retour and retour != "/" else url_for("comptes.connexion")
    if veut_un_fragment():
        reponse = Response(status=401)
        reponse.headers["HX-Redirect"] = url_for("comptes.connexion")
        return varier(reponse)
    return redirect(adresse, 302)


def adresse_interne(adresse: str | None) -> str | None:
    """`adresse` when it stays on this site (a path of one leading slash), else None."""
    if not adresse or not adresse.startswith("/") or adresse.startswith(("//", "/\\")) or "\\" in adresse:
        return None
    return adresse if _hote(adresse) == "" else None
