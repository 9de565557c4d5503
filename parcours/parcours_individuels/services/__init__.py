"""Verbs on a pathway, its objectives, its actions, its bilans and its exit."""

from parcours.parcours_individuels.services.accord import AccordRetire, accord_retire, exiger_l_accord
from parcours.parcours_individuels.services.actions import (
    annuler_une_seance,
    corriger_une_seance,
    enregistrer_action,
    noter_une_seance,
    pointer,
)
from parcours.parcours_individuels.services.bilans import enregistrer_bilan
from parcours.parcours_individuels.services.contrats import renouveler, signer_le_contrat, suspendre
from parcours.parcours_individuels.services.objectifs import enregistrer_objectif
from parcours.parcours_individuels.services.parcours import changer_etat, corriger, ouvrir
from parcours.parcours_individuels.services.sorties import prendre_des_nouvelles, sortir

__all__ = [
    "AccordRetire",
    "accord_retire",
    "annuler_une_seance",
    "changer_etat",
    "corriger",
    "corriger_une_seance",
    "enregistrer_action",
    "enregistrer_bilan",
    "enregistrer_objectif",
    "exiger_l_accord",
    "noter_une_seance",
    "ouvrir",
    "pointer",
    "prendre_des_nouvelles",
    "renouveler",
    "signer_le_contrat",
    "sortir",
    "suspendre",
]
