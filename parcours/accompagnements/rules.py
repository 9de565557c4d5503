"""Words of an échange: how, with whom, with what success."""

from __future__ import annotations

import enum


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
