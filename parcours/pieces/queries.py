"""Pieces of one file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import joinedload

from parcours.pieces.access import contenu_de, pieces_visibles
from parcours.pieces.models import Piece
from parcours.socle.base import db
from parcours.socle.droits import Acteur


def du_dossier(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Sequence[Piece]:
    """Pieces of a file, the latest first, those taken away left out."""
    return db.session.scalars(
        pieces_visibles(acteur)
        .where(Piece.beneficiaire_id == beneficiaire_id, Piece.retiree_le.is_(None))
        .options(joinedload(Piece.deposee_par))
        .order_by(Piece.deposee_le.desc(), Piece.id)
    ).all()


def octets(piece: Piece) -> bytes | None:
    """Clear bytes of a piece, or None when it was taken away."""
    contenu = db.session.scalar(contenu_de(piece))
    return None if contenu is None else contenu.octets
