"""Keeping the directory: what is to be completed or checked again, and what is published."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries
from parcours.annuaire.rules import schema
from parcours.annuaire.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.telechargement import telecharger
from parcours.socle.web import rendre


@bp.get("/a-completer")
@exige(Droit.ANNUAIRE_LIRE)
def a_completer() -> ResponseReturnValue:
    return rendre(
        "annuaire/a_completer.html",
        fiches=queries.publication.a_completer(),
        a_reverifier=queries.publication.a_reverifier(),
    )


@bp.get("/export.json")
@exige(Droit.ANNUAIRE_LIRE)
def exporter_json() -> Response:
    return telecharger(queries.publication.en_json(_publication()), _nom("annuaire", "json"))


@bp.get("/structures.csv")
@exige(Droit.ANNUAIRE_LIRE)
def exporter_structures() -> Response:
    contenu = queries.publication.en_csv(_publication().structures, schema.STRUCTURE)
    return telecharger(contenu, _nom("structures", "csv"))


@bp.get("/services.csv")
@exige(Droit.ANNUAIRE_LIRE)
def exporter_services() -> Response:
    return telecharger(queries.publication.en_csv(_publication().services, schema.SERVICE), _nom("services", "csv"))


def _publication() -> queries.publication.Publication:
    """Our rows; with those of other sources when the address asks for all."""
    return queries.publication.publication(tout=request.args.get("tout") == "y")


def _nom(quoi: str, extension: str) -> str:
    return f"{quoi}-{aujourd_hui():%Y-%m-%d}.{extension}"
