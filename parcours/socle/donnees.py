"""Reference lists shipped as CSV beside a domain (`donnees/`), and the stable identity of their rows."""

from __future__ import annotations

import csv
import uuid
from pathlib import Path

_ESPACE = uuid.UUID("6f3d0f4e-6d8e-5b0e-9a53-0c2f5f0f6b21")
"""Name space of the rows that the package ships: the same row has the same id in every installation."""


def lire_csv(chemin: Path) -> list[dict[str, str]]:
    """Rows of a CSV file (UTF-8, comma, headings), every cell trimmed."""
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        return [{colonne: (valeur or "").strip() for colonne, valeur in ligne.items()} for ligne in csv.DictReader(fichier)]


def identifiant_de_reference(table: str, cle: str) -> uuid.UUID:
    """Id of a shipped row that has no code of its own: renamed on screen, it is not loaded a second time."""
    return uuid.uuid5(_ESPACE, f"{table}:{cle}")
