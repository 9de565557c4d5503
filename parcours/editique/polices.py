"""One embedded typeface, Source Sans Pro (SIL OFL), read from its pinned package; letters it lacks are replaced, never blackened."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.graphics import shapes
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MAIGRE = "SourceSansPro"
DEMI = "SourceSansPro-Semibold"
GRAS = "SourceSansPro-Bold"
FICHIERS = {MAIGRE: "SourceSansPro-Regular.ttf", DEMI: "SourceSansPro-Semibold.ttf", GRAS: "SourceSansPro-Bold.ttf"}

_REMPLACEMENTS = {
    "\u2011": "-",
    "\u2010": "-",
    "\u00ad": "",
    "\t": " ",
    "●": "•",
    "○": "◦",
    "✔": "✓",
    "\ufeff": "",
    "\u200b": "",
}


@cache
def _lettres() -> frozenset[int]:
    """Register the faces on first use; the letters that all of them can draw."""
    paquet = find_spec("font_source_sans_pro")
    if paquet is None or paquet.origin is None:
        raise RuntimeError("La police des documents n’est pas installée : relancez « make install ».")
    dossier = Path(paquet.origin).parent / "files"
    communes: set[int] | None = None
    for nom, fichier in FICHIERS.items():
        police = TTFont(nom, str(dossier / fichier))
        pdfmetrics.registerFont(police)
        connues = set(police.face.charToGlyph)
        communes = connues if communes is None else communes & connues
    # Neither italic nor bold-italic in the house style: both fall on an upright face that has every letter.
    pdfmetrics.registerFontFamily(MAIGRE, normal=MAIGRE, bold=GRAS, italic=MAIGRE, boldItalic=GRAS)
    # A drawing begins by choosing this font, even when none of its words uses it: it would be named and not embedded.
    shapes.STATE_DEFAULTS["fontName"] = MAIGRE
    return frozenset(communes or ())


def installer() -> None:
    """Make the faces known to reportlab; harmless when repeated."""
    _lettres()


def tracable(lettre: str) -> bool:
    """True when the typeface draws this letter."""
    return ord(lettre) in _lettres()


def dessinable(texte: str) -> str:
    """The same text with only letters the typeface draws: its own, else its base letter (ẵ → a), else a question mark."""
    compose = unicodedata.normalize("NFC", texte)
    return "".join(_lettre(c) for c in compose)


def _lettre(lettre: str) -> str:
    if lettre == "\n" or tracable(lettre):
        return lettre
    if lettre in _REMPLACEMENTS:
        return _REMPLACEMENTS[lettre]
    if unicodedata.category(lettre) in ("Cc", "Cf", "Cs", "Co"):
        return ""
    base = "".join(c for c in unicodedata.normalize("NFKD", lettre) if tracable(c) and not unicodedata.combining(c))
    return base or ("" if unicodedata.combining(lettre) else "?")
