"""Tagged PDF (ISO 32000 §14.7-14.8): what reportlab does not write, so that a screen reader follows headings and tables.

Each piece of text is drawn between marks that name its place in a tree (heading, paragraph, list, table cell, figure);
everything else (rules, backgrounds, header and footer of the page) is marked as an artefact and skipped aloud.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from parcours.editique import polices


class Noeud:
    """One element of the tree: its tag, and in reading order its children and its marks on pages."""

    def __init__(self, balise: str, parent: Noeud | None = None, *, alternative: str = "") -> None:
        self.balise = balise
        self.alternative = alternative
        self.contenu: list[Noeud | Any] = []
        if parent is not None:
            parent.contenu.append(self)

    @property
    def trace(self) -> bool:
        """True once something of it is drawn."""
        return any(not isinstance(c, Noeud) or c.trace for c in self.contenu)


class Toile(Canvas):
    """A canvas that writes the marks, then the tree when the document is saved."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options |= {"lang": "fr-FR", "pdfVersion": (1, 7), "initialFontName": polices.MAIGRE}
        super().__init__(*args, **options)
        self.racine = Noeud("Document")
        self._marques: list[list[Noeud]] = [[]]
        self.setViewerPreference("DisplayDocTitle", "true")

    def ouvrir(self, noeud: Noeud) -> None:
        """What follows belongs to `noeud`; a heading of column drawn again on the next page is an artefact."""
        if noeud.balise == "TH" and noeud.trace:
            self._code.append("/Artifact BMC")
            return
        numero = len(self._marques[-1])
        self._marques[-1].append(noeud)
        marque = {"Type": pdfdoc.PDFName("MCR"), "Pg": self._doc.thisPageRef(), "MCID": numero}
        noeud.contenu.append(pdfdoc.PDFDictionary(marque))
        self._code.append(f"/{noeud.balise} <</MCID {numero}>> BDC")

    def fermer(self) -> None:
        """End of what belongs to the last opened element."""
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802 - name of reportlab
        """Close the page, and tie it to the tree."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._marques) - 1
        page.Tabs = pdfdoc.PDFName("S")
        self._marques.append([])

    def save(self) -> None:
        """Write the tree, then the file."""
        if len(self._code):
            self.showPage()
        self._ecrire_l_arbre()
        super().save()

    def _ecrire_l_arbre(self) -> None:
        noms: dict[int, str] = {}
        racine = pdfdoc.PDFObjectReference("arbre")
        tronc = self._element(self.racine, racine, noms)
        numeros: list[Any] = []
        for page, noeuds in enumerate(self._marques):
            if noeuds:
                numeros += [page, pdfdoc.PDFArray([pdfdoc.PDFObjectReference(noms[id(n)]) for n in noeuds])]
        arbre = {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": tronc,
            "ParentTree": pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numeros)}),
            "ParentTreeNextKey": len(self._marques),
        }
        self._doc.Reference(pdfdoc.PDFDictionary(arbre), "arbre")
        self._doc.Catalog.StructTreeRoot = racine
        self._doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _element(self, noeud: Noeud, parent: Any, noms: dict[int, str]) -> Any:
        """Write one element and what it contains; its reference."""
        nom = noms[id(noeud)] = f"element{len(noms)}"
        soi = pdfdoc.PDFObjectReference(nom)
        enfants = [
            self._element(c, soi, noms) if isinstance(c, Noeud) else c
            for c in noeud.contenu
            if not isinstance(c, Noeud) or c.trace
        ]
        champs: dict[str, Any] = {
            "Type": pdfdoc.PDFName("StructElem"),
            "S": pdfdoc.PDFName(noeud.balise),
            "P": parent,
            "K": pdfdoc.PDFArray(enfants),
        }
        if noeud.alternative:
            champs["Alt"] = pdfdoc.PDFString(noeud.alternative)
        if noeud.balise == "TH":
            portee = {"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName("Column")}
            champs["A"] = pdfdoc.PDFDictionary(portee)
        self._doc.Reference(pdfdoc.PDFDictionary(champs), nom)
        return soi


@contextmanager
def artefact(toile: Any) -> Iterator[None]:
    """What is drawn inside says nothing: rules, backgrounds, header and footer of the page."""
    toile._code.append("/Artifact BMC")
    yield
    toile._code.append("EMC")
