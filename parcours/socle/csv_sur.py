"""CSV that a spreadsheet opens well and never executes (ASVS 1.2.10)."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

DECLENCHEURS = frozenset("=+-@\t\r\n\0")


def cellule(valeur: object) -> str:
    """The value, with an apostrophe before it when a spreadsheet could take it for a formula."""
    texte = "" if valeur is None else str(valeur).replace("\0", "")
    debut = unicodedata.normalize("NFKC", texte.lstrip(" \u00a0\ufeff\u200b")[:1])
    return f"'{texte}" if texte[:1] in DECLENCHEURS or debut in DECLENCHEURS else texte


def ecrire_csv(lignes: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with its mark and semicolons, as French spreadsheets expect; every cell quoted."""
    tampon = io.StringIO()
    redacteur = csv.writer(tampon, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for ligne in lignes:
        redacteur.writerow([cellule(v) for v in ligne])
    return tampon.getvalue().encode("utf-8-sig")
