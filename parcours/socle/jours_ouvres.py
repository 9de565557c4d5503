"""Working days: what falls on a week-end or a public holiday of metropolitan France waits for the next one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

_SAMEDI = 5


@cache
def feries(annee: int) -> frozenset[date]:
    """Public holidays of one year (code du travail, art. L.3133-1): Easter and what follows it included."""
    return frozenset(holidays.country_holidays("FR", years=annee))


def est_ouvre(jour: date) -> bool:
    """Neither a Saturday, a Sunday nor a public holiday."""
    return jour.weekday() < _SAMEDI and jour not in feries(jour.year)


def ouvre_a_partir_de(jour: date) -> date:
    """This day when it is a working day, otherwise the next one."""
    while not est_ouvre(jour):
        jour += timedelta(days=1)
    return jour


def dernier_ouvre(jour: date) -> date:
    """This day when it is a working day, otherwise the one before."""
    while not est_ouvre(jour):
        jour -= timedelta(days=1)
    return jour
