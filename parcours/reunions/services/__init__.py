"""Verbs on meetings, one module per subject."""

from parcours.reunions.services import agenda, calendrier, convocations, seance

__all__ = ["agenda", "calendrier", "convocations", "seance"]
