"""The blueprint, and what every screen of the directory uses."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, request

from parcours.annuaire import queries
from parcours.annuaire.forms import RechercheForm
from parcours.annuaire.rules import TYPES, referentiels
from parcours.socle.droits import Droit, Role
from parcours.socle.web import acteur
from parcours.territoire.queries import communes

bp = Blueprint("annuaire", __name__, url_prefix="/annuaire")


@bp.app_context_processor
def _mots() -> dict[str, Any]:
    """Words of the reference lists, for the pages of the directory and for those that choose in it."""
    return {"mots_annuaire": referentiels.mots}


def choix_des_filtres() -> dict[str, Any]:
    """What the filters offer, for `annuaire/_filtres.html`."""
    return {
        "types": TYPES,
        "besoins": referentiels.besoins(),
        "publics": referentiels.en_vigueur("public"),
        "modes": referentiels.en_vigueur("mode_accueil"),
        "communes": choix_des_communes(),
        "quartiers": queries.quartiers_a_choisir(),
    }


def choix_des_communes() -> list[tuple[str, str]]:
    """Communes as (id, name)."""
    return [(str(c.id), c.nom) for c in communes()]


def arguments(form: RechercheForm) -> dict[str, Any]:
    """What keeps a search in an address."""
    criteres = form.saisie()
    return {
        "q": criteres.recherche or None,
        "type": criteres.type or None,
        "commune": criteres.commune_id,
        "besoin": criteres.besoin or None,
        "public": criteres.public or None,
        "mode": criteres.mode or None,
        "quartier": criteres.quartier_id,
        "fermees": "y" if criteres.fermees else None,
    }


def qui_lit() -> dict[str, Any]:
    """What a record depends on: the pathway one was choosing for (« Orienter ici »), and what is not shown to a partner."""
    qui = acteur()
    return {
        "parcours_id": request.args.get("pour", type=uuid.UUID) if qui.peut(Droit.ORIENTATION_ECRIRE) else None,
        "partenaire_seul": qui.roles <= {Role.PARTENAIRE},
    }
