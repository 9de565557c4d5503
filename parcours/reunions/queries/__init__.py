"""What the screens of the meetings read, one module per subject: everything starts from access.py."""

from parcours.reunions.queries import agenda, calendrier, dossier, echeances, membres, situations, types

__all__ = ["agenda", "calendrier", "dossier", "echeances", "membres", "situations", "types"]
