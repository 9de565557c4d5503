"""The one place that turns any error into a page."""

from __future__ import annotations

import logging

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from parcours.socle.exceptions import ConflitDeVersion, ErreurDuDomaine
from parcours.socle.rendu import rendre

journal_technique = logging.getLogger("parcours")

PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


def _page(code: int, message: str | None = None) -> ResponseReturnValue:
    modele = code if code in PAGES and code != 405 else 404 if code == 405 else 400 if code < 500 else 500
    return rendre(f"erreurs/{modele}.html", message=message, code=code), code


def enregistrer(app: Flask) -> None:
    """Register the handlers; no message carries a value typed by the user or read from the base."""

    @app.errorhandler(HTTPException)
    def _http(erreur: HTTPException) -> ResponseReturnValue:
        if erreur.response is not None:
            return erreur.response
        return _page(erreur.code or 500)

    @app.errorhandler(CSRFError)
    def _csrf(_: CSRFError) -> ResponseReturnValue:
        return _page(400, "Cette page est restée ouverte trop longtemps. Rechargez-la, puis recommencez.")

    @app.errorhandler(ErreurDuDomaine)
    def _domaine(erreur: ErreurDuDomaine) -> ResponseReturnValue:
        code = 409 if isinstance(erreur, ConflitDeVersion) else 422
        return _page(code, str(erreur))

    @app.errorhandler(StaleDataError)
    def _perime(_: StaleDataError) -> ResponseReturnValue:
        return _page(409, "Quelqu’un vient d’enregistrer cette fiche. Rouvrez-la pour voir sa version.")

    @app.errorhandler(IntegrityError)
    def _integrite(_: IntegrityError) -> ResponseReturnValue:
        journal_technique.warning("integrite refusee endpoint=%s", request.endpoint)
        return _page(409, "Cet enregistrement existe déjà, ou vient d’être modifié.")

    @app.errorhandler(OperationalError)
    def _base(erreur: OperationalError) -> ResponseReturnValue:
        journal_technique.error("base indisponible endpoint=%s type=%s", request.endpoint, type(erreur.orig).__name__)
        return _page(503)

    @app.errorhandler(Exception)
    def _imprevu(erreur: Exception) -> ResponseReturnValue:
        if app.config["PROPAGER"]:
            raise erreur
        # The traceback's frames are kept, its message is not: it may quote data.
        import traceback

        cadres = " < ".join(
            f"{c.filename.rsplit('/', 1)[-1]}:{c.lineno}" for c in reversed(traceback.extract_tb(erreur.__traceback__))
        )
        journal_technique.error("imprevu endpoint=%s type=%s %s", request.endpoint, type(erreur).__name__, cadres)
        return _page(500)
