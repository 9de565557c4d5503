"""Life of a referral: one declared table with who may do it (sante_emploi.md §3.7)."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class EtatOrientation(enum.StrEnum):
    """States of a referral."""

    BROUILLON = "brouillon"
    ENVOYEE = "envoyee"
    VUE = "vue"
    EN_COURS = "en_cours"
    ACCEPTEE = "acceptee"
    DEMARREE = "demarree"
    REFUSEE = "refusee"
    ANNULEE = "annulee"
    REFUS_PERSONNE = "refus_personne"
    EXPIREE = "expiree"
    SANS_SUITE = "sans_suite"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "brouillon": "Brouillon",
            "envoyee": "Envoyée",
            "vue": "Vue",
            "en_cours": "En cours d’examen",
            "acceptee": "Acceptée",
            "demarree": "Démarrée",
            "refusee": "Refusée",
            "annulee": "Annulée",
            "refus_personne": "Refus de la personne",
            "expiree": "Expirée",
            "sans_suite": "Sans suite",
        }[self.value]

    @property
    def attend_une_reponse(self) -> bool:
        """True while the receiving structure has not answered."""
        return self in {EtatOrientation.ENVOYEE, EtatOrientation.VUE, EtatOrientation.EN_COURS}


class Cote(enum.StrEnum):
    """Which side makes the step."""

    EMETTEUR = "emetteur"
    RECEVEUR = "receveur"


@dataclass(frozen=True)
class Transition:
    """A step of the table: from, to, which side, whether a reason is asked."""

    de: EtatOrientation
    vers: EtatOrientation
    cote: Cote
    motif_demande: bool = False


_S = EtatOrientation
TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.BROUILLON, _S.ENVOYEE, Cote.EMETTEUR),
    Transition(_S.BROUILLON, _S.ANNULEE, Cote.EMETTEUR),
    Transition(_S.ENVOYEE, _S.VUE, Cote.RECEVEUR),
    *(Transition(de, _S.EN_COURS, Cote.RECEVEUR) for de in (_S.ENVOYEE, _S.VUE)),
    *(Transition(de, _S.ACCEPTEE, Cote.RECEVEUR) for de in (_S.ENVOYEE, _S.VUE, _S.EN_COURS)),
    *(Transition(de, _S.REFUSEE, Cote.RECEVEUR, motif_demande=True) for de in (_S.ENVOYEE, _S.VUE, _S.EN_COURS)),
    *(Transition(de, _S.ANNULEE, Cote.EMETTEUR, motif_demande=True) for de in (_S.ENVOYEE, _S.VUE, _S.EN_COURS)),
    *(Transition(de, _S.REFUS_PERSONNE, Cote.EMETTEUR) for de in (_S.ENVOYEE, _S.VUE, _S.EN_COURS, _S.ACCEPTEE)),
    *(Transition(de, _S.DEMARREE, cote) for de in (_S.ACCEPTEE,) for cote in Cote),
    *(Transition(_S.ACCEPTEE, _S.SANS_SUITE, cote, motif_demande=True) for cote in Cote),
)


def transition(de: EtatOrientation, vers: EtatOrientation, cote: Cote) -> Transition | None:
    """The step of the table, or None when it is not allowed."""
    return next((t for t in TRANSITIONS if (t.de, t.vers, t.cote) == (de, vers, cote)), None)


def possibles(de: EtatOrientation, cote: Cote) -> list[Transition]:
    """Steps this side may make from `de`, in the order of the table."""
    return [t for t in TRANSITIONS if t.de is de and t.cote is cote]


GESTES: dict[tuple[EtatOrientation, Cote], str] = {
    (_S.ENVOYEE, Cote.EMETTEUR): "Envoyer l’orientation",
    (_S.ANNULEE, Cote.EMETTEUR): "Annuler l’orientation",
    (_S.REFUS_PERSONNE, Cote.EMETTEUR): "La personne ne souhaite plus",
    (_S.DEMARREE, Cote.EMETTEUR): "L’accompagnement a démarré",
    (_S.SANS_SUITE, Cote.EMETTEUR): "Classer sans suite",
    (_S.VUE, Cote.RECEVEUR): "J’en prends connaissance",
    (_S.EN_COURS, Cote.RECEVEUR): "Nous l’examinons",
    (_S.ACCEPTEE, Cote.RECEVEUR): "Accepter",
    (_S.REFUSEE, Cote.RECEVEUR): "Refuser",
    (_S.DEMARREE, Cote.RECEVEUR): "La personne est venue",
    (_S.SANS_SUITE, Cote.RECEVEUR): "Classer sans suite",
}
"""Words of the button of each step, as the side that presses it would say them."""

AVEC_PAGE = frozenset({_S.ACCEPTEE, _S.REFUSEE, _S.ANNULEE, _S.REFUS_PERSONNE, _S.SANS_SUITE})
"""Steps that open a page first: something may be written with them. The others are one press."""
