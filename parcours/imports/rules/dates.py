"""Dates as teams type them. A date is read, or said unreadable and why; it is never completed in silence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from parcours.imports.rules.messages import Gravite, Remarque
from parcours.imports.rules.textes import cle, nettoyer, sans_accents


class Sens(StrEnum):
    """What the date is about: it decides the century of two-digit years."""

    NAISSANCE = "naissance"
    NAISSANCE_ADULTE = "naissance_adulte"
    EVENEMENT = "evenement"


class EtatDate(StrEnum):
    """Outcome of reading a cell that should hold a date."""

    LUE = "lue"
    VIDE = "vide"
    PARTIELLE = "partielle"
    IMPOSSIBLE = "impossible"
    ILLISIBLE = "illisible"


@dataclass(frozen=True)
class DateLue:
    """A reading: `valeur` is set only when `etat` is LUE."""

    valeur: dt.date | None
    etat: EtatDate
    remarques: tuple[Remarque, ...] = ()


_MOIS = {
    "janvier": 1,
    "janv": 1,
    "jan": 1,
    "fevrier": 2,
    "fevr": 2,
    "fev": 2,
    "feb": 2,
    "mars": 3,
    "mar": 3,
    "avril": 4,
    "avr": 4,
    "apr": 4,
    "mai": 5,
    "may": 5,
    "juin": 6,
    "jun": 6,
    "juillet": 7,
    "juil": 7,
    "jul": 7,
    "aout": 8,
    "aou": 8,
    "aug": 8,
    "septembre": 9,
    "sept": 9,
    "sep": 9,
    "octobre": 10,
    "oct": 10,
    "novembre": 11,
    "nov": 11,
    "decembre": 12,
    "dec": 12,
}
_JOURS = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)"
_VIDES = {
    "",
    "nc",
    "n c",
    "nr",
    "n r",
    "neant",
    "inconnu",
    "inconnue",
    "non renseigne",
    "non renseignee",
    "sans",
    "aucun",
    "aucune",
    "na",
    "n a",
    "a demander",
    "a completer",
    "a verifier",
    "a preciser",
    "a renseigner",
    "en attente",
}
_NUMERIQUE = re.compile(r"(?<!\d)(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})(?!\d)")
_LETTRES = re.compile(r"(?<!\d)(\d{1,2})(?:er)?[ \-]*([a-z]{3,9})[ \-]*(\d{4}|\d{2})(?!\d)")
_HEURE = re.compile(r"[ t]+(?:a )?\d{1,2}(?: ?[:h] ?\d{0,2})(?::\d{2})?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?$")
_BASE_SERIE = dt.date(1899, 12, 30)


def lire_date(valeur: object, sens: Sens, aujourd_hui: dt.date) -> DateLue:
    """Read a cell as a date.

    Rules: day before month always (28.11.2025, 07-09-26, 13 avril 2018), ISO accepted; a number from 10,000 to 73,000
    is a spreadsheet's day count; two-digit years follow `_siecle`; a month or day alone is partial; a day that the
    calendar has not, or a month over 12, is impossible and nothing is swapped to make it fit.
    """
    if isinstance(valeur, dt.datetime):
        return _controlee(valeur.date(), sens, aujourd_hui)
    if isinstance(valeur, dt.date):
        return _controlee(valeur, sens, aujourd_hui)
    if isinstance(valeur, (bool, dt.time, dt.timedelta)):
        return _echec(EtatDate.ILLISIBLE, "date_illisible", "ce n’est pas une date")
    if isinstance(valeur, (int, float)):
        return _nombre(float(valeur), sens, aujourd_hui)
    return _texte(nettoyer(str(valeur or "")), sens, aujourd_hui)


def _echec(etat: EtatDate, code: str, texte: str) -> DateLue:
    return DateLue(None, etat, (Remarque(code, texte, Gravite.ATTENTION),))


def _nombre(nombre: float, sens: Sens, aujourd_hui: dt.date) -> DateLue:
    if not abs(nombre) <= 1e9:
        return _echec(EtatDate.ILLISIBLE, "date_illisible", "ce nombre n’est pas une date")
    entier = int(nombre)
    if 1900 <= entier <= aujourd_hui.year + 10 and nombre == entier:
        return _echec(EtatDate.PARTIELLE, "date_partielle", f"seule l’année {entier} est donnée")
    if 10_000 <= entier <= 73_000:
        lue = _controlee(_BASE_SERIE + dt.timedelta(days=entier), sens, aujourd_hui)
        return _avec(lue, Remarque("date_serie", "nombre de jours du tableur lu comme une date"))
    if len(str(entier)) in (7, 8):
        return _texte(str(entier).zfill(8), sens, aujourd_hui)
    return _echec(EtatDate.ILLISIBLE, "date_illisible", "ce nombre n’est pas une date")


@lru_cache(maxsize=65536)
def _texte(texte: str, sens: Sens, aujourd_hui: dt.date) -> DateLue:
    plat = sans_accents(texte).lower().replace("’", "'").strip(" .;,")
    if cle(plat) in _VIDES and "?" not in plat and "x" not in plat:
        return DateLue(None, EtatDate.VIDE)
    plat = re.sub(r"^nee? (?=le |en )|^ddn ?:? ?", "", plat)
    plat = re.sub(rf"^(?:le |du |au )?(?:{_JOURS}\.? )?(?:le )?", "", plat)
    plat = re.sub(r" ?\(?\d{1,2} ?ans?\)?$", "", _HEURE.sub("", plat))
    if re.fullmatch(r"\d{8}", plat):
        return _huit_chiffres(plat, sens, aujourd_hui)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", plat):
        return _nombre(float(plat.replace(",", ".")), sens, aujourd_hui)
    plat = re.sub(r"([a-z]{3,9})\.", r"\1 ", plat)
    trouvees = _chercher(plat)
    if len({(a, m, j) for a, m, j, _ in trouvees}) > 1:
        return _echec(EtatDate.ILLISIBLE, "dates_multiples", "la case contient plusieurs dates : laquelle retenir ?")
    if not trouvees:
        return _incomplete(plat)
    annee, mois, jour, motif = trouvees[0]
    entiere = len(motif.strip()) >= len(plat) - 1
    lue = _composer(annee, mois, jour, sens, aujourd_hui)
    if lue.etat is EtatDate.LUE and (plat.endswith("?") or re.match(r"(?:env|vers|avant|apres|debut|fin|courant|~)", plat)):
        return _echec(EtatDate.PARTIELLE, "date_approchee", "la date est donnée comme approximative ou incertaine")
    if not entiere and lue.etat is EtatDate.LUE:
        lue = _avec(lue, Remarque("date_dans_texte", "date lue au milieu d’un texte", Gravite.ATTENTION))
    return lue


def _chercher(plat: str) -> list[tuple[str, int, int, str]]:
    """(year as written, month, day, matched text) for each date in the text."""
    trouvees = [(m[1], int(m[2]), int(m[3]), m[0]) for m in _ISO.finditer(plat)]
    if not trouvees:
        trouvees = [(m[3], int(m[2]), int(m[1]), m[0]) for m in _NUMERIQUE.finditer(plat)]
    trouvees += [(m[3], _MOIS[m[2]], int(m[1]), m[0]) for m in _LETTRES.finditer(plat) if m[2] in _MOIS]
    return trouvees


def _incomplete(plat: str) -> DateLue:
    mot = r"(?:" + "|".join(sorted(_MOIS, key=len, reverse=True)) + r")"
    inconnu = r"(?:\d{1,2}|\?+|x+|_+|-+|00)"
    partielles = (
        rf"{inconnu}\s*[./\-]\s*{inconnu}\s*[./\-]\s*(?:\d{{2,4}}|\?+|x+|\d+\?+)",
        r"(?:env(?:iron)?|vers|en|~|courant|debut|fin)?\.? ?(?:19|20)\d{2} ?\??",
        r"\d{1,2}\s*[./\-]\s*\d{4}",
        rf"(?:env(?:iron)?|vers|en|courant|debut|fin)?\.? ?{mot} ?\d{{2,4}}",
        rf"\d{{1,2}}(?:er)? ?{mot}",
        r"\d{1,2}\s*[./\-]\s*\d{1,2}",
        rf"\?+ ?{mot} ?\d{{2,4}}",
        r"\?+",
    )
    if any(re.fullmatch(motif, plat) for motif in partielles):
        return _echec(EtatDate.PARTIELLE, "date_partielle", "la date est incomplète : il manque le jour, le mois ou l’année")
    return _echec(EtatDate.ILLISIBLE, "date_illisible", "aucune date n’est reconnue dans cette case")


def _huit_chiffres(chiffres: str, sens: Sens, aujourd_hui: dt.date) -> DateLue:
    for annee, mois, jour in ((chiffres[4:], chiffres[2:4], chiffres[:2]), (chiffres[:4], chiffres[4:6], chiffres[6:])):
        if 1900 <= int(annee) <= aujourd_hui.year + 10:
            return _composer(annee, int(mois), int(jour), sens, aujourd_hui)
    return _echec(EtatDate.ILLISIBLE, "date_illisible", "ces huit chiffres ne forment pas une date")


def _composer(annee: str, mois: int, jour: int, sens: Sens, aujourd_hui: dt.date) -> DateLue:
    remarques: tuple[Remarque, ...] = ()
    if len(annee) == 2:
        an = _siecle(int(annee), mois, jour, sens, aujourd_hui)
        remarques = (Remarque("annee_courte", f"année sur deux chiffres lue {an}"),)
    else:
        an = int(annee)
    if mois == 0 or jour == 0:
        return _echec(EtatDate.PARTIELLE, "date_partielle", "le jour ou le mois est à zéro : la date est incomplète")
    if mois > 12:
        suite = " (jour et mois semblent inversés, à l’américaine)" if jour <= 12 and mois <= 31 else ""
        return _echec(EtatDate.IMPOSSIBLE, "date_impossible", f"il n’existe pas de mois {mois}{suite}")
    try:
        date = dt.date(an, mois, jour)
    except ValueError:
        return _echec(
            EtatDate.IMPOSSIBLE, "date_impossible", f"ce jour n’existe pas au calendrier : {jour:02d}/{mois:02d}/{an}"
        )
    return _avec(_controlee(date, sens, aujourd_hui), *remarques)


def _siecle(annee: int, mois: int, jour: int, sens: Sens, aujourd_hui: dt.date) -> int:
    """Two-digit years. A birth takes the latest century that is not in the future (for an adult of an employment file:
    that makes 14 years or more); an event takes 20xx unless over ten years ahead."""
    recent = 2000 + annee
    if sens is Sens.EVENEMENT:
        return recent if recent <= aujourd_hui.year + 10 else recent - 100
    if sens is Sens.NAISSANCE_ADULTE:
        return recent if recent <= aujourd_hui.year - 14 else recent - 100
    futur = (recent, mois, jour) > (aujourd_hui.year, aujourd_hui.month, aujourd_hui.day)
    return recent - 100 if futur else recent


def _controlee(date: dt.date, sens: Sens, aujourd_hui: dt.date) -> DateLue:
    if sens is not Sens.EVENEMENT and date > aujourd_hui:
        return _echec(EtatDate.IMPOSSIBLE, "naissance_future", f"une naissance au {date:%d/%m/%Y} est dans l’avenir")
    if sens is not Sens.EVENEMENT and date.year < aujourd_hui.year - 120:
        return _echec(EtatDate.IMPOSSIBLE, "date_impossible", f"une naissance en {date.year} n’est pas plausible")
    if sens is Sens.EVENEMENT and not 1970 <= date.year <= aujourd_hui.year + 20:
        return _echec(EtatDate.IMPOSSIBLE, "date_impossible", f"l’année {date.year} n’est pas plausible")
    return DateLue(date, EtatDate.LUE)


def _avec(lue: DateLue, *remarques: Remarque) -> DateLue:
    return DateLue(lue.valeur, lue.etat, lue.remarques + remarques)


def age(naissance: dt.date, le: dt.date) -> int:
    """Full years at a date."""
    return le.year - naissance.year - ((le.month, le.day) < (naissance.month, naissance.day))
