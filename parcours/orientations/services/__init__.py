"""Verbs on referrals: draft, send, and every later step."""

from parcours.orientations.services.avis import Expedition
from parcours.orientations.services.ecriture import corriger, envoyer, preparer, reorienter
from parcours.orientations.services.en_lot import faire_en_lot
from parcours.orientations.services.etapes import RIEN, passer
from parcours.orientations.services.pieces import joindre, joindre_un_fichier, retirer
from parcours.orientations.services.refus import AccordManquant
from parcours.orientations.services.rendez_vous import noter_la_suite

__all__ = [
    "RIEN",
    "AccordManquant",
    "Expedition",
    "corriger",
    "envoyer",
    "faire_en_lot",
    "joindre",
    "joindre_un_fichier",
    "noter_la_suite",
    "passer",
    "preparer",
    "reorienter",
    "retirer",
]
