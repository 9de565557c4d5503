"""Meetings as typed, reasons to be on the agenda, and the window in which a member reads a situation."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Dispositif


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


A_EXAMINER: Mapping[Dispositif, frozenset[EtatParcours]] = {
    Dispositif.PRE: frozenset({EtatParcours.DEMANDE}),
    Dispositif.EMPLOI: frozenset({EtatParcours.DEMANDE, EtatParcours.A_DEMARRER}),
}
"""Pathways that no meeting has seen: at the Cité, somebody called and diagnosed waits for the committee (sante_emploi.md §2.2)."""


def motif_propose(dispositif: Dispositif, etat: EtatParcours) -> MotifInscription:
    """The likely reason, from where the pathway stands; the coordinator may choose another."""
    if etat in A_EXAMINER.get(dispositif, frozenset()):
        return MotifInscription.PREMIER_EXAMEN
    return MotifInscription.SORTIE if etat is EtatParcours.SORTIE_PROPOSEE else MotifInscription.BILAN


VALIDITE_CHARTE = timedelta(days=365)
"""The charter of confidentiality is renewed each year (pre.md §3.5)."""


def charte_valide(signee_le: date | None, aujourd_hui: date) -> bool:
    """True when the charter was signed within the year."""
    return signee_le is not None and signee_le <= aujourd_hui <= signee_le + VALIDITE_CHARTE


@dataclass(frozen=True)
class SaisieReunion:
    """A meeting as typed."""

    type_code: str
    jour: date
    heure: time
    lieu: str | None
    duree_minutes: int | None = None
    minutes_par_situation: int | None = None
    """What is left empty is that of the kind."""


def creneau(debut: datetime, minutes: int, rang: int) -> datetime:
    """When the line of this rank should begin; the agenda is numbered from 1."""
    return debut + timedelta(minutes=minutes * (rang - 1))


def depassement(nombre: int, minutes: int, duree: int) -> int:
    """Minutes by which the agenda overflows the meeting, 0 when it fits."""
    return max(nombre * minutes - duree, 0)


def places_restantes(nombre: int, minutes: int, duree: int) -> int:
    """Lines that still fit in the meeting after the first `nombre`."""
    return max(duree // max(minutes, 1) - nombre, 0)
