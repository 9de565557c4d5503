"""Referrals of one file, and how its timeline tells them."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import joinedload

from parcours.orientations.access import (
    orientations_du_dossier,
)
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import EtatOrientation
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.fil import Evenement, Geste, Lecture
from parcours.socle.horloge import a_paris


def du_beneficiaire(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Orientation]:
    """Referrals of one file, latest first."""
    requete = orientations_du_dossier(acteur, beneficiaire_id)
    return list(db.session.scalars(requete.options(joinedload(Orientation.structure)).order_by(Orientation.id.desc())))


_RACONTE = {
    EtatOrientation.ACCEPTEE: ("check2-circle", "Orientation acceptée", "reussite"),
    EtatOrientation.DEMARREE: ("check2-circle", "Accompagnement démarré", "reussite"),
    EtatOrientation.REFUSEE: ("x-circle", "Orientation refusée", "attention"),
    EtatOrientation.ANNULEE: ("x-circle", "Orientation annulée", ""),
    EtatOrientation.REFUS_PERSONNE: ("x-circle", "Orientation refusée par la personne", ""),
    EtatOrientation.EXPIREE: ("hourglass-split", "Orientation expirée sans réponse", "attention"),
    EtatOrientation.SANS_SUITE: ("dash-circle", "Orientation sans suite", ""),
}


def _avec_leurs_etapes(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[tuple[Orientation, list[TransitionOrientation]]]:
    """Referrals of one file with their steps, in one statement."""
    requete = (
        orientations_du_dossier(acteur, beneficiaire_id)
        .outerjoin(TransitionOrientation, TransitionOrientation.orientation_id == Orientation.id)
        .add_columns(TransitionOrientation)
        .options(joinedload(Orientation.structure))
    )
    resultat: dict[uuid.UUID, tuple[Orientation, list[TransitionOrientation]]] = {}
    for orientation, etape in db.session.execute(requete):
        etapes_connues = resultat.setdefault(orientation.id, (orientation, []))[1]
        if etape is not None:
            etapes_connues.append(etape)
    return list(resultat.values())


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Each referral sent, then each outcome, for the timeline."""
    evenements: list[Evenement] = []
    for o, etapes_connues in lecture.une_fois(_avec_leurs_etapes):
        if o.jour_envoi is None:
            continue
        gestes = (Geste("Ouvrir l’orientation", "orientations.detail", {"orientation_id": o.id}),)
        chez, pour = o.structure.libelle, f"Pour {o.personne}" if o.contact_id else ""
        evenements.append(
            Evenement(o.jour_envoi, "send", "Orientation envoyée", chez, pour, instant=o.envoyee_le, gestes=gestes, id=o.id)
        )
        issues = [(e.vers, e.instant, e.motif) for e in etapes_connues if e.vers in _RACONTE]
        if not issues and o.etat in _RACONTE and o.repondue_le is not None:
            issues = [(o.etat, o.repondue_le, o.reponse)]
        for etat, instant, texte in issues:
            icone, quoi, ton = _RACONTE[etat]
            evenements.append(
                Evenement(a_paris(instant).date(), icone, quoi, chez, texte or "", ton, instant=instant, gestes=gestes)
            )
    return evenements
