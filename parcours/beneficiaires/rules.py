"""Words of a person's file: sex, district situation, attachments, agreements."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import DamerauLevenshtein

from parcours.socle.droits import Dispositif
from parcours.socle.recherche import normaliser


class Sexe(enum.StrEnum):
    """As recorded; unknown is a value, never a guess."""

    FEMININ = "F"
    MASCULIN = "M"
    INCONNU = "inconnu"

    @property
    def libelle(self) -> str:
        """Word on screen."""
        return {"F": "Féminin", "M": "Masculin", "inconnu": "Non renseigné"}[self.value]


class SituationQuartier(enum.StrEnum):
    """Where a person lives, as at a date; an empty cell is INCONNU, not HORS."""

    QPV = "qpv"
    FRAGILE = "quartier_fragile"
    HORS = "hors_quartier"
    INCONNU = "inconnu"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "qpv": "Quartier prioritaire",
            "quartier_fragile": "Quartier fragile",
            "hors_quartier": "Hors quartier prioritaire",
            "inconnu": "Quartier inconnu",
        }[self.value]


class OrigineQuartier(enum.StrEnum):
    """How the district was known."""

    CHOISI = "choisi"
    PROPOSE = "propose"
    IMPORTE = "importe"


class NatureRattachement(enum.StrEnum):
    """Why an agent or a structure is attached to a file."""

    REFERENT = "referent"
    COREFERENT = "coreferent"
    REPERAGE = "reperage"
    ACCOMPAGNEMENT = "accompagnement"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "referent": "Référent de parcours",
            "coreferent": "Co-référent",
            "reperage": "A repéré la personne",
            "accompagnement": "Accompagne la personne",
        }[self.value]


class LienFamilial(enum.StrEnum):
    """Link of a contact with the person followed."""

    MERE = "mere"
    PERE = "pere"
    TITULAIRE = "titulaire"
    CONJOINT = "conjoint"
    AUTRE = "autre"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "mere": "Mère",
            "pere": "Père",
            "titulaire": "Titulaire de l’autorité parentale",
            "conjoint": "Conjoint ou conjointe",
            "autre": "Autre proche",
        }[self.value]


class EtatAccord(enum.StrEnum):
    """An agreement to the help (loi 2005-32, art. 128), distinct from any RGPD consent."""

    EN_ATTENTE = "en_attente"
    REPRIS = "repris_a_confirmer"
    CONFIRME = "confirme"
    REFUSE = "refuse"
    RETIRE = "retire"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "en_attente": "En attente",
            "repris_a_confirmer": "Repris, à confirmer",
            "confirme": "Confirmé",
            "refuse": "Refusé",
            "retire": "Retiré",
        }[self.value]


class FormeAccord(enum.StrEnum):
    """How the agreement was given."""

    ORAL = "oral"
    ECRIT = "ecrit"
    INCONNUE = "inconnue"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"oral": "Oral", "ecrit": "Écrit", "inconnue": "Forme inconnue"}[self.value]


PROPOSER = "proposer"
"""Choice of a form: let the table of streets propose the district."""


@dataclass(frozen=True)
class Lieu:
    """A district situation, chosen or to be proposed from the address."""

    situation: SituationQuartier
    quartier_id: uuid.UUID | None = None
    propose: bool = False


@dataclass(frozen=True)
class SaisieIdentite:
    """Identity as typed."""

    nom: str
    prenom: str
    nom_naissance: str | None
    sexe: Sexe
    date_naissance: date | None
    telephone: str | None
    courriel: str | None
    adresse: str | None
    commune_id: uuid.UUID | None
    etablissement_id: uuid.UUID | None
    classe: str | None
    observations: str | None = None


@dataclass(frozen=True)
class SaisieContact:
    """A contact as typed."""

    lien: LienFamilial
    autorite_parentale: bool
    nom: str
    prenom: str
    telephone: str | None
    courriel: str | None
    adresse: str | None
    langue: str | None
    contact_autorise: bool
    restriction: str | None


@dataclass(frozen=True)
class SaisieAccord:
    """An agreement as typed."""

    etat: EtatAccord
    contact_id: uuid.UUID | None
    forme: FormeAccord
    donne_le: date | None
    portee_eps: bool
    structures: tuple[uuid.UUID, ...]
    dispositifs: tuple[Dispositif, ...] = ()


@dataclass(frozen=True)
class SaisieReferent:
    """Who becomes référent, and from when."""

    nature: NatureRattachement
    agent_id: uuid.UUID
    debut: date


Personne = tuple[str, str, date | None]
"""Name, first name, birth date."""


def proximite(une: Personne, autre: Personne) -> str | None:
    """Why two people look like one, in words; None when they do not.

    Accents, hyphens, case and the order of the two names do not count; one letter off does not either.
    """
    noms = [normaliser(f"{une[0]} {une[1]}"), normaliser(f"{autre[0]} {autre[1]}")]
    meme_nom = sorted(noms[0].split()) == sorted(noms[1].split())
    colles = ["".join(sorted(nom.split())) for nom in noms]
    nom_proche = meme_nom or DamerauLevenshtein.distance(colles[0], colles[1]) <= 1
    if not all(noms) or not nom_proche:
        return _meme_jour_et_meme_prenom(une, autre)
    ecriture = "même nom" if meme_nom else "nom à une lettre près"
    if une[2] is None or autre[2] is None:
        return f"{ecriture}, date de naissance inconnue"
    if une[2] == autre[2]:
        return f"{ecriture}, même date de naissance"
    if _dates_proches(une[2], autre[2]):
        return f"{ecriture}, date de naissance proche"
    return f"{ecriture}, autre date de naissance" if meme_nom else None


def _meme_jour_et_meme_prenom(une: Personne, autre: Personne) -> str | None:
    """A child may be entered under the other parent's name: same first name, same birth date."""
    prenoms = {normaliser(une[1]), normaliser(autre[1])}
    if une[2] is not None and une[2] == autre[2] and len(prenoms) == 1 and prenoms != {""}:
        return "même prénom, même date de naissance"
    return None


