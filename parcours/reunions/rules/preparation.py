"""Kinds of meetings, reasons to be on the agenda, and the window in which a member reads a situation."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, time, timedelta

from parcours.parcours_individuels.rules import EtatParcours


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


def motif_propose(etat: EtatParcours) -> MotifInscription:
    """The likely reason, from where the pathway stands; the coordinator may choose another."""
    return {
        EtatParcours.DEMANDE: MotifInscription.PREMIER_EXAMEN,
        EtatParcours.SORTIE_PROPOSEE: MotifInscription.SORTIE,
    }.get(etat, MotifInscription.BILAN)


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


@dataclass(frozen=True)
class SaisieReunion:
    """A meeting as typed."""

    type: TypeReunion
    jour: date
    heure: time
    lieu: str | None
