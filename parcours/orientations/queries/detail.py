"""One referral: its two sides, its steps, its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from parcours.comptes.models import Agent
from parcours.nomenclatures.queries import libelles
from parcours.orientations.access import (
    etapes_de,
    orientations_envoyees,
    orientations_recues,
    orientations_visibles,
)
from parcours.orientations.models import Orientation
from parcours.orientations.queries.ecriture import a_orienter
from parcours.orientations.rules import Cote, EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import compter, db
from parcours.socle.droits import Acteur, Droit, Role


@dataclass(frozen=True)
class Etape:
    """One step as both sides read it."""

    libelle: str
    instant: datetime
    par: str
    texte: str | None


def cotes_de(acteur: Acteur, orientation: Orientation) -> list[Cote]:
    """Sides this person holds on one referral already loaded."""
    resultat = []
    if orientation.structure_id in acteur.structures_de(Role.PARTENAIRE) and orientation.etat is not EtatOrientation.BROUILLON:
        resultat.append(Cote.RECEVEUR)
    if acteur.peut(Droit.ORIENTATION_ECRIRE) and compter(orientations_envoyees(acteur).where(Orientation.id == orientation.id)):
        resultat.append(Cote.EMETTEUR)
    return resultat


def a_ouvrir(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may open, with the structure and who sent them."""
    return orientations_visibles(acteur).options(joinedload(Orientation.structure), joinedload(Orientation.emetteur))


def a_suivre(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may act on as the sender."""
    return orientations_envoyees(acteur).options(joinedload(Orientation.structure), joinedload(Orientation.emetteur))


def a_repondre(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may answer."""
    return orientations_recues(acteur).options(joinedload(Orientation.structure), joinedload(Orientation.emetteur))


def etapes(orientation: Orientation) -> list[Etape]:
    """What happened to a referral, oldest first, without its drafting."""
    lignes = list(db.session.scalars(etapes_de(orientation)))
    ids = {e.agent_id for e in lignes if e.agent_id}
    agents = {a.id: a.nom_court for a in db.session.scalars(select(Agent).where(Agent.id.in_(ids)))} if ids else {}
    return [
        Etape(e.vers.libelle, e.instant, agents.get(e.agent_id, "") if e.agent_id else "", e.motif)
        for e in lignes
        if e.vers is not EtatOrientation.BROUILLON
    ]


def refus_en_mots(code: str | None) -> str:
    """Words of a reason of refusal, ended values included."""
    return libelles("motif_refus_orientation").get(code, code) if code else ""


def dossier_de(acteur: Acteur, orientation: Orientation) -> Parcours | None:
    """The pathway behind a referral, only for those within whose reach it lies."""
    return db.session.scalars(a_orienter(acteur).where(Parcours.id == orientation.parcours_id)).one_or_none()
