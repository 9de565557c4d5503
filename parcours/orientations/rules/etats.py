"""Life of a referral: one declared table with who takes each step and what it requires (sante_emploi.md §3.7)."""

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
    REORIENTEE = "reorientee"
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
            "reorientee": "Réorientée",
            "annulee": "Annulée",
            "refus_personne": "Refus de la personne",
            "expiree": "Expirée",
            "sans_suite": "Sans suite",
        }[self.value]

    @property
    def ton(self) -> str:
        """Tone of the label."""
        return {"acceptee": "reussite", "demarree": "reussite", "refusee": "attention", "expiree": "attention"}.get(
            self.value, "neutre"
        )

    @property
    def attend_une_reponse(self) -> bool:
        """True while the receiving structure has not answered."""
        return self in EN_ATTENTE

    @property
    def laisse_lire_les_pieces(self) -> bool:
        """True while the receiving structure has something to do with what was attached."""
        return self in (*EN_ATTENTE, EtatOrientation.ACCEPTEE, EtatOrientation.DEMARREE)


class Cote(enum.StrEnum):
    """Who takes a step."""

    EMETTEUR = "emetteur"
    """Whoever follows the person (right ORIENTATION_ECRIRE on the pathway)."""
    RECEVEUR = "receveur"
    """The structure, with an account or through its signed link."""
    COORDINATION = "coordination"
    """Who coordinates the dispositif (right REFERENT_ECRIRE on the pathway)."""
    ROBOT = "robot"
    """The clock."""


class Exigence(enum.StrEnum):
    """What a step requires before it is taken."""

    ACCORD = "accord"
    """A confirmed agreement names the structure (pre.md §3.5, rule 2)."""
    STRUCTURE = "structure"
    """The structure is open and takes referrals."""
    MOTIF = "motif"
    """A few words."""
    RAISON = "raison"
    """A reason of the editable list, with what this reason asks for."""


@dataclass(frozen=True)
class Transition:
    """A step of the table: from, to, who, what it requires."""

    de: EtatOrientation
    vers: EtatOrientation
    cote: Cote
    exige: frozenset[Exigence] = frozenset()


E, C, X = EtatOrientation, Cote, Exigence
EN_ATTENTE = (E.ENVOYEE, E.VUE, E.EN_COURS)
"""No answer yet."""
A_REFAIRE = (E.REFUSEE, E.REORIENTEE, E.EXPIREE, E.SANS_SUITE, E.ANNULEE)
"""Ended without anybody to receive the person: a new referral may take over from it."""


def _pas(de: EtatOrientation, vers: EtatOrientation, cote: Cote, *exige: Exigence) -> Transition:
    return Transition(de, vers, cote, frozenset(exige))


TRANSITIONS: tuple[Transition, ...] = (
    _pas(E.BROUILLON, E.ENVOYEE, C.EMETTEUR, X.ACCORD, X.STRUCTURE),
    _pas(E.BROUILLON, E.ANNULEE, C.EMETTEUR),
    _pas(E.ENVOYEE, E.VUE, C.RECEVEUR),
    *(_pas(de, E.EN_COURS, C.RECEVEUR) for de in (E.ENVOYEE, E.VUE)),
    *(_pas(de, E.ACCEPTEE, C.RECEVEUR) for de in EN_ATTENTE),
    *(_pas(de, E.REFUSEE, C.RECEVEUR, X.RAISON) for de in EN_ATTENTE),
    *(_pas(de, E.REORIENTEE, C.RECEVEUR, X.MOTIF) for de in EN_ATTENTE),
    *(_pas(de, E.REORIENTEE, C.EMETTEUR, X.MOTIF) for de in EN_ATTENTE),
    *(_pas(de, E.ANNULEE, C.EMETTEUR, X.MOTIF) for de in (*EN_ATTENTE, E.ACCEPTEE)),
    *(_pas(de, E.REFUS_PERSONNE, C.EMETTEUR) for de in (*EN_ATTENTE, E.ACCEPTEE)),
    *(_pas(E.ACCEPTEE, E.DEMARREE, cote) for cote in (C.EMETTEUR, C.RECEVEUR)),
    *(_pas(E.ACCEPTEE, E.SANS_SUITE, cote, X.MOTIF) for cote in (C.EMETTEUR, C.RECEVEUR)),
    *(_pas(de, E.EXPIREE, C.ROBOT) for de in EN_ATTENTE),
    *(_pas(de, E.ENVOYEE, C.COORDINATION, X.ACCORD, X.STRUCTURE, X.MOTIF) for de in (E.EXPIREE, E.REFUSEE)),
)
"""The only steps there are. A referral is never deleted."""


def transition(de: EtatOrientation, vers: EtatOrientation, cote: Cote) -> Transition | None:
    """The step of the table, or None when it is not allowed."""
    return next((t for t in TRANSITIONS if (t.de, t.vers, t.cote) == (de, vers, cote)), None)


def possibles(de: EtatOrientation, cote: Cote) -> list[Transition]:
    """Steps this side may make from `de`, in the order of the table."""
    return [t for t in TRANSITIONS if t.de is de and t.cote is cote]


GESTES: dict[tuple[EtatOrientation, Cote], str] = {
    (E.ENVOYEE, C.EMETTEUR): "Envoyer l’orientation",
    (E.REORIENTEE, C.EMETTEUR): "Orienter ailleurs",
    (E.ANNULEE, C.EMETTEUR): "Annuler l’orientation",
    (E.REFUS_PERSONNE, C.EMETTEUR): "La personne ne souhaite plus",
    (E.DEMARREE, C.EMETTEUR): "L’accompagnement a démarré",
    (E.SANS_SUITE, C.EMETTEUR): "Classer sans suite",
    (E.VUE, C.RECEVEUR): "J’en prends connaissance",
    (E.EN_COURS, C.RECEVEUR): "Nous l’examinons",
    (E.ACCEPTEE, C.RECEVEUR): "Accepter",
    (E.REFUSEE, C.RECEVEUR): "Refuser",
    (E.REORIENTEE, C.RECEVEUR): "Conseiller une autre structure",
    (E.DEMARREE, C.RECEVEUR): "La personne est venue",
    (E.SANS_SUITE, C.RECEVEUR): "Classer sans suite",
    (E.ENVOYEE, C.COORDINATION): "Rouvrir l’orientation",
}
"""Words of the button of each step, as who presses it would say them."""

AVEC_PAGE = frozenset({E.ACCEPTEE, E.REFUSEE, E.REORIENTEE, E.ANNULEE, E.REFUS_PERSONNE, E.SANS_SUITE})
"""Steps that open a page first: something may be written with them. The others are one press."""


def ouvre_une_page(pas: Transition) -> bool:
    """True when the step goes with words: a draft is sent or given up with one press, a reopening says why."""
    if pas.de is E.BROUILLON:
        return False
    return pas.vers in AVEC_PAGE or X.MOTIF in pas.exige
