"""French dates as people type them: 8/3/99, 08031999, 8 mars 1999, aujourd'hui (ecosysteme §6.7)."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from parcours.socle.recherche import normaliser

MOIS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "sep": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip


class DateIllisible(ValueError):
    """What was typed is not a date; the sentence says why."""


def lire_date(texte: str, *, aujourd_hui: date, naissance: bool = False) -> date:
    """Read one date typed by hand.

    Args:
        texte: what was typed.
        aujourd_hui: today, for the words and the two-digit years.
        naissance: a two-digit year is then never in the future.

    Raises:
        DateIllisible: with the reason in French.
    """
    mots = normaliser(texte)
    if mots in {"aujourd hui", "auj"}:
        return aujourd_hui
    if mots == "hier":
        return aujourd_hui - timedelta(days=1)
    if mots == "demain":
        return aujourd_hui + timedelta(days=1)
    if iso := re.fullmatch(r"(\d{4}) (\d{2}) (\d{2})", mots):
        return _date(int(iso[3]), int(iso[2]), int(iso[1]))
    if colle := re.fullmatch(r"(\d{2})(\d{2})(\d{2}|\d{4})", mots):
        return _date(int(colle[1]), int(colle[2]), _annee(colle[3], aujourd_hui, naissance))
    if not (partie := re.fullmatch(r"(\d{1,2})(?:er)? (\d{1,2}|[a-z]+) (\d{2}|\d{4})", mots)):
        raise DateIllisible("Écrivez la date comme 08/03/2026 ou 8 mars 2026.")
    mois = int(partie[2]) if partie[2].isdigit() else MOIS.get(partie[2], 0)
    return _date(int(partie[1]), mois, _annee(partie[3], aujourd_hui, naissance))


def _annee(texte: str, aujourd_hui: date, naissance: bool) -> int:
    annee = int(texte)
    if len(texte) == 4:
        return annee
    limite = aujourd_hui.year % 100 + (0 if naissance else 20)
    return annee + (2000 if annee <= limite else 1900)


def _date(jour: int, mois: int, annee: int) -> date:
    try:
        resultat = date(annee, mois, jour)
    except ValueError:
        raise DateIllisible(f"Le {jour:02d}/{mois:02d}/{annee} n’existe pas.") from None
    if not 1900 <= annee <= 2100:
        raise DateIllisible(f"L’année {annee} n’est pas possible.")
    return resultat


class HeureIllisible(ValueError):
    """What was typed is not a time of day; the sentence says why."""


def lire_heure(texte: str) -> time:
    """Read a time of day typed by hand: 14h30, 14 h, 14:30, 1430, 9h05, midi.

    Raises:
        HeureIllisible: with the reason in French.
    """
    mots = normaliser(texte)
    if mots == "midi":
        return time(12)
    if not (partie := re.fullmatch(r"(\d{1,2})(?: ?h ?| )?(\d{2})?", mots)):
        raise HeureIllisible("Écrivez l’heure comme 14 h 30 ou 14:30.")
    heures, minutes = int(partie[1]), int(partie[2] or 0)
    if heures > 23 or minutes > 59:
        raise HeureIllisible(f"{heures} h {minutes:02d} n’est pas une heure possible.")
    return time(heures, minutes)
