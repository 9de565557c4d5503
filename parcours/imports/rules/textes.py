"""Texts made comparable: keys without accents, case or punctuation; lists cut at their separators."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import isfinite

_NON_MOT = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"})


@lru_cache(maxsize=65536)
def sans_accents(texte: str) -> str:
    """The same text without its diacritics; ligatures are spelled out."""
    decompose = unicodedata.normalize("NFKD", texte.translate(_LIGATURES))
    return "".join(c for c in decompose if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def cle(texte: str) -> str:
    """Comparison key: lower case, no accents, each run of anything else than a-z0-9 becomes one space."""
    return _NON_MOT.sub(" ", sans_accents(texte).lower()).strip()


@lru_cache(maxsize=65536)
def nettoyer(texte: str) -> str:
    """Text as kept: control characters and odd spaces become plain spaces, runs of spaces become one."""
    if texte.isascii() and texte.isprintable():
        return " ".join(texte.split())
    propre = "".join(" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in texte)
    propre = "".join(c for c in propre if unicodedata.category(c) not in {"Cf", "Co", "Cs", "Cn"})
    return " ".join(unicodedata.normalize("NFC", propre).split())


def texte_de(valeur: object) -> str:
    """A cell's text: an empty cell gives "", a whole number loses the ".0" that spreadsheets add."""
    if isinstance(valeur, str):
        return nettoyer(valeur) if valeur else ""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float) and isfinite(valeur) and valeur.is_integer():
        return str(int(valeur))
    return nettoyer(str(valeur))


def decouper_liste(texte: str, *, barre: bool = True) -> tuple[str, ...]:
    """Items of a cell that lists several things, separated by ; , + or new lines, and / when `barre`.

    What stands between parentheses is never cut: "santé (vue, dents) / langage" holds two items.
    Order is kept; an item written twice is kept once.
    """
    separateurs = ";,+\n|" + ("/" if barre else "")
    morceaux: list[str] = []
    courant: list[str] = []
    profondeur = 0
    for caractere in texte:
        if caractere == "(":
            profondeur += 1
        elif caractere == ")":
            profondeur = max(0, profondeur - 1)
        if caractere in separateurs and profondeur == 0:
            morceaux.append("".join(courant))
            courant = []
        else:
            courant.append(caractere)
    if profondeur:  # an opening parenthesis never closed protects nothing
        return tuple(dict.fromkeys(p for p in map(nettoyer, re.split("[" + re.escape(separateurs) + "]", texte)) if p))
    morceaux.append("".join(courant))
    return tuple(dict.fromkeys(propre for propre in map(nettoyer, morceaux) if propre))
