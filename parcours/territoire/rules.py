"""Reading an address, and what is typed on the screens of the territory: pure."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date

from parcours.socle.recherche import normaliser

_NUMERO = re.compile(
    r"^(?:(?:appt|apt|bat|appartement|batiment|etage|porte) [a-z0-9]+ )*(\d{1,4})(?: ?(?:bis|ter|quater|[a-d]))?(?= )"
)
_ABREVIATIONS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard", "r": "rue",
    "res": "residence", "resid": "residence", "pl": "place", "imp": "impasse", "all": "allee", "chem": "chemin",
    "rte": "route", "sq": "square", "st": "saint", "ste": "sainte", "fg": "faubourg", "qu": "quai", "dr": "docteur",
}  # fmt: skip

CLASSES = ("TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "6e", "5e", "4e", "3e", "2de", "1re", "Tle")
"""Classes of the ordinary course, in order."""

AGE_A_LA_RENTREE = {classe: 2 + rang for rang, classe in enumerate(CLASSES)}
"""Age reached in the calendar year in which the school year begins: 3 in PS, 6 in CP, 11 in 6e."""


@dataclass(frozen=True)
class AdresseLue:
    """Number in the street when there is one, and the normalised words of the address."""

    numero: int | None
    mots: str


def cle_de_voie(texte: str) -> str:
    """Normalised words of a street or an address: no accent, usual abbreviations in full."""
    return " ".join(_ABREVIATIONS.get(mot, mot) for mot in normaliser(texte).split())


def lire_adresse(adresse: str) -> AdresseLue:
    """« 12 bis, bd. Guillain » → 12, `boulevard guillain`."""
    brut = normaliser(adresse)
    trouve = _NUMERO.match(brut + " ")
    return AdresseLue(int(trouve[1]) if trouve else None, cle_de_voie(brut))


def designe(cle: str, adresse: AdresseLue) -> bool:
    """True when the words of a street appear, whole and in a row, in the address."""
    return bool(cle) and f" {cle} " in f" {adresse.mots} "


def dans_les_numeros(numero: int | None, numero_min: int | None, numero_max: int | None) -> bool:
    """True when a number lies in a stretch of street; a stretch cannot be recognised without a number."""
    if numero_min is None and numero_max is None:
        return True
    return numero is not None and (numero_min or 0) <= numero <= (numero_max or 9999)


@dataclass(frozen=True)
class SaisieQuartier:
    """A district as typed."""

    nom: str
    type: str
    valide_du: date
    valide_au: date | None
    communes: tuple[uuid.UUID, ...]
    appellations: tuple[str, ...]


@dataclass(frozen=True)
class SaisieVoie:
    """A street or residence as typed."""

    nom: str
    commune_id: uuid.UUID
    quartier_id: uuid.UUID | None
    numero_min: int | None
    numero_max: int | None


@dataclass(frozen=True)
class SaisieCommune:
    """A commune as typed."""

    nom: str
    code_insee: str
    code_postal: str
    dans_perimetre_pre: bool


@dataclass(frozen=True)
class SaisieEtablissement:
    """A school as typed."""

    nom: str
    niveau: str
    commune_id: uuid.UUID | None
    quartier_id: uuid.UUID | None
    situation: str | None
    education_prioritaire: str
    valide_au: date | None


@dataclass(frozen=True)
class SaisieDuContrat:
    """An axis, an ambition or an objective as typed, with the dates between which the contract holds it."""

    libelle: str
    valide_du: date | None
    valide_au: date | None
    rang: int = 0
    """Ambitions only."""
    code: str = ""
    """Objectives only, as are the two below."""
    axe_id: uuid.UUID | None = None
    ambitions: tuple[uuid.UUID, ...] = ()


NIVEAUX = {
    "maternelle": "École maternelle",
    "elementaire": "École élémentaire",
    "primaire": "École primaire",
    "primaire privee": "École primaire privée",
    "college": "Collège",
    "college prive": "Collège privé",
    "lycee": "Lycée",
    "autre": "Autre",
}
SITUATIONS = ("dans le quartier", "à proximité")
