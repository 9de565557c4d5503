"""Verbs on referrals: draft, send, and every later step."""

from parcours.orientations.services.ecriture import AccordManquant, corriger, envoyer, preparer
from parcours.orientations.services.etapes import RIEN, passer

__all__ = ["RIEN", "AccordManquant", "corriger", "envoyer", "passer", "preparer"]
