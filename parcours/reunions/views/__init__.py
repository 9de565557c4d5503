"""Meetings: calendar, agenda, situations, the meeting itself, convened members; one module per screen."""

from parcours.reunions import queries
from parcours.reunions.access import parcours_inscrits
from parcours.reunions.views import (
    agenda,
    calendrier,
    convocations,
    deliberation,
    documents,
    dossier,
    membres,
    seance,
    serie,
    situations,
    types,
)
from parcours.reunions.views.blueprint import bp
from parcours.socle import dossier as registre
from parcours.socle import fil
from parcours.socle.droits import Droit
from parcours.socle.navigation import Entree

NAVIGATION = (Entree("Réunions", "reunions.liste", "calendar3", Droit.REUNION_LIRE, 40, "/reunions"),)
fil.contribuer("reunion", "Réunions", Droit.SITUATION_LIRE, queries.dossier.evenements_du_fil)
registre.dire_les_inscriptions(parcours_inscrits)

__all__ = [
    "NAVIGATION",
    "agenda",
    "bp",
    "calendrier",
    "convocations",
    "deliberation",
    "documents",
    "dossier",
    "membres",
    "seance",
    "serie",
    "situations",
    "types",
]
