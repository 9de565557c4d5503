"""Verbs on a person's file."""

from parcours.beneficiaires.services.accords import enregistrer_accord
from parcours.beneficiaires.services.fusion import fusionner
from parcours.beneficiaires.services.identite import constater_quartier, corriger_identite, creer, enregistrer_contact
from parcours.beneficiaires.services.rattachements import accompagner, cesser_d_accompagner, mettre_fin, nommer_referent

__all__ = [
    "accompagner",
    "cesser_d_accompagner",
    "constater_quartier",
    "corriger_identite",
    "creer",
    "enregistrer_accord",
    "enregistrer_contact",
    "fusionner",
    "mettre_fin",
    "nommer_referent",
]
