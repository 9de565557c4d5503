"""Kinds of meetings, decisions, and the window in which a member reads a situation."""

from __future__ import annotations

import enum
from datetime import date, timedelta


class TypeReunion(enum.StrEnum):
    """The two forms of EPS (pre.md §3.1)."""

    PLENIERE = "pleniere"
    RESTREINTE = "restreinte"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"pleniere": "EPS plénière", "restreinte": "EPS restreinte"}[self.value]


class MotifInscription(enum.StrEnum):
    """Why a situation is on the agenda."""

    PREMIER_EXAMEN = "premier_examen"
    BILAN = "bilan"
    SORTIE = "sortie"
    URGENCE = "urgence"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "premier_examen": "Premier examen",
            "bilan": "Bilan",
            "sortie": "Sortie proposée",
            "urgence": "Situation urgente",
        }[self.value]


class Decision(enum.StrEnum):
    """Decisions of the EPS (pre.md §1.2)."""

    ENTREE = "entree"
    POURSUITE = "poursuite"
    AJOURNEE = "ajournee"
    VEILLE = "veille"
    REORIENTATION = "reorientation"
    ACTION_COLLECTIVE = "action_collective"
    SORTIE = "sortie"
    NON_RETENUE = "non_retenue"
    TRANSMISSION_CRIP = "transmission_crip"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "entree": "Entrée en parcours",
            "poursuite": "Poursuite du parcours",
            "ajournee": "Ajournée, complément demandé",
            "veille": "Veille",
            "reorientation": "Réorientation vers le droit commun",
            "action_collective": "Action collective seulement",
            "sortie": "Sortie du parcours",
            "non_retenue": "Non retenue",
            "transmission_crip": "Transmission à la CRIP",
        }[self.value]


FENETRE = timedelta(days=7)
"""A member reads a situation from 7 days before to 7 days after the meeting (pre.md §3.5)."""

VALIDITE_CHARTE = timedelta(days=365)
"""The charter of confidentiality is renewed each year (pre.md §3.5)."""


def dans_la_fenetre(jour_de_reunion: date, aujourd_hui: date) -> bool:
    """True when a convened member may read the situations of the meeting."""
    return abs(jour_de_reunion - aujourd_hui) <= FENETRE


def charte_valide(signee_le: date | None, aujourd_hui: date) -> bool:
    """True when the charter was signed within the year."""
    return signee_le is not None and signee_le <= aujourd_hui <= signee_le + VALIDITE_CHARTE
