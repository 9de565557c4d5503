"""« Ce qui s'est passé »: the timeline of one person, told by every domain without any upward import.

Each domain that has something to tell registers ONE function, in its `views.py`:

    fil.contribuer("orientation", "Orientations", Droit.ORIENTATION_LIRE, queries.evenements_du_fil)

and writes it in its `queries.py`, starting from its own `access.py`, in at most one SQL statement:

    def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
        return [Evenement(o.repondue_le, "arrow-left-right", "Orientation acceptée", qui=o.structure.libelle,
                          gestes=(Geste("Ouvrir", "orientations.detail", {"orientation_id": o.id}),))
                for o in lecture.une_fois(orientations_de)]

A contributor is left out when the acteur lacks its right. `lecture.une_fois(requete)` shares one reading between the
timeline, the panels and the buttons of a domain (socle/dossier.py). Texts are shown as they stand: no HTML.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from parcours.socle.dossier import Geste, Lecture
from parcours.socle.droits import Droit

__all__ = ["Evenement", "Genre", "Geste", "Lecture", "contribuer", "evenements", "genres"]


@dataclass(frozen=True)
class Evenement:
    """One fact of the timeline."""

    le: date
    icone: str
    quoi: str
    qui: str = ""
    texte: str = ""
    ton: str = ""
    """Empty, attention, urgent or reussite: colours the circle only, words come first."""
    annule: bool = False
    a_venir: bool = False
    instant: datetime | None = None
    """When it was written down: order within one day."""
    visible_de: str = ""
    gestes: tuple[Geste, ...] = ()
    etiquettes: tuple[tuple[str, str], ...] = ()
    """(words, tone), after the title: « Tenté », « Corrigé »."""
    details: tuple[tuple[str, str], ...] = ()
    """(label, words), under the text."""
    id: uuid.UUID | None = None
    """Of the row told: the line's anchor."""
    genre: str = ""


@dataclass(frozen=True)
class Genre:
    """A family of events, which the timeline can be reduced to."""

    code: str
    libelle: str
    droit: Droit
    source: Callable[[Lecture], list[Evenement]]
    sur_demande: bool = False
    """Told only when the timeline is reduced to it: the whole timeline keeps to ten statements."""


_genres: dict[str, Genre] = {}
Details = tuple[tuple[str, str], ...]
_complements: list[tuple[Droit, Callable[[Lecture], dict[uuid.UUID, Details]]]] = []


def contribuer(
    code: str, libelle: str, droit: Droit, source: Callable[[Lecture], list[Evenement]], *, sur_demande: bool = False
) -> None:
    """Register the events of one domain."""
    _genres[code] = Genre(code, libelle, droit, source, sur_demande)


def completer(droit: Droit, source: Callable[[Lecture], dict[uuid.UUID, Details]]) -> None:
    """Register what a narrower domain adds under events of another one, by the id of the row told (health details)."""
    _complements.append((droit, source))


def genres(lecture: Lecture) -> list[Genre]:
    """Families of events this acteur may read."""
    return [genre for genre in _genres.values() if lecture.acteur.peut(genre.droit)]


def evenements(lecture: Lecture, seulement: str = "") -> tuple[list[Evenement], list[Evenement]]:
    """Events of one person: what is planned (soonest last, nearest to today), then what happened (newest first)."""
    tous = [
        replace(evenement, genre=genre.code)
        for genre in genres(lecture)
        if seulement == genre.code or not (seulement or genre.sur_demande)
        for evenement in genre.source(lecture)
    ]
    for droit, source in _complements:
        if lecture.acteur.peut(droit) and any(e.id for e in tous):
            ajouts = source(lecture)
            tous = [replace(e, details=(*e.details, *ajouts[e.id])) if e.id in ajouts else e for e in tous]
    tous.sort(key=_ordre, reverse=True)
    return [e for e in tous if e.a_venir], [e for e in tous if not e.a_venir]


def _ordre(evenement: Evenement) -> tuple[date, float]:
    return evenement.le, evenement.instant.timestamp() if evenement.instant else 0.0
