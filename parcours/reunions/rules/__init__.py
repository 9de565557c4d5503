"""Rules of the meetings: what prepares them, what is decided there; the names other domains use are here."""

from parcours.reunions.rules.preparation import MotifInscription
from parcours.reunions.rules.seance import Decision
from parcours.reunions.rules.types import PLENIERE, RESTREINTE

__all__ = ["PLENIERE", "RESTREINTE", "Decision", "MotifInscription"]
