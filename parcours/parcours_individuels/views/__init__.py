"""Pathways: opening, state, dates, objectives, actions."""

from __future__ import annotations

from flask import Blueprint

from parcours.parcours_individuels import queries
from parcours.parcours_individuels.rules import note_en_mots
from parcours.socle import dossier, fil
from parcours.socle.dossier import GesteDeFiche, Panneau
from parcours.socle.droits import Droit

bp = Blueprint("parcours_individuels", __name__, url_prefix="/parcours")
bp.add_app_template_filter(note_en_mots)

dossier.definir_les_vues(queries.VUES)
dossier.ajouter_un_panneau(
    Panneau("etapes", 0, Droit.PARCOURS_LIRE, "parcours_individuels/_etapes.html", queries.contexte_des_etapes)
)
dossier.ajouter_un_panneau(
    Panneau("cote", 20, Droit.PARCOURS_LIRE, "parcours_individuels/_objectifs.html", queries.contexte_des_objectifs)
)
dossier.ajouter_un_panneau(
    Panneau("cote", 10, Droit.BILAN_LIRE, "parcours_individuels/_bilans.html", queries.contexte_des_bilans)
)
dossier.ajouter_un_panneau(
    Panneau("cote", 25, Droit.PARCOURS_LIRE, "parcours_individuels/_actions.html", queries.contexte_des_actions)
)
dossier.ajouter_un_panneau(
    Panneau("situation", 20, Droit.PARCOURS_LIRE, "parcours_individuels/_parcours.html", queries.contexte_du_parcours)
)
dossier.ajouter_un_geste(GesteDeFiche(40, Droit.PARCOURS_ECRIRE, queries.gestes))
dossier.avertir_avant_fusion(Droit.PARCOURS_LIRE, queries.avertir_avant_fusion)
fil.contribuer("bilans", "Bilans et sorties", Droit.BILAN_LIRE, queries.bilans_du_fil)
fil.contribuer("parcours", "Parcours, objectifs et actions", Droit.PARCOURS_LIRE, queries.evenements_du_fil)

from parcours.parcours_individuels.views import actions, bilans, contrats, documents, objectifs, parcours, sorties  # noqa: E402

__all__ = ["actions", "bilans", "bp", "contrats", "documents", "objectifs", "parcours", "sorties"]
