"""Verbs on a pathway, its objectives and its actions."""

from parcours.parcours_individuels.services.actions import enregistrer_action
from parcours.parcours_individuels.services.objectifs import enregistrer_objectif
from parcours.parcours_individuels.services.parcours import changer_etat, corriger, ouvrir

__all__ = ["changer_etat", "corriger", "enregistrer_action", "enregistrer_objectif", "ouvrir"]
