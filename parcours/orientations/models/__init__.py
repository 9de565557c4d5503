"""Tables of referrals."""

from parcours.orientations.models.orientation import Orientation, TransitionOrientation

__all__ = ["Orientation", "TransitionOrientation"]
