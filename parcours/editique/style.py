"""The look of every document: margins, sizes, colours. Changed here, changed everywhere."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from parcours.editique import polices

FORMAT: tuple[float, float] = A4
MARGE = 18 * mm
HAUT = 26 * mm
BAS = 20 * mm
LARGEUR = FORMAT[0] - 2 * MARGE
"""Room for text: 493 points, about ninety letters a line."""

ENCRE = HexColor("#1c2226")
GRIS = HexColor("#59636b")
TRAIT = HexColor("#c3cad0")
FOND = HexColor("#f3f5f6")
ALERTE = HexColor("#8a1c12")


def couleur(code: str) -> Color:
    """A colour of the settings (#rrggbb)."""
    return HexColor(code)


@cache
def styles(marque: str) -> dict[str, ParagraphStyle]:
    """Paragraph styles, by what they are for; `marque` is the dark colour of the service."""
    polices.installer()
    corps = ParagraphStyle(
        "corps",
        fontName=polices.MAIGRE,
        bulletFontName=polices.MAIGRE,
        bulletFontSize=10.5,
        fontSize=10.5,
        leading=14.5,
        textColor=ENCRE,
        spaceAfter=6,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )

    def derive(nom: str, **changements: object) -> ParagraphStyle:
        return ParagraphStyle(nom, parent=corps, **changements)

    sombre = couleur(marque)
    return {
        "corps": corps,
        "titre": derive("titre", fontName=polices.GRAS, fontSize=19, leading=23, textColor=sombre, spaceAfter=2),
        "sous_titre": derive("sous_titre", fontSize=12, leading=16, textColor=GRIS, spaceAfter=10),
        "section": derive(
            "section", fontName=polices.GRAS, fontSize=13, leading=17, textColor=sombre, spaceBefore=12, spaceAfter=5, keepWithNext=1
        ),
        "sous_section": derive(
            "sous_section", fontName=polices.DEMI, fontSize=11, leading=15, spaceBefore=6, spaceAfter=3, keepWithNext=1
        ),
        "note": derive("note", fontSize=9, leading=12, textColor=GRIS),
        "droite": derive("droite", alignment=TA_RIGHT),
        "point": derive("point", leftIndent=14, bulletIndent=3, spaceAfter=3),
        "case": derive("case", leftIndent=18, bulletIndent=1, spaceAfter=4),
        "entete": derive("entete", fontName=polices.DEMI, fontSize=9.5, leading=12, textColor=sombre, spaceAfter=0),
        "cellule": derive("cellule", fontSize=9.5, leading=12.5, spaceAfter=0),
        "nombre": derive("nombre", fontSize=9.5, leading=12.5, spaceAfter=0, alignment=TA_RIGHT),
        "etiquette": derive("etiquette", fontSize=9, leading=12.5, textColor=GRIS, spaceAfter=0),
        "valeur": derive("valeur", fontName=polices.DEMI, fontSize=10.5, leading=13.5, spaceAfter=0),
        "encadre": derive(
            "encadre", backColor=FOND, borderColor=sombre, borderWidth=0, borderPadding=(7, 9, 7, 9), leftIndent=9, rightIndent=9,
            spaceBefore=14, spaceAfter=18,
        ),
    }  # fmt: skip
