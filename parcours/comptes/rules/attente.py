"""The growing wait after failed sign-ins (CNIL 2022-100: at most 25 failures a day, a delay that grows)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FENETRE = timedelta(hours=24)
ECHECS_PAR_JOUR = 25
ECHECS_LIBRES = 4
"""Failures that cost nothing: everybody mistypes."""
ATTENTES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 15, 30))
"""Wait after the 5th, 6th… failure in a row; the last one is kept afterwards."""


@dataclass(frozen=True)
class Essai:
    """One attempt to sign in to one account."""

    instant: datetime
    reussi: bool


def fin_de_l_attente(essais: Sequence[Essai], instant: datetime) -> datetime | None:
    """When the account may be tried again, or None when it may be now.

    A success starts the growing wait again, but not the count of the day: somebody who guesses does not gain tries
    each time the owner signs in.
    """
    du_jour = sorted((e for e in essais if instant - e.instant < FENETRE), key=lambda e: e.instant)
    echecs = [e.instant for e in du_jour if not e.reussi]
    if len(echecs) >= ECHECS_PAR_JOUR:
        return echecs[-ECHECS_PAR_JOUR] + FENETRE
    dernier_succes = max((e.instant for e in du_jour if e.reussi), default=None)
    suite = [i for i in echecs if dernier_succes is None or i > dernier_succes]
    if len(suite) <= ECHECS_LIBRES:
        return None
    fin = suite[-1] + ATTENTES[min(len(suite) - ECHECS_LIBRES, len(ATTENTES)) - 1]
    return fin if fin > instant else None


def minutes_restantes(fin: datetime, instant: datetime) -> int:
    """Whole minutes to wait, rounded up, at least one."""
    return max(1, -int((instant - fin) // timedelta(minutes=1)))
