"""Rules of referrals: states and steps, what is typed, delays."""

from parcours.orientations.rules.etats import (
    A_REFAIRE,
    AVEC_PAGE,
    EN_ATTENTE,
    GESTES,
    TRANSITIONS,
    Cote,
    EtatOrientation,
    Exigence,
    Transition,
    ouvre_une_page,
    possibles,
    transition,
)
from parcours.orientations.rules.saisie import (
    AUTRE,
    LISTE_D_ATTENTE,
    NON_VENUES,
    PRECISIONS,
    IssueRendezVous,
    MoyenContact,
    SaisieEtape,
    SaisieOrientation,
    SaisieRendezVous,
)
from parcours.orientations.rules.suivi import Delai

__all__ = [
    "AUTRE",
    "AVEC_PAGE",
    "A_REFAIRE",
    "EN_ATTENTE",
    "GESTES",
    "LISTE_D_ATTENTE",
    "NON_VENUES",
    "PRECISIONS",
    "TRANSITIONS",
    "Cote",
    "Delai",
    "EtatOrientation",
    "Exigence",
    "IssueRendezVous",
    "MoyenContact",
    "SaisieEtape",
    "SaisieOrientation",
    "SaisieRendezVous",
    "Transition",
    "ouvre_une_page",
    "possibles",
    "transition",
]
