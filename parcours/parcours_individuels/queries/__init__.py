"""Pathways of one person, and what they bring to the list and to the record."""

from parcours.parcours_individuels.queries.fiche import VUES, contexte_des_etapes, contexte_du_parcours, gestes
from parcours.parcours_individuels.queries.fil import evenements_du_fil
from parcours.parcours_individuels.queries.objectifs import contexte_des_objectifs, objectifs_du
from parcours.parcours_individuels.queries.parcours import (
    avertir_avant_fusion,
    courant,
    motifs_de,
    motifs_du,
    parcours_de,
    suites_possibles,
)

__all__ = [
    "VUES",
    "avertir_avant_fusion",
    "contexte_des_etapes",
    "contexte_des_objectifs",
    "contexte_du_parcours",
    "courant",
    "evenements_du_fil",
    "gestes",
    "motifs_de",
    "motifs_du",
    "objectifs_du",
    "parcours_de",
    "suites_possibles",
]
