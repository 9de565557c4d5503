"""What may be breaking, what was already late in a spreadsheet, and what the next step of a pathway of the PRE waits for."""

from parcours.alertes.queries.etapes import etapes_a_franchir
from parcours.alertes.queries.ruptures import (
    AlerteDePersonne,
    AReprendre,
    alertes_d_orientation,
    alertes_de,
    alertes_de_contact,
    du_dossier,
    echeances,
    etats_de_la_fiche,
    etats_par_personne,
    panneau,
    reprise,
)

__all__ = [
    "AReprendre",
    "AlerteDePersonne",
    "alertes_d_orientation",
    "alertes_de",
    "alertes_de_contact",
    "du_dossier",
    "echeances",
    "etapes_a_franchir",
    "etats_de_la_fiche",
    "etats_par_personne",
    "panneau",
    "reprise",
]
