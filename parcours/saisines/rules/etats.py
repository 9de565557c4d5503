"""Life of a saisine: one declared table with who may take each step and what it requires (pre.md §1.2)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date


class EtatSaisine(enum.StrEnum):
    """Where a saisine stands. The last two are read from the pathway: nobody writes them."""

    BROUILLON = "brouillon"
    RECUE = "recue"
    A_COMPLETER = "a_completer"
    RECEVABLE = "recevable"
    IRRECEVABLE = "irrecevable"
    REORIENTEE = "reorientee"
    FAMILLE_RENCONTREE = "famille_rencontree"
    ACCORD_OBTENU = "accord_obtenu"
    REFUS_FAMILLE = "refus_famille"
    FAMILLE_INJOIGNABLE = "famille_injoignable"
    INSCRITE_EPS = "inscrite_eps"
    DECIDEE = "decidee"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "brouillon": "Brouillon",
            "recue": "Reçue",
            "a_completer": "À compléter",
            "recevable": "Recevable",
            "irrecevable": "Irrecevable",
            "reorientee": "Réorientée",
            "famille_rencontree": "Famille rencontrée",
            "accord_obtenu": "Accord obtenu",
            "refus_famille": "Refus de la famille",
            "famille_injoignable": "Famille injoignable",
            "inscrite_eps": "Inscrite à l’EPS",
            "decidee": "Décidée",
        }[self.value]

    @property
    def ton(self) -> str:
        """Tone of the label."""
        return {
            "recue": "attention",
            "a_completer": "attention",
            "accord_obtenu": "reussite",
            "inscrite_eps": "reussite",
            "decidee": "reussite",
        }.get(self.value, "neutre")

    @property
    def a_faire(self) -> str:
        """What comes next, said to the coordination."""
        return {
            "brouillon": "À finir et à transmettre",
            "recue": "Recevabilité à vérifier",
            "a_completer": "Complément attendu",
            "recevable": "Famille à rencontrer",
            "famille_rencontree": "Accord à recueillir",
            "accord_obtenu": "À inscrire à l’EPS",
            "inscrite_eps": "Décision de l’EPS attendue",
        }.get(self.value, "")


class Origine(enum.StrEnum):
    """How the saisine came in."""

    SAISIE = "saisie"
    LIEN = "lien"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"saisie": "Saisie par l’équipe", "lien": "Remplie par le prescripteur"}[self.value]


class Par(enum.StrEnum):
    """Who takes a step."""

    SAISIE = "saisie"
    """Secrétariat or coordination (right SAISINE_ECRIRE)."""
    PRESCRIPTEUR = "prescripteur"
    """Through a one-time link, without an account."""
    INSTRUCTION = "instruction"
    """Coordination only (right SAISINE_INSTRUCTION_ECRIRE)."""
    PARCOURS = "parcours"
    """Read from the pathway and from the agenda of the EPS."""


class Exigence(enum.StrEnum):
    """What a step requires before it is taken."""

    COMPLETE = "complete"
    """Every mandatory field, prior agreement of the family included (loi 2005-32, art. 128)."""
    QUESTION = "question"
    REPONSE = "reponse"
    FICHE = "fiche"
    """The child's file and a pathway in state « demande »."""
    MOTIF = "motif"
    PRECISION = "precision"
    RENCONTRE = "rencontre"
    ACCORD = "accord"


@dataclass(frozen=True)
class Transition:
    """A step of the table; `de` is None when the saisine begins."""

    de: EtatSaisine | None
    vers: EtatSaisine
    par: Par
    exige: frozenset[Exigence] = frozenset()


E, X = EtatSaisine, Exigence


def _pas(de: EtatSaisine | None, vers: EtatSaisine, par: Par, *exige: Exigence) -> Transition:
    return Transition(de, vers, par, frozenset(exige))


