"""Who reads which referral. The receiving structure reads the row and nothing behind it: no scope here opens the file to it."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Contact, Rattachement
from parcours.orientations.models import (
    AccesReponse,
    Orientation,
    PieceOrientation,
    RendezVousOrientation,
    TransitionOrientation,
)
from parcours.orientations.models.relance import Relance
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.pieces.access import pieces_visibles
from parcours.pieces.models import Piece
from parcours.socle.droits import Acteur, Dispositif, Droit, Role
from parcours.socle.perimetre import Perimetre


def _mes_parcours(acteur: Acteur) -> Select[Any]:
    """Pathways within reach; the marker stays on this inner statement, so that nothing of the file follows the referral."""
    return (
        select(Parcours.id)
        .join(Parcours.beneficiaire)
        .where(portee(acteur.au_titre_de(Droit.ORIENTATION_ECRIRE)))
        .options(Perimetre(Parcours, Beneficiaire, Rattachement))
    )


def _envoyee_chez(acteur: Acteur) -> ColumnElement[bool]:
    """Really sent to a structure of the partner: a draft, or a draft given up, is nobody else's business."""
    return and_(
        Orientation.structure_id.in_(acteur.structures_de(Role.PARTENAIRE)),
        Orientation.etat != EtatOrientation.BROUILLON,
        or_(Orientation.envoyee_le.is_not(None), Orientation.envoyee_jour.is_not(None), Orientation.importee),
    )


def orientations_recues(acteur: Acteur) -> Select[Orientation]:
    """Referrals sent to the structures for which one holds the role of partner today."""
    return select(Orientation).where(_envoyee_chez(acteur)).options(Perimetre(Orientation, TransitionOrientation))


def orientations_envoyees(acteur: Acteur) -> Select[Orientation]:
    """Referrals made from the pathways within reach, drafts included."""
    return (
        select(Orientation)
        .where(Orientation.parcours_id.in_(_mes_parcours(acteur)))
        .options(Perimetre(Orientation, TransitionOrientation))
    )


def orientations_du_dossier(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Select[Orientation]:
    """Referrals of one file within reach."""
    siens = _mes_parcours(acteur).where(Parcours.beneficiaire_id == beneficiaire_id)
    return select(Orientation).where(Orientation.parcours_id.in_(siens)).options(Perimetre(Orientation, TransitionOrientation))


def orientations_visibles(acteur: Acteur) -> Select[Orientation]:
    """Both: made from one's pathways, or sent to one's structure."""
    return (
        select(Orientation)
        .where(or_(Orientation.parcours_id.in_(_mes_parcours(acteur)), _envoyee_chez(acteur)))
        .options(Perimetre(Orientation, TransitionOrientation))
    )


def dossier_oriente(orientation: Orientation) -> Select[uuid.UUID, Dispositif]:
    """File and dispositif behind a referral already loaded through its scope: for an act, never for display."""
    return (
        select(Parcours.beneficiaire_id, Parcours.dispositif)
        .where(Parcours.id == orientation.parcours_id)
        .options(Perimetre(Parcours))
    )


def parcours_oriente(orientation: Orientation) -> Select[Parcours]:
    """Pathway behind a referral already loaded through its scope: for an act, never for display."""
    return select(Parcours).where(Parcours.id == orientation.parcours_id).options(Perimetre(Parcours))


def rendez_vous_de(orientation: Orientation) -> Select[RendezVousOrientation]:
    """Appointments of a referral already loaded through its scope."""
    return (
        select(RendezVousOrientation)
        .where(RendezVousOrientation.orientation_id == orientation.id)
        .options(Perimetre(RendezVousOrientation))
    )


def pieces_de(orientation: Orientation) -> Select[Piece]:
    """Pieces that go with a referral already loaded through its scope, those taken away from the file left out."""
    jointes = select(PieceOrientation.piece_id).where(PieceOrientation.orientation_id == orientation.id)
    return (
        select(Piece)
        .where(Piece.id.in_(jointes.options(Perimetre(PieceOrientation))), Piece.retiree_le.is_(None))
        .options(Perimetre(Piece, PieceOrientation))
    )


def pieces_a_joindre(acteur: Acteur, beneficiaire_id: uuid.UUID, orientation_id: uuid.UUID | None) -> Select[Piece, bool]:
    """Pieces of a file within reach, and whether each one goes with this referral."""
    jointes = select(PieceOrientation.piece_id).where(PieceOrientation.orientation_id == orientation_id)
    return (
        pieces_visibles(acteur)
        .where(Piece.beneficiaire_id == beneficiaire_id, Piece.retiree_le.is_(None))
        .add_columns(Piece.id.in_(jointes))
        .order_by(Piece.deposee_le.desc(), Piece.id)
        .options(Perimetre(Piece, Beneficiaire, Rattachement, PieceOrientation))
    )


def jointures_de(orientation: Orientation) -> Select[PieceOrientation]:
    """Which pieces were attached to a referral already loaded through its scope."""
    return (
        select(PieceOrientation).where(PieceOrientation.orientation_id == orientation.id).options(Perimetre(PieceOrientation))
    )


def relances_de(orientation: Orientation) -> Select[Relance]:
    """Reminders of a referral already loaded through its scope."""
    return select(Relance).where(Relance.orientation_id == orientation.id).options(Perimetre(Relance))


def etapes_de(orientation: Orientation) -> Select[TransitionOrientation]:
    """Steps of a referral already loaded through its scope."""
    return (
        select(TransitionOrientation)
        .where(TransitionOrientation.orientation_id == orientation.id)
        .order_by(TransitionOrientation.instant, TransitionOrientation.id)
        .options(Perimetre(TransitionOrientation))
    )


def parcours_a_orienter(acteur: Acteur) -> Select[Parcours]:
    """Pathways from which one may refer, with the person and the contacts."""
    return (
        select(Parcours)
        .join(Parcours.beneficiaire)
        .where(portee(acteur.au_titre_de(Droit.ORIENTATION_ECRIRE)), Beneficiaire.fusionne_dans_id.is_(None))
        .options(Perimetre(Parcours, Beneficiaire, Contact, Rattachement))
    )


def acces_de_reponse(orientation: Orientation) -> Select[AccesReponse]:
    """Signed link of a referral already loaded through its scope."""
    return select(AccesReponse).where(AccesReponse.orientation_id == orientation.id).options(Perimetre(AccesReponse))
