"""Reading what was published: masked cells only."""

from __future__ import annotations

from sqlalchemy import select

from parcours.indicateurs.models import PublicationMensuelle
from parcours.indicateurs.rules import Mois
from parcours.socle.base import db


def publication(mois: Mois) -> PublicationMensuelle | None:
    """The frozen figures of a month, or nothing."""
    return db.session.scalar(select(PublicationMensuelle).where(PublicationMensuelle.mois == mois.code))


def mois_etablis() -> set[str]:
    """Months whose figures are frozen."""
    return set(db.session.scalars(select(PublicationMensuelle.mois)))
