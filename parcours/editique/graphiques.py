"""Charts drawn once, used twice: in a PDF (`Document.graphique`) and on a page as SVG that a strict CSP lets through.

Bars and lines only, values written on the marks, no colour that says something alone. A table of the same figures always
goes with a chart: that is what everybody can read.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from parcours.editique import polices
from parcours.editique.style import ENCRE, TRAIT
from parcours.editique.texte import simple
from parcours.socle.typographie import nombre_fr

LARGEUR = 450.0
COULEURS = ("#14505c", "#c8762b", "#7d8fa0", "#5c3b76")
"""Told apart in grey and by colour-blind eyes; at most four series."""

_CORPS = 9.0
_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Serie:
    """Values of one thing counted, one per label; None where it is not known or not shown."""

    nom: str
    valeurs: Sequence[float | None]


class GraphiqueImpossible(ValueError):
    """Nothing to draw, or series that do not match their labels."""


def graphique_barres(etiquettes: Sequence[str], series: Sequence[Serie], *, unite: str = "") -> Drawing:
    """Lying bars, one group per label, the value at the end of each: for categories, whose names are long."""
    _verifier(etiquettes, series)
    epaisseur = 15.0 if len(series) == 1 else 11.0
    pas = epaisseur * len(series) + 8
    legende = 18.0 if len(series) > 1 else 0.0
    noms = [_couper(simple(e), 165) for e in etiquettes]
    gauche = max(stringWidth(n, polices.MAIGRE, _CORPS) for n in noms) + 8
    hauteur = pas * len(noms) + legende + 6
    echelle = (LARGEUR - gauche - 62) / _plus_haut(series)
    dessin = Drawing(LARGEUR, hauteur)
    for rang, nom in enumerate(noms):
        haut = hauteur - legende - rang * pas
        dessin.add(_mot(gauche - 6, haut - (pas - 8) / 2 - 3, nom, ancre="end"))
        for numero, serie in enumerate(series):
            valeur, y = serie.valeurs[rang], haut - (numero + 1) * epaisseur
            long = max(0.0, valeur or 0) * echelle
            dessin.add(Rect(gauche, y + 1, long, epaisseur - 2, fillColor=HexColor(COULEURS[numero]), strokeColor=None))
            dessin.add(_mot(gauche + long + 4, y + epaisseur / 2 - 3, _valeur(valeur, unite)))
    dessin.add(Line(gauche, 2, gauche, hauteur - legende + 2, strokeColor=TRAIT, strokeWidth=0.8))
    _legende(dessin, series, hauteur - 11)
    return dessin


def svg(dessin: Drawing, titre: str, description: str = "") -> str:
    """The drawing for a page: no inline style (the CSP would make it black), scaled by its frame, named for screen readers."""
    ET.register_namespace("", _SVG)
    racine = ET.fromstring(renderSVG.drawToString(dessin))  # noqa: S314 - written just above by reportlab
    for element in racine.iter():
        for propriete in (element.attrib.pop("style", "") or "").split(";"):
            nom, deux_points, valeur = propriete.partition(":")
            if deux_points:
                element.set(nom.strip(), valeur.strip())
        if element.get("font-family"):
            element.set("font-family", "system-ui, sans-serif")
    for attribut in ("width", "height", "preserveAspectRatio"):
        racine.attrib.pop(attribut, None)
    for enfant in list(racine):
        if enfant.tag in {f"{{{_SVG}}}{nom}" for nom in ("title", "desc", "clipPath")}:
            racine.remove(enfant)
    for element in racine.iter():
        element.attrib.pop("id", None)  # two charts on a page would share it
        element.attrib.pop("clip-path", None)
    racine.set("role", "img")
    racine.set("aria-label", simple(f"{titre}. {description}".strip()))
    return ET.tostring(racine, encoding="unicode")


def _verifier(etiquettes: Sequence[str], series: Sequence[Serie]) -> None:
    polices.installer()
    if not etiquettes or not 1 <= len(series) <= len(COULEURS):
        raise GraphiqueImpossible("Un graphique montre de une à quatre séries, et au moins une étiquette.")
    if any(len(serie.valeurs) != len(etiquettes) for serie in series):
        raise GraphiqueImpossible("Chaque série a une valeur par étiquette.")


def _plus_haut(series: Sequence[Serie]) -> float:
    return max((v for serie in series for v in serie.valeurs if v is not None), default=0) or 1.0


def _valeur(valeur: float | None, unite: str) -> str:
    if valeur is None:
        return "–"
    ecrite = nombre_fr(int(valeur)) if valeur == int(valeur) else f"{valeur:.1f}".replace(".", ",")
    return simple(f"{ecrite}\u00a0{unite}" if unite else ecrite)


def _mot(x: float, y: float, mot: str, *, ancre: str = "start", couleur: object = ENCRE) -> String:
    return String(x, y, mot, fontName=polices.MAIGRE, fontSize=_CORPS, fillColor=couleur, textAnchor=ancre)


def _couper(mot: str, largeur: float) -> str:
    if stringWidth(mot, polices.MAIGRE, _CORPS) <= largeur:
        return mot
    while len(mot) > 1 and stringWidth(f"{mot}…", polices.MAIGRE, _CORPS) > largeur:
        mot = mot[:-1]
    return f"{mot.rstrip()}…"


def _legende(dessin: Drawing, series: Sequence[Serie], y: float) -> None:
    x = 0.0
    for numero, serie in enumerate(series if len(series) > 1 else ()):
        nom = simple(serie.nom)
        dessin.add(Rect(x, y, 9, 9, fillColor=HexColor(COULEURS[numero]), strokeColor=None))
        dessin.add(_mot(x + 13, y + 1, nom))
        x += 13 + stringWidth(nom, polices.MAIGRE, _CORPS) + 18
