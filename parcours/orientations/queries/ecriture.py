"""From which pathway and to which structure one may refer."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire
from parcours.orientations.access import (
    parcours_a_orienter,
)
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import motifs

PARCOURS_FINIS = (EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.NON_RETENU, EtatParcours.CLOS)


def a_orienter(acteur: Acteur) -> Select[Parcours]:
    """Pathways from which one may refer, with the person and the contacts."""
    return parcours_a_orienter(acteur).options(contains_eager(Parcours.beneficiaire).selectinload(Beneficiaire.contacts))


def parcours_courant(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Parcours | None:
    """The running pathway of a file, from which a referral starts."""
    requete = parcours_a_orienter(acteur).where(
        Parcours.beneficiaire_id == beneficiaire_id, Parcours.etat.not_in(PARCOURS_FINIS)
    )
    return db.session.scalars(requete.order_by(Parcours.cree_le.desc()).limit(1)).first()


def structures_orientables(recherche: str) -> list[Structure]:
    """Structures of the directory that accept referrals made here and are still open."""
    requete = select(Structure).where(
        Structure.orientable,
        or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui()),
        *(Structure.cle_recherche.like(motif) for motif in motifs(recherche)),
    )
    return list(db.session.scalars(requete.order_by(Structure.nom).limit(50)))


def structures_ouvertes() -> Select[Structure]:
    """One structure to refer to, for the loader: the directory names nobody."""
    return select(Structure).where(
        Structure.orientable, or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui())
    )
