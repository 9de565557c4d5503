"""What is noted in the room about one situation: fields that merge one by one, and what is missing before it is settled."""

from __future__ import annotations

import enum
import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from parcours.reunions.rules.seance import Decision

OBJECTIFS = (1, 2, 3)
"""At most three objectives (pre.md §3.2)."""

ACTIONS = (1, 2, 3, 4, 5, 6)
"""Actions one meeting proposes for a child; the others are added to the pathway afterwards."""

CHAMPS_SIMPLES = (
    "decision",
    "crip_le",
    "raison",
    "prochain_bilan_le",
    "referent_id",
    "referent_depuis",
    "annonce_par_id",
    "annonce_avant_le",
    "annonce",
)
CHAMPS_D_OBJECTIF = ("domaine", "texte")
CHAMPS_D_ACTION = ("type", "operateur_id", "libelle")

DELAI_D_ANNONCE = timedelta(days=8)
"""The family is informed within eight days (pre.md §3.2)."""

AVEC_BILAN = frozenset({Decision.ENTREE, Decision.POURSUITE, Decision.AJOURNEE, Decision.VEILLE, Decision.ACTION_COLLECTIVE})
"""Decisions after which the situation is looked at again."""

BILAN_OBLIGATOIRE = frozenset({Decision.ENTREE, Decision.POURSUITE, Decision.VEILLE})
"""Every open pathway has the date of its next review (pre.md §1.5)."""

AVEC_PROPOSITIONS = frozenset({Decision.ENTREE, Decision.POURSUITE, Decision.ACTION_COLLECTIVE, Decision.VEILLE})
"""Decisions whose objectives and actions are carried to the pathway."""


class EtatDeSituation(enum.StrEnum):
    """Where a situation stands in the meeting."""

    A_VOIR = "a_voir"
    EN_COURS = "en_cours"
    CONCLUE = "conclue"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"a_voir": "À voir", "en_cours": "À conclure", "conclue": "Conclue"}[self.value]

    @property
    def ton(self) -> str:
        """Colour beside the words."""
        return {"a_voir": "neutre", "en_cours": "attention", "conclue": "reussite"}[self.value]


@dataclass(frozen=True)
class ChampNote:
    """One field sent by a noter: what it says now, and the fingerprint of what it said when it was shown."""

    nom: str
    valeur: Any
    avant: str


@dataclass(frozen=True)
class Place:
    """Where a field lives: on the note itself, or on the objective or action of a rank."""

    genre: str
    """Empty, « objectif » or « action »."""
    rang: int
    attribut: str


def champs() -> list[str]:
    """Names of every field, in the order of the page."""
    objectifs = [f"objectif_{rang}_{nom}" for rang in OBJECTIFS for nom in CHAMPS_D_OBJECTIF]
    actions = [f"action_{rang}_{nom}" for rang in ACTIONS for nom in CHAMPS_D_ACTION]
    return [*CHAMPS_SIMPLES, *objectifs, *actions]


def place(nom: str) -> Place:
    """Where a field lives, from its name."""
    debut, _, reste = nom.partition("_")
    rang, _, attribut = reste.partition("_")
    if debut in ("objectif", "action") and rang.isdigit():
        return Place(debut, int(rang), attribut)
    return Place("", 0, nom)


def forme(valeur: Any) -> str:
    """One way to write a value, whatever its type: an empty field and no value are the same."""
    if valeur is None:
        return ""
    if isinstance(valeur, enum.Enum):
        return str(valeur.value)
    if isinstance(valeur, date):
        return valeur.isoformat()
    return str(valeur).strip()


def empreinte(valeur: Any) -> str:
    """Fingerprint of a value, sent with the field: tells whether somebody else changed it since it was shown."""
    return hashlib.sha256(forme(valeur).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Notes:
    """What the rules look at before a situation is settled."""

    decision: Decision | None
    crip_le: date | None
    raison: str | None
    prochain_bilan_le: date | None
    referent_id: uuid.UUID | None
    annonce_par_id: uuid.UUID | None
    annonce_avant_le: date | None
    objectifs: int
    """Objectives proposed here."""
    objectifs_en_cours: int
    """Objectives already running, not proposed here."""
    actions_sans_type: tuple[int, ...]
    """Ranks of the actions described without a type."""


def manques(notes: Notes, jour: date) -> dict[str, str]:
    """What prevents the situation from being settled: {field: sentence}; empty when nothing does."""
    if notes.decision is None:
        return {"decision": "Choisissez la décision."}
    if notes.decision is Decision.TRANSMISSION_CRIP:
        return {} if notes.crip_le else {"crip_le": "Écrivez la date de la transmission."}
    trouves: dict[str, str] = {}
    if not notes.raison:
        trouves["raison"] = "Écrivez la raison, en une ligne."
    trouves |= _manques_de_bilan(notes, jour)
    if notes.decision is Decision.ENTREE and notes.referent_id is None:
        trouves["referent_id"] = "L’EPS nomme le référent d’un parcours qui commence."
    if notes.annonce_par_id is None:
        trouves["annonce_par_id"] = "Dites qui informe la famille."
    if notes.annonce_avant_le is None:
        trouves["annonce_avant_le"] = "Écrivez la date avant laquelle la famille est informée."
    if notes.decision in AVEC_PROPOSITIONS:
        if notes.objectifs + notes.objectifs_en_cours > len(OBJECTIFS):
            trouves["objectif_1_texte"] = (
                "Trois objectifs au plus à la fois\u00a0: retirez-en un ici, ou terminez d’abord un objectif en cours."
            )
        trouves |= {f"action_{rang}_type": "Choisissez le type de cette action." for rang in notes.actions_sans_type}
    return trouves


def _manques_de_bilan(notes: Notes, jour: date) -> dict[str, str]:
    if notes.prochain_bilan_le is None:
        return {"prochain_bilan_le": "Écrivez la date du prochain bilan."} if notes.decision in BILAN_OBLIGATOIRE else {}
    if notes.decision in AVEC_BILAN and notes.prochain_bilan_le <= jour:
        return {"prochain_bilan_le": "Le prochain bilan vient après la réunion."}
    return {}
