"""States, dates and lists of a pathway: pure."""

from parcours.parcours_individuels.rules.actions import EtatAction, SaisieAction
from parcours.parcours_individuels.rules.durees import dans_des_mois, duree_en_mots
from parcours.parcours_individuels.rules.objectifs import OBJECTIFS_AU_PLUS, EtatObjectif, SaisieObjectif
from parcours.parcours_individuels.rules.parcours import (
    ACTIFS,
    BILAN_APRES_MOIS,
    OUVERTS,
    TRANSITIONS,
    VERBES,
    EtatParcours,
    SaisieEtat,
    SaisieOuverture,
    SaisieParcours,
    etapes,
    transition_permise,
)

__all__ = [
    "ACTIFS",
    "BILAN_APRES_MOIS",
    "OBJECTIFS_AU_PLUS",
    "OUVERTS",
    "TRANSITIONS",
    "VERBES",
    "EtatAction",
    "EtatObjectif",
    "EtatParcours",
    "SaisieAction",
    "SaisieEtat",
    "SaisieObjectif",
    "SaisieOuverture",
    "SaisieParcours",
    "dans_des_mois",
    "duree_en_mots",
    "etapes",
    "transition_permise",
]
