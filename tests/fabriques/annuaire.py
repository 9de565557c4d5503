"""Services of structures, data·inclusion files brought in."""

from __future__ import annotations

from typing import Any

from parcours.annuaire.models import Arrivage, Service, Structure
from parcours.annuaire.rules.lecture import lire
from parcours.socle.base import db

FICHE = b'[{"id": "dora--7", "source": "dora", "nom": "Jardin d\xe2\x80\x99insertion", "date_maj": "2026-01-05"}]'


def service(structure: Structure, nom: str = "Aide au permis", **valeurs: Any) -> Service:
    """A service of a structure."""
    ligne = Service(structure_id=structure.id, nom=nom, **valeurs)
    db.session.add(ligne)
    db.session.flush()
    return ligne


def arrivage(contenu: bytes = FICHE) -> Arrivage:
    """A file read, not applied yet."""
    lecture = lire([("fiches.json", contenu)])
    ligne = Arrivage(
        fichiers="fiches.json", empreinte="0" * 64, contenu={"structures": lecture.structures, "services": lecture.services}
    )
    db.session.add(ligne)
    db.session.flush()
    return ligne
