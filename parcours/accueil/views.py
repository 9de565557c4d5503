"""« À faire aujourd'hui »: what each role finds on signing in, the reason before the gesture."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue

from parcours.accueil import queries
from parcours.accueil.rules import phrase_d_accueil
from parcours.alertes import queries as alertes
from parcours.cite_emploi import queries as cite_emploi
from parcours.saisines import queries as saisines
from parcours.socle.droits import Acteur, Droit, Role, exige
from parcours.socle.navigation import Entree
from parcours.socle.reglages import reglage, reglages
from parcours.socle.web import acteur, rendre

bp = Blueprint("accueil", __name__)
NAVIGATION = (Entree("À faire", "accueil.page", "sun", Droit.ACCUEIL_LIRE, 0, "/"),)

AU_PLUS = 25
"""Lines shown here; the others are one link away."""


@bp.get("/")
@exige(Droit.ACCUEIL_LIRE)
def page() -> ResponseReturnValue:
    qui = acteur()
    contexte: dict[str, Any] = {"lien": _lien, "nombre": 0, "suivi": None, "partenaire": None}
    if qui.peut(Droit.ALERTE_LIRE):
        contexte["suivi"] = _suivi(qui)
        contexte["nombre"] += contexte["suivi"]["nombre"]
    if Role.PARTENAIRE in qui.roles:
        contexte["partenaire"] = queries.orientations_a_repondre(qui, AU_PLUS)
        contexte["nombre"] += len(contexte["partenaire"])
    contexte["agenda"] = queries.agenda(qui) if qui.peut(Droit.REUNION_LIRE) else None
    contexte["saisines"] = None
    if qui.peut(Droit.SAISINE_LIRE):
        delai = contexte["suivi"]["delai_des_saisines"] if contexte["suivi"] else reglage("saisine_en_attente")
        contexte["saisines"] = saisines.a_signaler(qui, delai)
    contexte["reperages"] = _reperages(qui) if Role.COORDINATEUR_CITE in qui.roles else None
    contexte["installation"] = queries.installation() if qui.peut(Droit.AGENT_LIRE) else None
    contexte["lectures"] = queries.lectures_de_la_semaine() if qui.peut(Droit.JOURNAL_LIRE) else None
    contexte["pilotage"] = Role.PILOTE in qui.roles
    contexte["phrase"] = phrase_d_accueil(contexte["nombre"]) if contexte["suivi"] or Role.PARTENAIRE in qui.roles else ""
    return rendre("accueil/page.html", **contexte)


def _reperages(qui: Acteur) -> dict[str, Any]:
    """People spotted by partners that nobody has called, and exits whose news are due."""
    nombre, depuis = cite_emploi.a_appeler(qui)
    return {"nombre": nombre, "depuis": depuis, "nouvelles": len(cite_emploi.nouvelles_a_prendre(qui))}


def _suivi(qui: Acteur) -> dict[str, Any]:
    """Alerts, reminders and reviews of somebody who follows people."""
    seuils = reglages()
    contacts, total = alertes.alertes_de_contact(qui, seuils, au_plus=AU_PLUS)
    orientations = alertes.alertes_d_orientation(qui, seuils, au_plus=AU_PLUS)
    etapes = alertes.etapes_a_franchir(qui, au_plus=AU_PLUS) if qui.peut(Droit.BILAN_LIRE) else []
    rappels = queries.rappels_dus(qui, AU_PLUS)
    places = queries.places_du_pre(qui) if Role.COORDINATEUR_PRE in qui.roles else None
    urgentes = [a for a in contacts if a.alerte.motif.ton == "urgent"]
    return {
        "urgentes": [*urgentes, *orientations],
        "rappels": rappels,
        "autres": [*etapes, *(a for a in contacts if a.alerte.motif.ton != "urgent")],
        "nombre": total + len(orientations) + len(etapes) + len(rappels),
        "reste": max(0, total - len(contacts)),
        "places": places,
        "capacite": seuils["places_pre"],
        "delai_des_saisines": seuils["saisine_en_attente"],
        "reprise": places.repris if places and len(qui.roles) == 1 else queries.dossiers_repris(qui),
    }


def _lien(endpoint: str, **arguments: Any) -> str:
    """Address of a page of another domain; empty when this installation does not have it."""
    return url_for(endpoint, **arguments) if endpoint in current_app.view_functions else ""
