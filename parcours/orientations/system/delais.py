"""Dates of the referrals sent to structures, whoever sent them: how long a structure takes to answer names nobody."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from parcours.orientations.models import Orientation
from parcours.orientations.rules import EN_ATTENTE, EtatOrientation
from parcours.socle.base import db
from parcours.socle.horloge import maintenant
from parcours.socle.perimetre import Perimetre

SUR_JOURS = 365
LUES = 60
"""The last referrals of each structure are enough for a median, and bound what a page of the directory reads."""

DONNEES_PAR_LA_STRUCTURE = frozenset({EtatOrientation.ACCEPTEE, EtatOrientation.DEMARREE, EtatOrientation.REFUSEE})
"""States that say the structure answered; the others may have been ended by the sender, the person or the clock."""


@dataclass(frozen=True)
class Envoi:
    """A referral of the last twelve months, reduced to its dates."""

    structure_id: uuid.UUID
    envoyee_le: datetime
    repondue_le: datetime | None
    attend: bool


def derniers_envois(structures: Iterable[uuid.UUID]) -> list[Envoi]:
    """The last referrals sent to each structure that it answered or has still to answer; no history from a spreadsheet."""
    rang = func.row_number().over(partition_by=Orientation.structure_id, order_by=Orientation.envoyee_le.desc())
    colonnes = (Orientation.structure_id, Orientation.envoyee_le, Orientation.repondue_le, Orientation.etat)
    derniers = (
        select(*colonnes, rang.label("rang"))
        .where(
            Orientation.structure_id.in_(list(structures)),
            Orientation.etat.in_([*DONNEES_PAR_LA_STRUCTURE, *EN_ATTENTE]),
            Orientation.importee.is_(False),
            Orientation.envoyee_le >= maintenant() - timedelta(days=SUR_JOURS),
        )
        .subquery()
    )
    c = derniers.c
    requete = select(c.structure_id, c.envoyee_le, c.repondue_le, c.etat).where(c.rang <= LUES)
    lignes = db.session.execute(requete.options(Perimetre(Orientation)))
    return [Envoi(structure, envoyee, repondue, etat in EN_ATTENTE) for structure, envoyee, repondue, etat in lignes]
