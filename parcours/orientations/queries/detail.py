"""One referral: its two sides, its steps, its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager, joinedload

from parcours.beneficiaires.access import ROLES_DE_TOUT_LE_DISPOSITIF
from parcours.comptes.models import Agent
from parcours.nomenclatures.queries import libelles
from parcours.orientations.access import (
    etapes_de,
    orientations_envoyees,
    orientations_recues,
    orientations_visibles,
    parcours_a_orienter,
    pieces_de,
    rendez_vous_de,
)
from parcours.orientations.models import Orientation, RendezVousOrientation, TransitionOrientation
from parcours.orientations.rules import EN_ATTENTE, NON_VENUES, Cote, EtatOrientation, IssueRendezVous
from parcours.parcours_individuels.models import Parcours
from parcours.pieces.models import Piece
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit, Role
from parcours.socle.typographie import horodatage


@dataclass(frozen=True)
class Etape:
    """One step as both sides read it."""

    libelle: str
    instant: datetime
    par: str
    texte: str | None


def cotes_de(acteur: Acteur, orientation: Orientation) -> list[Cote]:
    """Sides this person holds on one referral already loaded."""
    return cotes_et_dossier(acteur, orientation)[0]


def cotes_et_dossier(acteur: Acteur, orientation: Orientation) -> tuple[list[Cote], Parcours | None]:
    """Sides this person holds, and the pathway behind the referral for those within whose reach it lies."""
    resultat = []
    if orientation.structure_id in acteur.structures_de(Role.PARTENAIRE) and orientation.etat is not EtatOrientation.BROUILLON:
        resultat.append(Cote.RECEVEUR)
    parcours = dossier_de(acteur, orientation) if acteur.peut(Droit.ORIENTATION_ECRIRE) else None
    if parcours is not None:
        resultat.append(Cote.EMETTEUR)
        if parcours.dispositif in acteur.au_titre_de(Droit.REFERENT_ECRIRE).dispositifs_de(*ROLES_DE_TOUT_LE_DISPOSITIF):
            resultat.append(Cote.COORDINATION)
    return resultat, parcours


def a_rouvrir(acteur: Acteur) -> Select[Orientation]:
    """Referrals of the pathways this person coordinates."""
    return orientations_envoyees(acteur.au_titre_de(Droit.REFERENT_ECRIRE)).options(
        joinedload(Orientation.structure), joinedload(Orientation.emetteur), joinedload(Orientation.referent)
    )


def a_ouvrir(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may open, with the structure and who sent them."""
    return orientations_visibles(acteur).options(
        joinedload(Orientation.structure), joinedload(Orientation.emetteur), joinedload(Orientation.referent)
    )


def a_suivre(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may act on as the sender."""
    return orientations_envoyees(acteur).options(
        joinedload(Orientation.structure), joinedload(Orientation.emetteur), joinedload(Orientation.referent)
    )


def a_repondre(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may answer."""
    return orientations_recues(acteur).options(
        joinedload(Orientation.structure), joinedload(Orientation.emetteur), joinedload(Orientation.referent)
    )


def etapes(orientation: Orientation) -> list[Etape]:
    """What happened to a referral, oldest first, without its drafting; appointments missed included."""
    requete = etapes_de(orientation).outerjoin(Agent, Agent.id == TransitionOrientation.agent_id).add_columns(Agent)
    passees = [
        Etape(e.vers.libelle, e.instant, _qui(e, agent), e.motif)
        for e, agent in db.session.execute(requete)
        if e.vers is not EtatOrientation.BROUILLON
    ]
    manques = [
        Etape(f"Rendez-vous : {r.issue.libelle.lower()}", r.issue_le, "", _quand_et_ou(r))
        for r in rendez_vous(orientation)
        if r.issue in NON_VENUES and r.issue_le is not None
    ]
    return sorted([*passees, *manques], key=lambda e: e.instant)


def _qui(etape: TransitionOrientation, agent: Agent | None) -> str:
    if agent is not None:
        return agent.nom_court
    return {Cote.RECEVEUR: "la structure, par son lien", Cote.ROBOT: "délai passé"}.get(etape.cote, "") if etape.cote else ""


def _quand_et_ou(rdv: RendezVousOrientation) -> str:
    return ", ".join(mots for mots in (horodatage(rdv.debut), rdv.lieu) if mots)


def rendez_vous(orientation: Orientation) -> list[RendezVousOrientation]:
    """Appointments of a referral, oldest first; there is none before it is accepted."""
    if orientation.etat in (EtatOrientation.BROUILLON, *EN_ATTENTE):
        return []
    return list(db.session.scalars(rendez_vous_de(orientation).order_by(RendezVousOrientation.debut)))


def rendez_vous_prevu(orientation: Orientation) -> RendezVousOrientation | None:
    """The appointment that holds."""
    return next((r for r in reversed(rendez_vous(orientation)) if r.issue is IssueRendezVous.PREVU), None)


def pieces(orientation: Orientation) -> list[Piece]:
    """What was attached, oldest first."""
    return list(db.session.scalars(pieces_de(orientation).order_by(Piece.deposee_le, Piece.id)))


def suites(acteur: Acteur, orientation: Orientation) -> list[Orientation]:
    """Referrals that took over from this one, for those who follow the person."""
    requete = orientations_envoyees(acteur).where(Orientation.suite_de_id == orientation.id)
    return list(db.session.scalars(requete.options(joinedload(Orientation.structure)).order_by(Orientation.id)))


def refus_en_mots(code: str | None) -> str:
    """Words of a reason of refusal, ended values included."""
    return libelles("motif_refus_orientation").get(code, code) if code else ""


def dossier_de(acteur: Acteur, orientation: Orientation) -> Parcours | None:
    """The pathway behind a referral, only for those within whose reach it lies."""
    requete = parcours_a_orienter(acteur).options(contains_eager(Parcours.beneficiaire))
    return db.session.scalars(requete.where(Parcours.id == orientation.parcours_id)).one_or_none()