def _dates_proches(une: date, autre: date) -> bool:
    """One part differs, or day and month are swapped: usual slips of the pen."""
    differences = sum((une.day != autre.day, une.month != autre.month, une.year != autre.year))
    return differences == 1 or (une.year == autre.year and (une.day, une.month) == (autre.month, autre.day))


class Couverture(enum.StrEnum):
    """How the agreements of a file cover an act to come (an EPS, a partner)."""

    CONFIRMEE = "confirmee"
    A_CONFIRMER = "a_confirmer"
    HORS_PORTEE = "hors_portee"
    ABSENTE = "absente"

    @property
    def libelle(self) -> str:
        """Short words on screen."""
        return {
            "confirmee": "Accord confirmé",
            "a_confirmer": "Accord à confirmer",
            "hors_portee": "Accord à étendre",
            "absente": "Sans accord",
        }[self.value]


def couverture_selon(etats: Collection[EtatAccord]) -> Couverture:
    """What to ask for when no confirmed agreement covers the act."""
    if EtatAccord.CONFIRME in etats:
        return Couverture.HORS_PORTEE
    if EtatAccord.REPRIS in etats or EtatAccord.EN_ATTENTE in etats:
        return Couverture.A_CONFIRMER
    return Couverture.ABSENTE


CHAMPS_A_FUSIONNER: dict[str, tuple[str, ...]] = {
    "nom": ("nom",),
    "prenom": ("prenom",),
    "nom_naissance": ("nom_naissance",),
    "sexe": ("sexe",),
    "date_naissance": ("date_naissance",),
    "telephone": ("telephone",),
    "courriel": ("courriel",),
    "adresse": ("adresse", "commune_id"),
    "quartier": ("situation_quartier", "quartier_id"),
    "ecole": ("etablissement_id", "classe"),
    "observations": ("observations",),
}
"""Lines of the comparison of two files, and the attributes that go together."""
