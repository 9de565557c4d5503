"""Tables of the meetings: agenda of situations, convened members, the meeting as it is held, decisions."""

from parcours.reunions.models.preparation import Convocation, Reunion, Situation
from parcours.reunions.models.seance import (
    ActionProposee,
    ChiffreDeSeance,
    Deliberation,
    ObjectifPropose,
    Presence,
    Seance,
    SortieDeSalle,
)

__all__ = [
    "ActionProposee",
    "ChiffreDeSeance",
    "Convocation",
    "Deliberation",
    "ObjectifPropose",
    "Presence",
    "Reunion",
    "Seance",
    "Situation",
    "SortieDeSalle",
]
