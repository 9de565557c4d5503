"""What a file would change in the directory: shown before anything is written."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parcours.annuaire.rules import referentiels
from parcours.annuaire.rules.horaires import en_francais
from parcours.annuaire.rules.schema import ENSEMBLES

LIBELLES = {
    "nom": "Nom",
    "description": "Description",
    "siret": "SIRET",
    "commune": "Commune",
    "code_postal": "Code postal",
    "code_insee": "Code INSEE",
    "adresse": "Adresse",
    "complement_adresse": "Complément d’adresse",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "telephone": "Téléphone",
    "courriel": "Courriel",
    "site_web": "Site",
    "horaires_accueil": "Horaires",
    "accessibilite_lieu": "Accessibilité du lieu",
    "reseaux_porteurs": "Réseaux",
    "structure_id": "Structure",
    "type": "Type",
    "thematiques": "Besoins",
    "frais": "Frais",
    "frais_precisions": "Précisions sur les frais",
    "publics": "Publics",
    "publics_precisions": "Précisions sur les publics",
    "conditions_acces": "Conditions d’accès",
    "modes_accueil": "Accueil",
    "zone_eligibilite": "Zone",
    "contact_nom_prenom": "Contact",
    "lien_mobilisation": "Lien",
    "modes_mobilisation": "Comment s’y adresser",
    "mobilisable_par": "Qui peut s’y adresser",
    "mobilisation_precisions": "Précisions pour s’y adresser",
    "volume_horaire_hebdomadaire": "Heures par semaine",
    "nombre_semaines": "Nombre de semaines",
    "autres_champs": "Autres informations publiées",
}
"""Words of the fields that are compared; source and id name the row, the date of the producer changes nothing by itself."""


class Sort(enum.StrEnum):
    """What happens to one row."""

    NOUVELLE = "nouvelle"
    MODIFIEE = "modifiee"
    IDENTIQUE = "identique"
    ABSENTE = "absente"
    ORPHELINE = "orpheline"

    @property
    def libelle(self) -> str:
        """As written on screen."""
        return {
            "nouvelle": "Nouvelle",
            "modifiee": "Modifiée",
            "identique": "Inchangée",
            "absente": "N’est plus dans le fichier",
            "orpheline": "Sans structure connue",
        }[self.value]


@dataclass(frozen=True)
class Changement:
    """One field."""

    libelle: str
    avant: str
    apres: str


@dataclass(frozen=True)
class Difference:
    """One row of the file, or one row of the directory that the file no longer holds."""

    genre: str
    identifiant: str
    nom: str
    sort: Sort
    changements: tuple[Changement, ...] = ()


def comparer(genre: str, connues: Mapping[str, Mapping[str, Any]], lignes: Iterable[Mapping[str, Any]]) -> list[Difference]:
    """Each row of the file against the same row here, then the rows of the same sources that the file does not hold."""
    lignes = list(lignes)
    resultat = [_une(genre, connues.get(ligne["id"]), ligne) for ligne in lignes]
    recues, sources = {ligne["id"] for ligne in lignes}, {ligne["source"] for ligne in lignes}
    resultat += [
        Difference(genre, identifiant, connue["nom"], Sort.ABSENTE)
        for identifiant, connue in connues.items()
        if identifiant not in recues and connue["source"] in sources
    ]
    return resultat


def _une(genre: str, connue: Mapping[str, Any] | None, ligne: Mapping[str, Any]) -> Difference:
    if connue is None:
        return Difference(genre, ligne["id"], ligne["nom"], Sort.NOUVELLE)
    changements = tuple(
        Changement(libelle, en_mots(champ, connue.get(champ)), en_mots(champ, ligne[champ]))
        for champ, libelle in LIBELLES.items()
        if champ in ligne and not _memes(champ, connue.get(champ), ligne[champ])
    )
    sort = Sort.MODIFIEE if changements else Sort.IDENTIQUE
    return Difference(genre, ligne["id"], ligne["nom"], sort, changements)


def _memes(champ: str, avant: Any, apres: Any) -> bool:
    if champ in ENSEMBLES:
        return set(avant or ()) == set(apres or ())
    return (avant or None) == (apres or None) or (avant == apres)


def en_mots(champ: str, valeur: Any) -> str:
    """A value for a reader."""
    if valeur in (None, "", []):
        return ""
    if champ == "horaires_accueil":
        return "\n".join(en_francais(valeur))
    if champ in referentiels.LISTE_DU_CHAMP:
        return referentiels.mots(champ, valeur if isinstance(valeur, list) else [valeur])
    if isinstance(valeur, list):
        return ", ".join(valeur)
    if isinstance(valeur, dict):
        return "\n".join(f"{cle}\u00a0: {v}" for cle, v in valeur.items())
    return f"{valeur:g}" if isinstance(valeur, float) else str(valeur)
