"""Tables of referrals."""

from parcours.orientations.models.orientation import (
    Orientation,
    PieceOrientation,
    RendezVousOrientation,
    TransitionOrientation,
)
from parcours.orientations.models.reponse import AccesReponse, BoiteProuvee

__all__ = ["AccesReponse", "BoiteProuvee", "Orientation", "PieceOrientation", "RendezVousOrientation", "TransitionOrientation"]
