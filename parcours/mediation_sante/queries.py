"""Health side of the échanges of one person, as the timeline shows it under each of them."""

from __future__ import annotations

import uuid

from parcours.mediation_sante.access import actes_visibles
from parcours.mediation_sante.models import ActeDeMediation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Role
from parcours.socle.fil import Details

TYPES = {"droits": "Accès aux droits", "soins": "Accès aux soins", "prevention": "Prévention"}


def details_du_fil(lecture: Lecture) -> dict[uuid.UUID, Details]:
    """(label, words) of each act, by échange."""
    if Role.MEDIATEUR_SANTE not in lecture.acteur.roles:
        return {}
    requete = actes_visibles(lecture.acteur).where(Parcours.beneficiaire_id == lecture.beneficiaire_id)
    return {acte.echange_id: _details(acte) for acte in db.session.scalars(requete)}


def _details(acte: ActeDeMediation) -> Details:
    couples = (
        ("Pour", TYPES.get(acte.type or "", acte.type)),
        ("Besoin", acte.besoin),
        ("Obstacle", acte.obstacle),
        ("Lieu", acte.lieu),
        ("Accompagnement physique", {True: "oui", False: "non", None: None}[acte.accompagnement_physique]),
        ("Professionnel", acte.professionnel),
        ("Résultat", acte.resultat),
        ("Suite", acte.suite),
    )
    return tuple((libelle, mots) for libelle, mots in couples if mots)
