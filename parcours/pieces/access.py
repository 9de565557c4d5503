"""Whose pieces an acting person may open: those of the files they may open."""

from __future__ import annotations

from sqlalchemy import Select, select

from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.pieces.models import ContenuDePiece, Piece
from parcours.socle.droits import Acteur, Droit
from parcours.socle.perimetre import Perimetre


def pieces_visibles(acteur: Acteur) -> Select[Piece]:
    """Pieces of the files within reach, taken away or not."""
    dossiers = select(Beneficiaire.id).where(portee(acteur.au_titre_de(Droit.PIECE_LIRE)))
    return select(Piece).where(Piece.beneficiaire_id.in_(dossiers)).options(Perimetre(Piece, Beneficiaire, Rattachement))


def contenu_de(piece: Piece) -> Select[ContenuDePiece]:
    """Bytes of a piece already loaded through its scope."""
    return select(ContenuDePiece).where(ContenuDePiece.piece_id == piece.id).options(Perimetre(ContenuDePiece))
