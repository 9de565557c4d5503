"""Rules of referrals: states and steps, what is typed, delays."""

from parcours.orientations.rules.etats import (
    AVEC_PAGE,
    GESTES,
    TRANSITIONS,
    Cote,
    EtatOrientation,
    Transition,
    possibles,
    transition,
)
from parcours.orientations.rules.saisie import SaisieEtape, SaisieOrientation
from parcours.orientations.rules.suivi import Delai

__all__ = [
    "AVEC_PAGE",
    "GESTES",
    "TRANSITIONS",
    "Cote",
    "Delai",
    "EtatOrientation",
    "SaisieEtape",
    "SaisieOrientation",
    "Transition",
    "possibles",
    "transition",
]
