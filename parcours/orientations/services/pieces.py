"""Pieces that go with a referral: chosen among those of the file, or added to the file at the same time."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from parcours.beneficiaires.models import Beneficiaire
from parcours.journal.services import noter
from parcours.orientations.access import jointures_de
from parcours.orientations.models import Orientation, PieceOrientation
from parcours.orientations.rules import EtatOrientation
from parcours.pieces import services as pieces
from parcours.pieces.queries import du_dossier
from parcours.pieces.rules import SaisiePiece
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine

AU_PLUS = 6
"""Beyond, the structure receives a file, not a referral."""


def joindre(orientation: Orientation, beneficiaire_id: uuid.UUID, piece_ids: Collection[uuid.UUID], *, par: Acteur) -> None:
    """Attach exactly these pieces of the file.

    Raises:
        ErreurDuDomaine: too many, one of them is not of this file, or the referral has ended.
    """
    if orientation.etat is not EtatOrientation.BROUILLON and not orientation.etat.laisse_lire_les_pieces:
        raise ErreurDuDomaine("Cette orientation est terminée : plus rien ne s’y joint.")
    voulues = set(piece_ids)
    if len(voulues) > AU_PLUS:
        raise ErreurDuDomaine(f"Joignez {AU_PLUS} pièces au plus : la structure demandera le reste s’il le faut.")
    if voulues - {p.id for p in du_dossier(par, beneficiaire_id)}:
        raise ErreurDuDomaine("Cette pièce n’est plus dans le dossier.")
    deja = {j.piece_id: j for j in db.session.scalars(jointures_de(orientation))}
    for piece_id, jointure in deja.items():
        if piece_id not in voulues:
            db.session.delete(jointure)
    for piece_id in sorted(voulues - set(deja)):
        db.session.add(PieceOrientation(orientation_id=orientation.id, piece_id=piece_id))
    if voulues != set(deja):
        noter("joindre", orientation, par=par, detail=f"{len(voulues)} pièces")


def joindre_un_fichier(orientation: Orientation, personne: Beneficiaire, saisie: SaisiePiece, *, par: Acteur) -> None:
    """Check a file, seal it in the record, and attach it to the referral.

    Raises:
        PieceRefusee: as `pieces.services.deposer`.
        ErreurDuDomaine: as `joindre`.
    """
    piece = pieces.deposer(personne, saisie, par=par)
    deja = {j.piece_id for j in db.session.scalars(jointures_de(orientation))}
    joindre(orientation, personne.id, deja | {piece.id}, par=par)


def retirer(orientation: Orientation, beneficiaire_id: uuid.UUID, piece_id: uuid.UUID, *, par: Acteur) -> None:
    """Stop showing one piece to the structure; it stays in the file."""
    deja = {j.piece_id for j in db.session.scalars(jointures_de(orientation))}
    if piece_id in deja:
        joindre(orientation, beneficiaire_id, deja - {piece_id}, par=par)
