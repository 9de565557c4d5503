"""Kinds of meetings shipped with the application, and what the coordination types about one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from parcours.socle.droits import Dispositif

PLENIERE, RESTREINTE = "pleniere", "restreinte"
"""The two forms of EPS (pre.md §3.1)."""
DUREE_AU_PLUS = 480


@dataclass(frozen=True)
class TypeLivre:
    """A kind as shipped; once loaded it belongs to those who edit it on screen."""

    code: str
    libelle: str
    dispositif: Dispositif
    duree_minutes: int
    minutes_par_situation: int
    sur_situations: bool = True


TYPES_LIVRES = (
    TypeLivre(PLENIERE, "EPS plénière", Dispositif.PRE, 180, 15),
    TypeLivre(RESTREINTE, "EPS restreinte", Dispositif.PRE, 120, 20),
    TypeLivre("equipe_educative", "Équipe éducative", Dispositif.PRE, 60, 60),
    TypeLivre("conseil_consultatif", "Conseil consultatif", Dispositif.PRE, 120, 15, sur_situations=False),
    TypeLivre("comite_coordination", "Comité de coordination", Dispositif.EMPLOI, 120, 10),
)


@dataclass(frozen=True)
class SaisieType:
    """A kind of meeting as typed."""

    libelle: str
    dispositif: Dispositif
    duree_minutes: int
    minutes_par_situation: int
    lieu: str | None
    sur_situations: bool
    actif: bool
    membres: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class Vacances:
    """A holiday: first and last day without school."""

    libelle: str
    du: date
    au: date


VACANCES_LIVREES = (
    Vacances("Noël", date(2026, 12, 19), date(2027, 1, 3)),
    Vacances("Hiver", date(2027, 2, 20), date(2027, 3, 7)),
    Vacances("Printemps", date(2027, 4, 17), date(2027, 5, 2)),
    Vacances("Été", date(2027, 7, 3), date(2027, 8, 31)),
)
"""Zone B, which Saint-Omer follows; to be checked against the official calendar, on the page of holidays."""
