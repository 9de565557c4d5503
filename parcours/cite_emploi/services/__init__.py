"""Verbs of the Cité de l'Emploi: spot, move on, diagnose, ask for an offer, record the exit and the news, make a cohort."""

from parcours.cite_emploi.services.cohortes import ajouter_des_membres, enregistrer_cohorte, retirer_un_membre
from parcours.cite_emploi.services.diagnostic import enregistrer_diagnostic, enregistrer_frein, enregistrer_freins
from parcours.cite_emploi.services.etapes import avancer
from parcours.cite_emploi.services.offres import enregistrer_offre
from parcours.cite_emploi.services.reperages import reperer
from parcours.cite_emploi.services.sorties import prendre_des_nouvelles, sortir

__all__ = [
    "ajouter_des_membres",
    "avancer",
    "enregistrer_cohorte",
    "enregistrer_diagnostic",
    "enregistrer_frein",
    "enregistrer_freins",
    "enregistrer_offre",
    "prendre_des_nouvelles",
    "reperer",
    "retirer_un_membre",
    "sortir",
]
