"""Cohorts: people who go through the same months together (sante_emploi.md §2.1, « logique de cohorte »)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SaisieCohorte:
    """A cohort as typed."""

    nom: str
    debut_le: date
    fin_le: date | None = None
    presentation: str | None = None
