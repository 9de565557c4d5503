"""Normalised keys for searching and sorting names, made in Python so that both engines agree."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "đ": "d"})
_SEPARATEURS = re.compile(r"[^a-z0-9]+")


def normaliser(texte: str) -> str:
    """Lower case, no accent, no ligature, every separator one space: « Le Gall-Œuvré » → `le gall oeuvre`."""
    decompose = unicodedata.normalize("NFKD", texte.translate(_LIGATURES))
    sans_accent = "".join(c for c in decompose if not unicodedata.combining(c))
    return _SEPARATEURS.sub(" ", sans_accent.casefold()).strip()


def cle_de_recherche(*textes: str | None) -> str:
    """Key to keep beside a name: ` dupont lea`; each word starts after a space, so `LIKE '% du%'` finds word starts."""
    mots = dict.fromkeys(mot for texte in textes if texte for mot in normaliser(texte).split())
    colles = [normaliser(t).replace(" ", "") for t in textes if t and " " in normaliser(t)]
    return "".join(f" {mot}" for mot in dict.fromkeys([*mots, *colles]))


def cle_de_tri(nom: str, prenom: str) -> str:
    """French order: without accents or spaces first, the written form only to separate equals."""
    return f"{normaliser(nom).replace(' ', '')} {normaliser(prenom).replace(' ', '')} {nom} {prenom}"[:240]


def motifs(recherche: str) -> list[str]:
    """LIKE patterns, one per word typed, each to be found at the start of a word, in any order."""
    return [f"% {mot}%" for mot in normaliser(recherche).split()]
