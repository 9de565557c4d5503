"""Who speaks in a document: the service, its territory, its colours; read once from the settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Maison:
    """The service as it signs its documents."""

    nom: str
    service: str
    territoire: str
    couleur: str
    couleur_foncee: str
    url: str
