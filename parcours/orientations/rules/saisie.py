"""What is typed on a referral and on its steps."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import date, datetime

AUTRE = "autre"


class MoyenContact(enum.StrEnum):
    """How the person prefers to be reached (preferences of DORA, sante_emploi.md §3.1)."""

    TELEPHONE = "telephone"
    SMS = "sms"
    COURRIEL = "courriel"
    COURRIER = "courrier"
    REFERENT = "referent"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "telephone": "Par téléphone",
            "sms": "Par SMS",
            "courriel": "Par courriel",
            "courrier": "Par courrier",
            "referent": "Par l’intermédiaire du référent",
        }[self.value]


class IssueRendezVous(enum.StrEnum):
    """What became of an appointment. An absence stays in the tool: it never leaves by an export (sante_emploi.md §3.8)."""

    PREVU = "prevu"
    HONORE = "honore"
    ABSENCE = "absence"
    EXCUSE = "excuse"
    ANNULE = "annule"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "prevu": "Prévu",
            "honore": "La personne est venue",
            "absence": "La personne n’est pas venue",
            "excuse": "La personne s’est excusée",
            "annule": "Annulé par la structure",
        }[self.value]


NON_VENUES = (IssueRendezVous.ABSENCE, IssueRendezVous.EXCUSE, IssueRendezVous.ANNULE)
"""Ends of an appointment after which another one may be fixed."""

PRECISIONS: dict[str, str] = {
    "hors_public": "Écrivez quel critère n’est pas rempli.",
    "besoin_mal_identifie": "Écrivez vers qui vous conseillez d’orienter la personne.",
    "frein_prealable": "Écrivez quel frein est à lever d’abord.",
    AUTRE: "Précisez la raison.",
}
"""Reasons of refusal that say nothing without a few words (sante_emploi.md §3.7)."""

LISTE_D_ATTENTE = "plus_de_place"
"""The reason that may say until when."""


@dataclass(frozen=True)
class SaisieOrientation:
    """A referral as typed by its sender."""

    contact_id: uuid.UUID | None
    motif: str
    preference_contact: str | None
    moyens: tuple[MoyenContact, ...] = ()
    disponible_le: date | None = None
    disponibilites: str | None = None
    besoin: str | None = None
    referent_id: uuid.UUID | None = None


@dataclass(frozen=True)
class SaisieRendezVous:
    """An appointment: when, how long, where."""

    debut: datetime
    minutes: int = 60
    lieu: str | None = None


@dataclass(frozen=True)
class SaisieEtape:
    """What goes with a step: words, code of the refusal, until when the list is full, appointment."""

    texte: str | None = None
    motif_refus: str | None = None
    attente_jusqu_au: date | None = None
    rendez_vous: SaisieRendezVous | None = None
