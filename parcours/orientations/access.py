"""Who reads which referral. The receiving structure reads the row and nothing behind it: no scope here opens the file to it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Contact, Rattachement
from parcours.comptes.models import Habilitation
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


def _partie_de_chez(acteur: Acteur) -> ColumnElement[bool]:
    """Sent for a structure of the partner: by whoever was its référent d'insertion on the day of sending.

    Computed from the dated habilitations, never copied: what one sends after leaving is the new structure's.
    """
    jour = func.coalesce(Orientation.envoyee_jour, func.date(Orientation.envoyee_le))
    vers_l_emploi = select(Parcours.id).where(Parcours.dispositif == Dispositif.EMPLOI).options(Perimetre(Parcours))
    de_la_structure = select(Habilitation.agent_id).where(
        Habilitation.role == Role.REFERENT_INSERTION,
        Habilitation.structure_id.in_(acteur.structures_de(Role.PARTENAIRE)),
        Habilitation.debut <= jour,
        or_(Habilitation.fin.is_(None), Habilitation.fin >= jour),
    )
    return and_(
        Orientation.etat != EtatOrientation.BROUILLON,
        Orientation.emetteur_id.in_(de_la_structure),
        Orientation.parcours_id.in_(vers_l_emploi),
    )


def orientations_parties(acteur: Acteur) -> Select[Orientation]:
    """Referrals sent for the structures for which one holds the role of partner today: to read, not to act on."""
    return select(Orientation).where(_partie_de_chez(acteur)).options(Perimetre(Orientation, TransitionOrientation))


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


def orientations_deja_choisies(ids: Collection[uuid.UUID]) -> Select[Orientation]:
    """Rows of referrals whose ids were just read through one of the scopes above, which costs more than these few rows."""
    return select(Orientation).where(Orientation.id.in_(ids)).options(Perimetre(Orientation, TransitionOrientation))


def orientations_du_dossier(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Select[Orientation]:
    """Referrals of one file within reach."""
    siens = _mes_parcours(acteur).where(Parcours.beneficiaire_id == beneficiaire_id)
    return select(Orientation).where(Orientation.parcours_id.in_(siens)).options(Perimetre(Orientation, TransitionOrientation))


def _sources(acteur: Acteur) -> list[ColumnElement[bool]]:
    miennes = Orientation.parcours_id.in_(_mes_parcours(acteur))
    return [miennes, _envoyee_chez(acteur), *([_partie_de_chez(acteur)] if Role.PARTENAIRE in acteur.roles else [])]


def orientations_visibles(acteur: Acteur) -> Select[Orientation]:
    """Made from one's pathways, sent to one's structure, or sent for it."""
    return select(Orientation).where(or_(*_sources(acteur))).options(Perimetre(Orientation, TransitionOrientation))


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
