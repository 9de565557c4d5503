"""Verbs of the directory."""

from parcours.annuaire.services import arrivages, offres
from parcours.annuaire.services.structures import charger_reference, completer, enregistrer, verifier

__all__ = ["arrivages", "charger_reference", "completer", "enregistrer", "offres", "verifier"]
