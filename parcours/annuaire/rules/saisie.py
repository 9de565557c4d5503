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


TYPES_D_UN_BESOIN: dict[str, tuple[str, ...]] = {
    "choisir-un-metier": ("service_public_emploi", "insertion"),
    "difficultes-administratives-ou-juridiques": ("acces_aux_droits", "pole_social", "ccas", "justice"),
    "difficultes-financieres": ("ccas", "pole_social"),
    "equipement-et-alimentation": ("ccas", "pole_social"),
    "famille": ("protection_sociale", "centre_social", "departement"),
    "lecture-ecriture-calcul": ("centre_social",),
    "logement-hebergement": ("bailleur", "hebergement"),
    "mobilite": ("mobilite",),
    "preparer-sa-candidature": ("service_public_emploi", "insertion"),
    "remobilisation": ("centre_social", "espace_de_vie_sociale"),
    "sante": ("sante",),
    "se-former": ("service_public_emploi", "insertion"),
    "trouver-un-emploi": ("service_public_emploi", "insertion"),
}
"""For a structure whose services nobody has written yet: the needs its kind of the contract answers."""

A_VERIFIER_APRES_JOURS = 180
"""A row nobody checked for six months is said to be checked again (the national quality score drops then too)."""


@dataclass(frozen=True)
class AjoutsLocaux:
    """What the teams add to a structure for themselves, whoever published it."""

    sigle: str | None = None
    type: str | None = None
    courriel_orientations: str | None = None
    orientable: bool = True
    contact_interne: str | None = None
    note_interne: str | None = None
    verifie_le: date | None = None
    valide_au: date | None = None
    quartiers: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class SaisieStructure:
    """A structure made here, as typed."""

    nom: str
    description: str | None = None
    commune_id: uuid.UUID | None = None
    adresse: str | None = None
    telephone: str | None = None
    courriel: str | None = None
    site_web: str | None = None
    siret: str | None = None
    horaires_accueil: str | None = None
    accessibilite_lieu: str | None = None
    reseaux_porteurs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SaisieService:
    """A service made here, as typed."""

    nom: str
    description: str | None = None
    type: str | None = None
    thematiques: tuple[str, ...] = ()
    frais: str | None = None
    frais_precisions: str | None = None
    publics: tuple[str, ...] = ()
    publics_precisions: str | None = None
    conditions_acces: str | None = None
    modes_accueil: tuple[str, ...] = ()
    zone_eligibilite: tuple[str, ...] = ()
    contact_nom_prenom: str | None = None
    telephone: str | None = None
    courriel: str | None = None
    lien_mobilisation: str | None = None
    modes_mobilisation: tuple[str, ...] = ()
    mobilisable_par: tuple[str, ...] = ()
    mobilisation_precisions: str | None = None
    volume_horaire_hebdomadaire: float | None = None
    nombre_semaines: int | None = None
    horaires_accueil: str | None = None


@dataclass(frozen=True)
class AjoutsAuService:
    """What the teams decide of a service, whoever published it."""

    orientable: bool = True
    verifie_le: date | None = None
    valide_au: date | None = None


@dataclass(frozen=True)
class CriteresAnnuaire:
    """What is asked of the list."""

    recherche: str = ""
    type: str = ""
    commune_id: uuid.UUID | None = None
    fermees: bool = False
    besoin: str = ""
    """A category or a theme of data·inclusion."""
    public: str = ""
    mode: str = ""
    quartier_id: uuid.UUID | None = None
    orientables: bool = False
    pres_de: uuid.UUID | None = None
    """A district whose structures come first, without leaving the others out."""

    @property
    def sur_les_services(self) -> bool:
        """True when what is asked only a service can answer."""
        return bool(self.besoin or self.public or self.mode)


def a_verifier(verifie_le: date | None, jour: date) -> bool:
    """True when nobody checked the row for six months, or ever."""
    return verifie_le is None or (jour - verifie_le).days > A_VERIFIER_APRES_JOURS
