"""How a domain or an objective is rated: one scale of four words, at entry, at each bilan and at the exit.

Programme 147 is followed by the persistence or the improvement of difficulties (pre.md §2.3 H): a start and an end are kept.
"""

from __future__ import annotations

import enum

NOTES: dict[int, str] = {1: "Très difficile", 2: "Difficile", 3: "Plutôt bien", 4: "Bien"}
"""Words of the scale; the child, the parents and the référent use the same."""


def note_en_mots(note: int | None) -> str:
    """« Plutôt bien »; empty when it was not rated."""
    return NOTES.get(note or 0, "")


DOMAINES_USUELS = {
    "scolarite": "Scolarité",
    "comportement": "Comportement",
    "sante": "Santé",
    "relation_ecole": "Relation des parents avec l’école",
    "loisirs": "Loisirs et culture",
    "bien_etre": "Bien-être",
}
"""Domains the list starts with: the record names them without reading the list."""


def domaine_en_mots(code: str) -> str:
    """Words of a domain; one added since by the team is named after its code."""
    return DOMAINES_USUELS.get(code, code.replace("_", " ").capitalize())


class Moment(enum.StrEnum):
    """When a domain was rated."""

    ENTREE = "entree"
    BILAN = "bilan"
    SORTIE = "sortie"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"entree": "À l’entrée", "bilan": "Au bilan", "sortie": "À la sortie"}[self.value]


class Situation(enum.StrEnum):
    """How a domain stands at the exit (pre.md §1.5)."""

    AMELIOREE = "amelioree"
    STABLE = "stable"
    DEGRADEE = "degradee"
    NON_EVALUABLE = "non_evaluable"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "amelioree": "Améliorée",
            "stable": "Stable",
            "degradee": "Dégradée",
            "non_evaluable": "Non évaluable",
        }[self.value]


def situation_proposee(debut: int | None, fin: int | None) -> Situation:
    """What two ratings say; somebody confirms it."""
    if debut is None or fin is None:
        return Situation.NON_EVALUABLE
    if fin == debut:
        return Situation.STABLE
    return Situation.AMELIOREE if fin > debut else Situation.DEGRADEE
