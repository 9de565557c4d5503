"""Does a confirmed agreement cover an act?"""

from __future__ import annotations

import uuid

from sqlalchemy import select

from parcours.beneficiaires.access import accords_en_vigueur
from parcours.beneficiaires.models import Accord, PorteeAccord
from parcours.socle.base import db


def accord_confirme(
    beneficiaire_id: uuid.UUID,
    contact_id: uuid.UUID | None = None,
    structure_id: uuid.UUID | None = None,
    eps: bool = False,
) -> bool:
    """True when a confirmed agreement covers what is about to be done (pre.md §3.5: scope partner by partner).

    Args:
        beneficiaire_id: whose file; the caller has already loaded it through its own scope.
        contact_id: the parent concerned, when it is this parent's own agreement that counts.
        structure_id: the partner that would receive something; a partner not listed is not covered.
        eps: the situation would be discussed in EPS.
    """
    requete = accords_en_vigueur(beneficiaire_id)
    if contact_id is not None:
        requete = requete.where(Accord.contact_id == contact_id)
    if eps:
        requete = requete.where(Accord.portee_eps)
    if structure_id is not None:
        couverts = select(PorteeAccord.accord_id).where(PorteeAccord.structure_id == structure_id)
        requete = requete.where(Accord.id.in_(couverts))
    return db.session.scalars(requete.limit(1)).first() is not None
