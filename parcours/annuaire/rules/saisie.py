"""Kinds of structures, and what is typed on their form."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

TYPES: dict[str, str] = {
    "acces_aux_droits": "Accès aux droits",
    "bailleur": "Bailleur",
    "ccas": "CCAS",
    "centre_social": "Centre social",
    "collectivite": "Collectivité",
    "departement": "Département",
    "education": "Éducation",
    "espace_de_vie_sociale": "Espace de vie sociale",
    "etat": "État",
    "hebergement": "Hébergement",
    "insertion": "Insertion",
    "jeunesse": "Jeunesse",
    "justice": "Justice",
    "mobilite": "Mobilité",
    "observation": "Observation",
    "participation": "Participation des habitants",
    "pole_social": "Pôle social",
    "protection_sociale": "Protection sociale",
    "sante": "Santé",
    "service_public_emploi": "Service public de l’emploi",
    "autre": "Autre",
}
"""Words of the contract's list of partners."""


@dataclass(frozen=True)
class SaisieStructure:
    """A structure as typed."""

    nom: str
    sigle: str | None
    type: str | None
    description: str | None
    commune_id: uuid.UUID | None
    adresse: str | None
    telephone: str | None
    courriel: str | None
    site_web: str | None
    courriel_orientations: str | None
    orientable: bool
    note_interne: str | None
    verifie_le: date | None
    valide_au: date | None


@dataclass(frozen=True)
class CriteresAnnuaire:
    """What is asked of the list."""

    recherche: str = ""
    type: str = ""
    commune_id: uuid.UUID | None = None
    fermees: bool = False
