"""Referrals of the town of the tests that are further on: accepted, with a piece; expired without an answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

from parcours.orientations.models import Orientation, PieceOrientation
from parcours.orientations.rules import EtatOrientation
from parcours.pieces.models import Piece
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui, maintenant


def orientations_du_monde(envoyee: Orientation, piece: Piece, temoin: Callable[..., str]) -> dict[str, uuid.UUID]:
    """One accepted and one expired, beside the one sent; a piece of the file goes with the one sent."""
    reprises = {
        champ: getattr(envoyee, champ)
        for champ in ("parcours_id", "structure_id", "contact_id", "emetteur_id", "personne_prenom", "personne_telephone")
    }
    lignes = {
        etat.value: Orientation(
            **reprises,
            etat=etat,
            personne_nom=temoin("orientation", "Parent"),
            motif=temoin("motif"),
            envoyee_le=maintenant() - timedelta(days=40),
            envoyee_jour=aujourd_hui() - timedelta(days=40),
        )
        for etat in (EtatOrientation.ACCEPTEE, EtatOrientation.EXPIREE)
    }
    db.session.add_all(lignes.values())
    db.session.flush()
    db.session.add(PieceOrientation(orientation_id=envoyee.id, piece_id=piece.id))
    db.session.flush()
    return {code: ligne.id for code, ligne in lignes.items()}
