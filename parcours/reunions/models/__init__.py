"""Tables of the meetings: agenda of situations, convened members, decisions."""

from parcours.reunions.models.preparation import Convocation, Reunion, Situation

__all__ = ["Convocation", "Reunion", "Situation"]
