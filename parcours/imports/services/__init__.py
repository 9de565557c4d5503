"""Verbs on imports."""

from parcours.imports.services.annulation import annuler, prevoir
from parcours.imports.services.application import appliquer
from parcours.imports.services.lots import (
    ImportRefuse,
    abandonner,
    annuler_le_choix,
    changer_les_colonnes,
    choisir,
    colonnes,
    corriger,
    decider,
    deposer,
)

__all__ = [
    "ImportRefuse",
    "abandonner",
    "annuler",
    "annuler_le_choix",
    "appliquer",
    "changer_les_colonnes",
    "choisir",
    "colonnes",
    "corriger",
    "decider",
    "deposer",
    "prevoir",
]
