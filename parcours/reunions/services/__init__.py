"""Verbs on meetings, one module per subject."""

from parcours.reunions.services import agenda, calendrier, convocations, membres, seance, types

__all__ = ["agenda", "calendrier", "convocations", "membres", "seance", "types"]
