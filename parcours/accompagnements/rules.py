"""Words of an échange: how, with whom, with what success."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from parcours.socle.droits import Dispositif


class Canal(enum.StrEnum):
    """How the exchange took place (or was attempted)."""

    APPEL = "appel"
    MESSAGE = "message"
    COURRIEL = "courriel"
    VISITE = "visite"
    RENDEZ_VOUS = "rendez_vous"
    ACCOMPAGNEMENT = "accompagnement"
    PERMANENCE = "permanence"
    RENCONTRE = "rencontre"
    COURRIER = "courrier"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "appel": "Appel",
            "message": "Message (SMS, WhatsApp)",
            "courriel": "Courriel",
            "visite": "Visite à domicile",
            "rendez_vous": "Rendez-vous",
            "accompagnement": "Accompagnement physique",
            "permanence": "Permanence",
            "rencontre": "Rencontre dans la rue ou au centre",
            "courrier": "Courrier",
        }[self.value]


class Interlocuteur(enum.StrEnum):
    """With whom."""

    PERSONNE = "personne"
    MERE = "mere"
    PERE = "pere"
    FAMILLE = "famille"
    ECOLE = "ecole"
    PARTENAIRE = "partenaire"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "personne": "La personne elle-même",
            "mere": "La mère",
            "pere": "Le père",
            "famille": "La famille",
            "ecole": "L’école",
            "partenaire": "Un partenaire",
        }[self.value]

    @property
    def compte_comme_contact(self) -> bool:
        """True when it is a contact with the person or the family: a call with the school is not (CNIL: contact from the person)."""
        return self not in {Interlocuteur.ECOLE, Interlocuteur.PARTENAIRE}


ECRITS = frozenset({Canal.MESSAGE, Canal.COURRIEL, Canal.COURRIER})
"""Written channels: one writes to somebody, one does not meet them."""

_AVEC = {
    Interlocuteur.PERSONNE: ("avec la personne", "à la personne"),
    Interlocuteur.MERE: ("avec la mère", "à la mère"),
    Interlocuteur.PERE: ("avec le père", "au père"),
    Interlocuteur.FAMILLE: ("avec la famille", "à la famille"),
    Interlocuteur.ECOLE: ("avec l’école", "à l’école"),
    Interlocuteur.PARTENAIRE: ("avec un partenaire", "à un partenaire"),
}

ICONES = {
    Canal.APPEL: "telephone",
    Canal.MESSAGE: "chat-left-text",
    Canal.COURRIEL: "envelope",
    Canal.COURRIER: "envelope",
    Canal.VISITE: "house-door",
    Canal.RENDEZ_VOUS: "calendar-check",
    Canal.ACCOMPAGNEMENT: "geo-alt",
    Canal.PERMANENCE: "building",
    Canal.RENCONTRE: "people",
}


def titre(canal: Canal, interlocuteur: Interlocuteur, *, abouti: bool, enfant: bool) -> str:
    """« Appel avec la mère », « Message à la mère sans réponse »."""
    mot = "Message" if canal is Canal.MESSAGE else canal.libelle
    avec, a = _AVEC[interlocuteur]
    if interlocuteur is Interlocuteur.PERSONNE and enfant:
        avec, a = "avec l’enfant", "à l’enfant"
    qui = a if canal in ECRITS or (canal is Canal.APPEL and not abouti) else avec
    return f"{mot} {qui}" if abouti else f"{mot} {qui}, sans réponse"


def icone(canal: Canal, *, abouti: bool) -> str:
    """The sign of the round on the timeline."""
    return "telephone-x" if canal is Canal.APPEL and not abouti else ICONES[canal]


@dataclass(frozen=True)
class SaisieEchange:
    """An échange as typed, with the reminder written at the same time."""

    a_la_date: date
    canal: Canal
    interlocuteur: Interlocuteur
    abouti: bool
    texte: str | None
    duree_min: int | None = None
    rappel_le: date | None = None
    rappel_objet: str | None = None


@dataclass(frozen=True)
class PagesDeSaisie:
    """Where a scheme writes its échanges when it records more than the others do."""

    geste: str
    nouveau: str
    correction: str


PAGES_DE_SAISIE: dict[Dispositif, PagesDeSaisie] = {}
"""Filled by the domain above that owns the richer form (médiation santé); empty for the others."""
COMMUNES = PagesDeSaisie("Ajouter un échange", "accompagnements.nouvel_echange", "accompagnements.correction")


def pages_de_saisie(dispositif: Dispositif) -> PagesDeSaisie:
    """Pages on which the échanges of a scheme are written and corrected."""
    return PAGES_DE_SAISIE.get(dispositif, COMMUNES)
