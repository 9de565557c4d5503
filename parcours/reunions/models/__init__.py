"""Tables of the meetings: agenda of situations, convened members, the meeting as it is held, decisions."""

from parcours.reunions.models.preparation import Convocation, PointAnonyme, Reunion, Situation
from parcours.reunions.models.seance import (
    ActionProposee,
    ChiffreDeSeance,
    Deliberation,
    ObjectifPropose,
    Presence,
    Seance,
    SortieDeSalle,
)
from parcours.reunions.models.types import MembreHabituel, TypeDeReunion, VacancesScolaires

__all__ = [
    "ActionProposee",
    "ChiffreDeSeance",
    "Convocation",
    "Deliberation",
    "MembreHabituel",
    "ObjectifPropose",
    "PointAnonyme",
    "Presence",
    "Reunion",
    "Seance",
    "Situation",
    "SortieDeSalle",
    "TypeDeReunion",
    "VacancesScolaires",
]
