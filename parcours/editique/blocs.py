"""The pieces a document is made of, each drawn inside its place in the tree of tags."""

from __future__ import annotations

from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from parcours.editique.structure import Noeud, artefact
from parcours.editique.style import TRAIT


class Texte(Paragraph):
    """A paragraph (or heading, list item, cell) that keeps its tag when a page cuts it."""

    noeud: Noeud | None = None
    signet: tuple[str, int] | None = None

    def split(self, largeur: float, hauteur: float) -> list[Flowable]:
        """Both halves belong to the same element; only the first carries the bookmark."""
        moities: list[Texte] = super().split(largeur, hauteur)
        for rang, moitie in enumerate(moities):
            moitie.noeud = self.noeud
            moitie.signet = self.signet if rang == 0 else None
        return moities

    def draw(self) -> None:
        """Draw between marks."""
        if self.signet:
            titre, niveau = self.signet
            cle = f"signet-{id(self)}"
            self.canv.bookmarkHorizontal(cle, 0, self.height)
            self.canv.addOutlineEntry(titre, cle, level=niveau, closed=0)
        if self.noeud is not None:
            self.canv.ouvrir(self.noeud)
        super().draw()
        if self.noeud is not None:
            self.canv.fermer()


def texte(contenu: str, style: ParagraphStyle, noeud: Noeud, *, puce: str | None = None) -> Texte:
    """A tagged paragraph; `contenu` is already prepared by `editique.texte`."""
    paragraphe = Texte(contenu, style, bulletText=puce)
    paragraphe.noeud = noeud
    return paragraphe


class Grille(Table):
    """A table whose rules and backgrounds are artefacts; its cells are tagged texts."""

    def _drawBkgrnd(self) -> None:  # noqa: N802 - name of reportlab
        with artefact(self.canv):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802 - name of reportlab
        with artefact(self.canv):
            super()._drawLines()


class Figure(Flowable):
    """A drawing, read aloud by its alternative."""

    def __init__(self, dessin: Drawing, noeud: Noeud) -> None:
        super().__init__()
        self.dessin, self.noeud = dessin, noeud
        self.width, self.height = dessin.width, dessin.height

    def wrap(self, *_: Any) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw between marks."""
        self.canv.ouvrir(self.noeud)
        renderPDF.draw(self.dessin, self.canv, 0, 0)
        self.canv.fermer()


class LignesAEcrire(Flowable):
    """Ruled lines to write on by hand."""

    def __init__(self, nombre: int, largeur: float, interligne: float = 22) -> None:
        super().__init__()
        self.nombre, self.width, self.interligne = nombre, largeur, interligne
        self.height = nombre * interligne + 6

    def wrap(self, *_: Any) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def split(self, _largeur: float, hauteur: float) -> list[Flowable]:
        """What fits here, the rest on the next page."""
        ici = int((hauteur - 6) // self.interligne)
        if ici < 1:
            return []
        return [LignesAEcrire(n, self.width, self.interligne) for n in (ici, self.nombre - ici)]

    def draw(self) -> None:
        """Rule the lines."""
        with artefact(self.canv):
            self.canv.setStrokeColor(TRAIT)
            self.canv.setLineWidth(0.6)
            for rang in range(1, self.nombre + 1):
                y = self.height - rang * self.interligne
                self.canv.line(0, y, self.width, y)
