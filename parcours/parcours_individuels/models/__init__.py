"""Pathways with their steps, reasons, objectives and actions."""

from parcours.parcours_individuels.models.actions import Action
from parcours.parcours_individuels.models.objectifs import Objectif
from parcours.parcours_individuels.models.parcours import MotifDeDemande, Parcours, TransitionParcours

__all__ = ["Action", "MotifDeDemande", "Objectif", "Parcours", "TransitionParcours"]
