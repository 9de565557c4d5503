"""Objectives, with the actions that serve them."""

from __future__ import annotations

from typing import Any

from parcours.parcours_individuels.access import objectifs_de_ce_parcours
from parcours.parcours_individuels.models import Objectif, Parcours
from parcours.parcours_individuels.queries.parcours import courant
from parcours.parcours_individuels.rules import EtatObjectif
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Droit


def objectifs_du(parcours: Parcours) -> list[Objectif]:
    """Objectives of a loaded pathway."""
    return list(db.session.scalars(objectifs_de_ce_parcours(parcours.id).order_by(Objectif.rang, Objectif.id)))


def contexte_des_objectifs(lecture: Lecture) -> dict[str, Any] | None:
    """Objectives and actions beside the timeline."""
    parcours = courant(lecture)
    if parcours is None:
        return None
    actions = list(parcours.actions)
    return {
        "parcours": parcours,
        "objectifs": sorted(parcours.objectifs, key=lambda o: (o.etat is not EtatObjectif.EN_COURS, o.rang)),
        "par_objectif": {o.id: [a for a in actions if a.objectif_id == o.id] for o in parcours.objectifs},
        "ecrit": lecture.acteur.peut(Droit.PARCOURS_ECRIRE),
    }
