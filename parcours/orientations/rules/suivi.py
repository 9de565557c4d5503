"""What the follow-up screen is reduced to."""

from __future__ import annotations

import enum


class Delai(enum.StrEnum):
    """How long an answer has been awaited, for the follow-up screen (steps of sante_emploi.md §3.7: 3, 10, 20 days)."""

    TROIS = "3"
    DIX = "10"
    VINGT = "20"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return f"Sans réponse depuis {self.value} jours ou plus"


class Tranche(enum.StrEnum):
    """What the follow-up screen sorts referrals by: how long they wait, and what comes next."""

    VINGT = "20"
    DIX = "10"
    TROIS = "3"
    RECENTES = "recentes"
    RENDEZ_VOUS_PASSE = "rendez_vous_passe"
    SANS_RENDEZ_VOUS = "sans_rendez_vous"
    A_REFAIRE = "a_refaire"
    BROUILLONS = "brouillons"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "20": "Sans réponse depuis 20 jours ou plus",
            "10": "Sans réponse depuis 10 à 19 jours",
            "3": "Sans réponse depuis 3 à 9 jours",
            "recentes": "Envoyées depuis moins de 3 jours",
            "rendez_vous_passe": "Rendez-vous passé, à noter",
            "sans_rendez_vous": "Acceptées, sans rendez-vous",
            "a_refaire": "Terminées sans réponse favorable, à reprendre",
            "brouillons": "Brouillons pas encore envoyés",
        }[self.value]

    @property
    def attend(self) -> bool:
        """True for those without an answer."""
        return self in ATTENTES


ATTENTES: dict[Tranche, tuple[int, int | None]] = {
    Tranche.VINGT: (20, None),
    Tranche.DIX: (10, 20),
    Tranche.TROIS: (3, 10),
    Tranche.RECENTES: (0, 3),
}
"""Days since the sending: from, up to but not including."""

DE_L_EMETTEUR = frozenset({Tranche.A_REFAIRE, Tranche.BROUILLONS})
"""Nothing the structure has to do."""

A_REPRENDRE_PENDANT = 60
"""Days after which a referral that ended badly is no longer shown as something to do."""


class GesteEnLot(enum.StrEnum):
    """What may be done to several referrals at once."""

    RELANCER = "relancer"
    ANNULER = "annuler"
    SANS_SUITE = "sans_suite"
    EXAMINER = "examiner"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "relancer": "Relancer la structure",
            "annuler": "Annuler (dites pourquoi)",
            "sans_suite": "Classer sans suite (dites pourquoi)",
            "examiner": "Nous les examinons",
        }[self.value]


def gestes_en_lot(tranche: Tranche, *, receveur: bool) -> list[GesteEnLot]:
    """What a side may do at once to the referrals of a slice."""
    if receveur:
        return [GesteEnLot.EXAMINER] if tranche.attend else []
    if tranche.attend:
        return [GesteEnLot.RELANCER, GesteEnLot.ANNULER]
    if tranche is Tranche.BROUILLONS or tranche is Tranche.A_REFAIRE:
        return []
    return [GesteEnLot.SANS_SUITE, GesteEnLot.ANNULER]
