"""The directory: structures, services, upkeep, data·inclusion files; one module per screen."""

from parcours.annuaire.views import arrivages, services, structures, tenue
from parcours.annuaire.views.blueprint import bp
from parcours.socle.droits import Droit
from parcours.socle.navigation import Entree

NAVIGATION = (Entree("Annuaire", "annuaire.liste", "journal-bookmark", Droit.ANNUAIRE_LIRE, 60, "/annuaire"),)

__all__ = ["NAVIGATION", "arrivages", "bp", "services", "structures", "tenue"]
