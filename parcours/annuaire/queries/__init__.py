"""Reading the directory: it names organisations, not people; whoever holds ANNUAIRE_LIRE reads it all."""

from parcours.annuaire.queries import arrivages, publication
from parcours.annuaire.queries.recherche import PAR_PAGE, Ligne, chercher
from parcours.annuaire.queries.structures import (
    a_ouvrir,
    choix,
    commune_de,
    ouvertes,
    quartiers_a_choisir,
    reconnaitre,
    service_a_choisir,
    services_de,
    tous_services,
    toutes,
)

__all__ = [
    "PAR_PAGE",
    "Ligne",
    "a_ouvrir",
    "arrivages",
    "chercher",
    "choix",
    "commune_de",
    "ouvertes",
    "publication",
    "quartiers_a_choisir",
    "reconnaitre",
    "service_a_choisir",
    "services_de",
    "tous_services",
    "toutes",
]
