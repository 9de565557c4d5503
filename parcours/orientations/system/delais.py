"""Dates of the referrals sent to structures, whoever sent them: how long a structure takes to answer names nobody."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import EN_ATTENTE, EtatOrientation
from parcours.socle.base import db
from parcours.socle.horloge import maintenant
from parcours.socle.perimetre import Perimetre

SUR_JOURS = 365
REPONSES_LUES = 60
"""The last answers of each structure are enough for a median, and bound what a page of the directory reads."""

DONNEES_PAR_LA_STRUCTURE = (EtatOrientation.ACCEPTEE, EtatOrientation.DEMARREE, EtatOrientation.REFUSEE)
"""States that say the structure answered; the others may have been ended by the sender, the person or the clock."""


def reponses(structures: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, datetime, datetime]]:
    """(structure, sent, answered) of the last answers given by each structure over twelve months."""
    rang = func.row_number().over(partition_by=Orientation.structure_id, order_by=Orientation.repondue_le.desc())
    dernieres = (
        select(Orientation.structure_id, Orientation.envoyee_le, Orientation.repondue_le, rang.label("rang"))
        .where(
            Orientation.structure_id.in_(list(structures)),
            Orientation.etat.in_(DONNEES_PAR_LA_STRUCTURE),
            Orientation.importee.is_(False),
            Orientation.envoyee_le >= maintenant() - timedelta(days=SUR_JOURS),
            Orientation.repondue_le.is_not(None),
        )
        .subquery()
    )
    requete = select(dernieres.c.structure_id, dernieres.c.envoyee_le, dernieres.c.repondue_le).where(
        dernieres.c.rang <= REPONSES_LUES
    )
    lignes = db.session.execute(requete.options(Perimetre(Orientation, TransitionOrientation)))
    return [(structure, envoyee, repondue) for structure, envoyee, repondue in lignes]


def en_attente(structures: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many referrals wait for an answer of each structure; history from a spreadsheet waits for none."""
    requete = (
        select(Orientation.structure_id, func.count())
        .where(Orientation.structure_id.in_(list(structures)), Orientation.importee.is_(False), Orientation.etat.in_(EN_ATTENTE))
        .group_by(Orientation.structure_id)
    )
    lignes = db.session.execute(requete.options(Perimetre(Orientation, TransitionOrientation)))
    return {structure: nombre for structure, nombre in lignes}
