"""Tables of the directory: structures, their services, the files brought in."""

from parcours.annuaire.models.arrivage import Arrivage, EtatArrivage
from parcours.annuaire.models.service import Service
from parcours.annuaire.models.structure import Structure, structure_quartier

__all__ = ["Arrivage", "EtatArrivage", "Service", "Structure", "structure_quartier"]
