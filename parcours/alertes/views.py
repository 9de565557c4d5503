"""Rupture alerts: every one of them, those of a record, and what a spreadsheet brought in already late."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from parcours.alertes import queries
from parcours.socle import dossier
from parcours.socle.droits import Droit, exige
from parcours.socle.reglages import reglages
from parcours.socle.web import acteur, rendre

bp = Blueprint("alertes", __name__, url_prefix="/alertes")

dossier.ajouter_des_etats(Droit.ALERTE_LIRE, queries.etats_par_personne, queries.etats_de_la_fiche)
dossier.ajouter_un_panneau(dossier.Panneau("ajout", 0, Droit.ALERTE_LIRE, "alertes/_du_dossier.html", queries.panneau))

PAR_PAGE = 50


@bp.get("/")
@exige(Droit.ALERTE_LIRE)
def liste() -> ResponseReturnValue:
    seuils = reglages()
    contacts, _ = queries.alertes_de_contact(acteur(), seuils)
    orientations = queries.alertes_d_orientation(acteur(), seuils)
    etapes = queries.etapes_a_franchir(acteur())
    return rendre("alertes/liste.html", **_page([*contacts, *orientations, *etapes], "alertes"))


@bp.get("/reprise")
@exige(Droit.ALERTE_LIRE)
def reprise() -> ResponseReturnValue:
    return rendre("alertes/reprise.html", **_page(queries.reprise(acteur()), "personnes"))


@bp.get("/echeances")
@exige(Droit.BILAN_LIRE)
def echeances() -> ResponseReturnValue:
    return rendre("alertes/echeances.html", **_page(queries.echeances(acteur().au_titre_de(Droit.BILAN_LIRE)), "alertes"))


def _page(tout: list[queries.AlerteDePersonne] | list[queries.AReprendre], nom: str) -> dict[str, Any]:
    """One page of a list already in memory."""
    pages = max(1, -(-len(tout) // PAR_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    debut = (page - 1) * PAR_PAGE
    return {nom: tout[debut : debut + PAR_PAGE], "total": len(tout), "page": page, "pages": pages, "debut": debut}