TRANSITIONS: tuple[Transition, ...] = (
    _pas(None, E.BROUILLON, Par.SAISIE),
    _pas(None, E.RECUE, Par.PRESCRIPTEUR, X.COMPLETE),
    _pas(E.BROUILLON, E.RECUE, Par.SAISIE, X.COMPLETE),
    _pas(E.RECUE, E.RECEVABLE, Par.INSTRUCTION, X.FICHE),
    _pas(E.RECUE, E.A_COMPLETER, Par.INSTRUCTION, X.QUESTION),
    _pas(E.A_COMPLETER, E.RECUE, Par.PRESCRIPTEUR, X.REPONSE),
    _pas(E.A_COMPLETER, E.RECUE, Par.INSTRUCTION, X.REPONSE),
    *(_pas(de, vers, Par.INSTRUCTION, X.MOTIF) for de in (E.RECUE, E.A_COMPLETER) for vers in (E.IRRECEVABLE, E.REORIENTEE)),
    *(_pas(de, E.RECUE, Par.INSTRUCTION, X.PRECISION) for de in (E.IRRECEVABLE, E.REORIENTEE)),
    _pas(E.RECEVABLE, E.FAMILLE_RENCONTREE, Par.INSTRUCTION, X.RENCONTRE),
    _pas(E.FAMILLE_RENCONTREE, E.ACCORD_OBTENU, Par.INSTRUCTION, X.ACCORD),
    *(
        _pas(de, vers, Par.INSTRUCTION, X.PRECISION)
        for de in (E.RECEVABLE, E.FAMILLE_RENCONTREE)
        for vers in (E.REFUS_FAMILLE, E.FAMILLE_INJOIGNABLE)
    ),
    _pas(E.ACCORD_OBTENU, E.REFUS_FAMILLE, Par.INSTRUCTION, X.PRECISION),
    *(_pas(de, E.RECEVABLE, Par.INSTRUCTION, X.FICHE, X.PRECISION) for de in (E.REFUS_FAMILLE, E.FAMILLE_INJOIGNABLE)),
    _pas(E.ACCORD_OBTENU, E.INSCRITE_EPS, Par.PARCOURS),
    _pas(E.INSCRITE_EPS, E.ACCORD_OBTENU, Par.PARCOURS),
    *(_pas(de, E.DECIDEE, Par.PARCOURS) for de in (E.RECEVABLE, E.FAMILLE_RENCONTREE, E.ACCORD_OBTENU, E.INSCRITE_EPS)),
)
"""The only steps there are. A family that comes back, or a mistake to correct, has its own line."""


def transition(de: EtatSaisine | None, vers: EtatSaisine, par: Par) -> Transition | None:
    """The step of the table, or None when it is not allowed."""
    return next((t for t in TRANSITIONS if (t.de, t.vers, t.par) == (de, vers, par)), None)


def possibles(de: EtatSaisine, par: Par) -> list[Transition]:
    """Steps that may be taken from `de`, in the order of the table."""
    return [t for t in TRANSITIONS if t.de is de and t.par is par]


A_TRAITER = (E.RECUE, E.RECEVABLE, E.FAMILLE_RENCONTREE, E.ACCORD_OBTENU)
"""The coordination has something to do."""
EN_ATTENTE = (E.A_COMPLETER, E.INSCRITE_EPS)
"""Somebody else has."""
TERMINES = (E.IRRECEVABLE, E.REORIENTEE, E.REFUS_FAMILLE, E.FAMILLE_INJOIGNABLE, E.DECIDEE)
EN_COURS = (E.BROUILLON, *A_TRAITER, *EN_ATTENTE)
"""Until the decision: what the secrétariat sees (architecture, « Roles »)."""

ISSUES: dict[EtatSaisine, tuple[str, str]] = {
    E.IRRECEVABLE: ("Déclarer irrecevable", "La situation n’entre pas dans le cadre du PRE."),
    E.REORIENTEE: ("Réorienter", "Une autre réponse convient mieux que le PRE."),
    E.REFUS_FAMILLE: ("La famille refuse", "Sans l’accord des parents, rien ne commence."),
    E.FAMILLE_INJOIGNABLE: ("La famille est injoignable", "Dites ce qui a été tenté : appels, courriers, visites."),
    E.RECUE: ("Reprendre l’examen", "La saisine redevient « Reçue »."),
    E.RECEVABLE: ("La famille revient", "Une nouvelle demande de parcours s’ouvre sur la même fiche."),
}
"""Steps that open a page with a reason: title, and what it means."""


def retard(etat: EtatSaisine, depuis_le: date, jour: date, delai: int) -> bool:
    """True when the coordination has let a step wait longer than the setting, in calendar days."""
    return etat in (*A_TRAITER, E.A_COMPLETER) and (jour - depuis_le).days > delai
