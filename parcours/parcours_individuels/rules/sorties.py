"""Exit of a PRE pathway: reason, situation by domain, relay, words of the family, watch (pre.md §1.5, §3.4)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass, field
from datetime import date

from parcours.parcours_individuels.rules.echelle import Situation
from parcours.parcours_individuels.rules.parcours import EtatParcours

RETRAIT = "retrait_accord"
RETRAITS = frozenset({RETRAIT, "refus_famille"})
"""Reasons of exit after which nothing more is written, except the closure."""
TERMINES = frozenset({EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.CLOS, EtatParcours.NON_RETENU})
"""The pathway is over: only the watch and the closure are still written."""


class Relais(enum.StrEnum):
    """Whether ordinary services took over."""

    OUI = "oui"
    NON = "non"
    SANS_OBJET = "sans_objet"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"oui": "Oui", "non": "Non", "sans_objet": "Aucun relais nécessaire"}[self.value]


class Satisfaction(enum.StrEnum):
    """What the family thinks of the help, in its own choice."""

    TRES = "tres"
    PLUTOT = "plutot"
    PEU = "peu"
    PAS = "pas"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"tres": "Très satisfaite", "plutot": "Plutôt satisfaite", "peu": "Peu satisfaite", "pas": "Pas satisfaite"}[
            self.value
        ]


@dataclass(frozen=True)
class SaisieSortie:
    """An exit as typed."""

    le: date
    motif: str
    libelle_motif: str | None = None
    situations: dict[str, tuple[int | None, Situation | None]] = field(default_factory=dict)
    """Code of list domaine_situation -> (rating, how it stands)."""
    relais: Relais | None = None
    relais_vers: str | None = None
    relais_structure_id: uuid.UUID | None = None
    satisfaction: Satisfaction | None = None
    relu_avec_parents_le: date | None = None
    mots_enfant: str | None = None
    mots_parents: str | None = None
    veille_le: date | None = None
    """When somebody asks for news; None: no watch."""


@dataclass(frozen=True)
class SaisieVeille:
    """News taken some months after the exit."""

    le: date
    situation: Situation
    texte: str | None = None
