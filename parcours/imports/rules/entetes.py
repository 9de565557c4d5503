"""Headings: how well a wording names a field, and what a column's content says for or against it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from parcours.imports.rules.champs import CHAMPS, PAR_CODE, Genre
from parcours.imports.rules.classeur import Cellule
from parcours.imports.rules.dates import EtatDate, Sens, lire_date
from parcours.imports.rules.textes import cle, texte_de
from parcours.imports.rules.valeurs import lire_duree, lire_oui_non, lire_sexe, lire_telephones

_VIDES_DE_SENS = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "ou",
        "en",
        "a",
        "au",
        "aux",
        "un",
        "une",
        "pour",
        "the",
        "of",
        "s",
        "e",
    ]
)
_GENERIQUES = frozenset(
    [
        "nom",
        "prenom",
        "date",
        "numero",
        "n",
        "num",
        "tel",
        "telephone",
        "portable",
        "jour",
        "type",
        "code",
        "lieu",
        "suite",
        "motif",
        "nature",
        "le",
        "1",
        "2",
        "enfant",
        "jeune",
        "usager",
        "personne",
        "eleve",
        "beneficiaire",
    ]
)
_RANGS = frozenset("123456")
_PERSONNES = frozenset(
    [
        "enfant",
        "jeune",
        "usager",
        "personne",
        "eleve",
        "beneficiaire",
        "habitant",
        "participant",
        "patient",
        "candidat",
        "stagiaire",
    ]
)


@lru_cache(maxsize=4096)
def cle_entete(titre: str) -> str:
    """A heading's key: hints between parentheses, stars and "obligatoire" set apart ("Né(e) le" stays "ne e le")."""
    sans_indication = re.sub(r"\((?!e\)|s\)|ne\)|rice\))[^)]{2,}\)", " ", titre)
    return re.sub(
        r"\b(?:obligatoire|facultatif|jj mm aaaa|jj mm aa|jjmmaaaa|svp)\b", "", cle(sans_indication) or cle(titre)
    ).strip()


@lru_cache(maxsize=4096)
def candidats(titre: str) -> tuple[tuple[str, float], ...]:
    """Fields this heading may name, with a score between 0 and 1, best first.

    1 is the wording itself; then the same words without the small ones, in any order; then the heading holds the
    wording among others; then a spelling close to it.
    """
    entete = cle_entete(titre)
    if not entete or len(entete) > 80:
        return ()
    deux = {"nom", "prenom"} <= set(entete.split())  # then no field of one name only
    notes = {
        champ.code: note
        for champ in CHAMPS
        if not (deux and champ.genre is Genre.NOM) and (note := _note(entete, champ.alias)) >= 0.5
    }
    return tuple(sorted(notes.items(), key=lambda paire: -paire[1]))


def _mots(texte: str) -> frozenset[str]:
    return frozenset(m for m in texte.split() if m not in _VIDES_DE_SENS) or frozenset(texte.split())


def _note(entete: str, alias: Sequence[str]) -> float:
    meilleure = 0.0
    mots = _mots(entete)
    for rang, forme in enumerate(alias):
        siens = _mots(forme)
        if entete == forme:
            note = 1.0
        elif siens == mots:
            note = 0.95
        elif siens == mots - _PERSONNES and mots - _PERSONNES:
            note = 0.93
        elif siens == mots - _RANGS and mots - _RANGS:
            note = 0.92
        elif siens < mots and siens - _GENERIQUES and len("".join(siens)) > 2:
            note = 0.55 + 0.35 * len(siens) / len(mots)
        elif len(forme) >= 5 and len(entete) >= 5 and fuzz.ratio(entete, forme, score_cutoff=86):
            note = 0.9 * fuzz.ratio(entete, forme) / 100
        else:
            continue
        meilleure = max(meilleure, note - min(rang, 40) * 0.0005)
    return meilleure


@dataclass(frozen=True)
class Contenu:
    """What a column holds, as shares of its filled cells (of a sample); of its dates for `naissances_enfant`."""

    nombre: int
    dates: float = 0.0
    naissances_enfant: float = 0.0
    telephones: float = 0.0
    sexes: float = 0.0
    nombres: float = 0.0
    durees: float = 0.0
    deux_mots: float = 0.0
    arobases: float = 0.0
    coches: float = 0.0


def observer(valeurs: Sequence[Cellule], aujourd_hui: dt.date) -> Contenu:
    """Shares of dates, phones, sexes, numbers… among up to 150 filled cells."""
    pleines = [v for v in valeurs if texte_de(v)][:150]
    total = len(pleines)
    if not total:
        return Contenu(0)

    def part(vrais: int) -> float:
        return vrais / total

    dates = [lire_date(v, Sens.EVENEMENT, aujourd_hui) for v in pleines]
    jours = [d.valeur for d in dates if d.valeur]
    textes = [texte_de(v) for v in pleines]
    return Contenu(
        total,
        part(sum(d.etat in (EtatDate.LUE, EtatDate.PARTIELLE, EtatDate.IMPOSSIBLE) for d in dates)),
        sum(2 <= aujourd_hui.year - j.year <= 19 for j in jours) / max(1, len(jours)),
        part(sum(bool(lire_telephones(v)[0]) for v in pleines)),
        part(sum(lire_sexe(t)[0] is not None for t in textes)),
        part(sum(bool(re.fullmatch(r"\d+([.,]\d+)?", t)) for t in textes)),
        part(sum(lire_duree(v)[0] is not None for v in pleines)),
        part(sum(len(t.split()) >= 2 for t in textes)),
        part(sum("@" in t for t in textes)),
        part(sum(lire_oui_non(t)[0] is not None for t in textes)),
    )


_ATTENDU = {
    Genre.SEXE: "sexes",
    Genre.TELEPHONE: "telephones",
    Genre.COURRIEL: "arobases",
    Genre.DATE: "dates",
    Genre.NAISSANCE: "dates",
    Genre.DUREE: "durees",
}


def ajuster(code: str, note: float, contenu: Contenu) -> float:
    """The heading's score, raised or lowered by what the column holds. An empty column says nothing."""
    if contenu.nombre == 0:
        return note
    genre = PAR_CODE[code].genre
    attendu = _ATTENDU.get(genre)
    if attendu:
        part = getattr(contenu, attendu)
        perte = 0.3 if genre is Genre.NAISSANCE and note >= 0.9 else 0.5  # "NC" all along is still the birth date's column
        return note + (0.1 if part >= 0.6 else -perte if part < 0.3 and contenu.nombre >= 3 else 0)
    if genre in (Genre.OUI_NON, Genre.ACCORD, Genre.AGE, Genre.NUMERO):
        return note - (0.3 if contenu.dates >= 0.8 and genre is not Genre.NUMERO and contenu.nombres < 0.5 else 0)
    if contenu.dates >= 0.7 and contenu.nombres < 0.5:
        return note - 0.4
    if genre in (Genre.NOM_COMPLET, Genre.NOM) and contenu.nombres > 0.6:
        return note - 0.5
    return note
