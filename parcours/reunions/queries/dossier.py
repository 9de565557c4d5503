"""Passages of one child before the EPS, for the record and its timeline."""

from __future__ import annotations

import uuid

from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import (
    inscriptions_visibles,
)
from parcours.reunions.models import Reunion, Situation
from parcours.reunions.queries.situations import avec_la_personne
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.fil import Evenement, Geste, Lecture
from parcours.socle.horloge import aujourd_hui


def du_beneficiaire(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[tuple[Situation, bool]]:
    """Passages of one child in EPS, latest first, and whether the sheet may be read."""
    requete = (
        avec_la_personne(inscriptions_visibles(acteur))
        .where(Parcours.beneficiaire_id == beneficiaire_id)
        .order_by(Reunion.debut.desc())
    )
    situations = list(db.session.scalars(requete))
    lisible = acteur.peut(Droit.SITUATION_LIRE)
    return [(s, lisible) for s in situations]


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Meetings to come and decisions, for the timeline (readers of the sheet only)."""
    jour = aujourd_hui()
    evenements = []
    for situation, lisible in lecture.une_fois(du_beneficiaire):
        if not lisible:
            continue
        reunion, decision = situation.reunion, situation.decision
        evenements.append(
            Evenement(
                reunion.jour,
                "people",
                f"{reunion.type.libelle} : {decision.libelle.lower()}"
                if decision
                else f"{reunion.type.libelle}, {situation.motif.libelle.lower()}",
                texte=situation.raison or "",
                a_venir=reunion.jour > jour,
                instant=situation.decidee_le,
                visible_de=reunion.mots.equipe,
                gestes=(Geste("Ouvrir la situation", "reunions.situation", {"situation_id": situation.id}),),
                id=situation.id,
            )
        )
    return evenements
