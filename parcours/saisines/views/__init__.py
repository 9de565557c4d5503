"""Saisines of the PRE: list, typing, examination, one-time links, and the public form."""

from __future__ import annotations

from flask import Blueprint

from parcours.saisines import queries
from parcours.socle import dossier, fil
from parcours.socle.dossier import Panneau
from parcours.socle.droits import Droit
from parcours.socle.navigation import Entree

bp = Blueprint("saisines", __name__, url_prefix="/saisines")
NAVIGATION = (Entree("Saisines", "saisines.liste", "inbox", Droit.SAISINE_LIRE, 30, "/saisines"),)

dossier.ajouter_un_panneau(Panneau("situation", 10, Droit.SAISINE_LIRE, "saisines/_panneau.html", queries.contexte_du_panneau))
fil.contribuer("saisine", "Saisine", Droit.SAISINE_LIRE, queries.evenements_du_fil, sur_demande=True)

from parcours.saisines.views import instruction, issues, liens, liste, public, saisie  # noqa: E402

__all__ = ["NAVIGATION", "bp", "instruction", "issues", "liens", "liste", "public", "saisie"]
