"""Pathways with their steps, reasons, objectives and actions."""

from parcours.parcours_individuels.models.actions import Action, SeanceAction
from parcours.parcours_individuels.models.bilans import Bilan, EvaluationDomaine, ProgresObjectif
from parcours.parcours_individuels.models.contrats import ContratEngagement
from parcours.parcours_individuels.models.objectifs import Objectif
from parcours.parcours_individuels.models.parcours import MotifDeDemande, Parcours, TransitionParcours
from parcours.parcours_individuels.models.sorties import SortieDeParcours

__all__ = [
    "Action",
    "Bilan",
    "ContratEngagement",
    "EvaluationDomaine",
    "MotifDeDemande",
    "Objectif",
    "Parcours",
    "ProgresObjectif",
    "SeanceAction",
    "SortieDeParcours",
    "TransitionParcours",
]
