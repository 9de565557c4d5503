"""Rules of the meetings: what prepares them, what is decided there; the names other domains use are here."""

from parcours.reunions.rules.preparation import MotifInscription, TypeReunion
from parcours.reunions.rules.seance import Decision

__all__ = ["Decision", "MotifInscription", "TypeReunion"]
