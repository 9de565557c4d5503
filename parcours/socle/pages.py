"""Pages that belong to no domain: health check, accessibility, help, personal data."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import text

from parcours.socle.base import db
from parcours.socle.droits import public
from parcours.socle.page_de_style import contexte_de_style
from parcours.socle.rendu import rendre

bp = Blueprint("socle", __name__)


@bp.get("/sante-du-service")
@public("probe of the server: says only that the base answers")
def sante_du_service() -> Response:
    db.session.execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@bp.get("/accessibilite")
@public("legal page (RGAA)")
def accessibilite() -> Response:
    return rendre("socle/accessibilite.html")


@bp.get("/aide")
@public("help carries no data")
def aide() -> Response:
    return rendre("socle/aide.html")


@bp.get("/donnees-personnelles")
@public("legal page (RGPD, article 13)")
def donnees_personnelles() -> Response:
    return rendre("socle/donnees_personnelles.html")


@bp.get("/robots.txt")
@public("keeps search engines away")
def robots() -> Response:
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


bp_de_style = Blueprint("style", __name__)


@bp_de_style.get("/style")
@public("development only: components with invented content")
def style() -> Response:
    return rendre("style/page.html", **contexte_de_style())
