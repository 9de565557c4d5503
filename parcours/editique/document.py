"""A document, written from top to bottom: `d = Document(...)`, `d.section(...)`, `d.tableau(...)`, then `d.octets()`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageBreak, PageTemplate, Spacer

from parcours.editique import polices
from parcours.editique import style as s
from parcours.editique.blocs import Figure, Grille, LignesAEcrire, Texte, texte
from parcours.editique.structure import Noeud, Toile, artefact
from parcours.editique.texte import balise, simple
from parcours.socle.maison import Maison
from parcours.socle.typographie import date_longue

_TOTAL = "nombre-de-pages"
_SIGNATURE = 50.0
_TOUJOURS_COURT = 150
"""Letters that fit in half a page even in the narrowest column: no need to measure them."""


class Document:
    """One PDF in the house style.

    `titre` goes into the properties of the file and its page footers: it says what the document is, never who it is
    about. What names somebody is written inside, by the methods.
    """

    def __init__(self, titre: str, maison: Maison, *, le: date, confidentiel: bool = True) -> None:
        polices.installer()
        self.titre, self.maison, self.le, self.confidentiel = titre, maison, le, confidentiel
        self._styles = s.styles(maison.couleur_foncee)
        self._racine = Noeud("Document")
        self._recit: list[Flowable] = []
        self._blocs: list[list[Flowable]] = [self._recit]

    # --- Words ---------------------------------------------------------------------------------------------------------

    def entete(self, titre: str, sous_titre: str = "") -> None:
        """The heading of the document (or of one of its parts, after `nouvelle_page`)."""
        self._titre(titre, "H1", "titre", 0)
        if sous_titre:
            self._ajouter(texte(balise(sous_titre), self._styles["sous_titre"], Noeud("P", self._racine)))

    def section(self, titre: str) -> None:
        """A heading of second level, bookmarked."""
        self._recit_courant.append(CondPageBreak(60))
        self._titre(titre, "H2", "section", 1)

    def sous_section(self, titre: str) -> None:
        """A heading of third level."""
        self._titre(titre, "H3", "sous_section", 2)

    def _titre(self, titre: str, tag: str, nom: str, niveau: int) -> None:
        ecrit = texte(balise(titre), self._styles[nom], Noeud(tag, self._racine))
        ecrit.signet = (simple(titre), niveau)
        self._ajouter(ecrit)

    def paragraphe(self, contenu: object, style: str = "corps") -> None:
        """One paragraph; nothing when empty."""
        if str(contenu).strip():
            self._ajouter(texte(balise(str(contenu).strip()), self._styles[style], Noeud("P", self._racine)))

    def texte(self, contenu: str | None, *, vide: str = "") -> None:
        """A text typed by somebody: empty lines part paragraphs, lines that begin with a dash are a list."""
        if not (contenu or "").strip():
            self.paragraphe(vide, "note")
            return
        for morceau in re.split(r"\n\s*\n", str(contenu).replace("\r\n", "\n").strip()):
            courant: list[str] = []
            points: list[str] = []
            for ligne in morceau.split("\n"):
                if point := re.match(r"\s*[-–•]\s+(.*)", ligne):
                    points.append(point[1])
                elif points:
                    points[-1] += f"\n{ligne}"
                else:
                    courant.append(ligne)
            self.paragraphe("\n".join(courant))
            self.liste(points)

    def liste(self, points: Iterable[str]) -> None:
        """A list with bullets."""
        self._points(points, "point", "•")

    def cases(self, choix: Iterable[str], cochees: Iterable[str] = ()) -> None:
        """A list of boxes to tick; those already known are ticked."""
        deja = set(cochees)
        for mot in choix:
            self._points([mot], "case", "☑" if mot in deja else "☐")

    def _points(self, points: Iterable[str], style: str, puce: str) -> None:
        lignes = [p for p in points if p.strip()]
        if lignes:
            liste = Noeud("L", self._racine)
            for ligne in lignes:
                noeud = Noeud("LBody", Noeud("LI", liste))
                self._ajouter(texte(balise(ligne), self._styles[style], noeud, puce=puce))

    def encadre(self, contenu: str) -> None:
        """What must be seen first: a warning, a rule of the meeting."""
        self.paragraphe(contenu, "encadre")

    # --- Blocks --------------------------------------------------------------------------------------------------------

    def identite(self, lignes: Sequence[tuple[str, object]]) -> None:
        """Label and value, two pairs abreast; empty values are left out."""
        pleines = [(nom, valeur) for nom, valeur in lignes if valeur not in (None, "")]
        if not pleines:
            return
        table = Noeud("Table", self._racine)
        rangees: list[list[Any]] = []
        for debut in range(0, len(pleines), 2):
            rang = Noeud("TR", table)
            rangee: list[Any] = []
            for nom, valeur in pleines[debut : debut + 2]:
                rangee += [
                    texte(balise(nom), self._styles["etiquette"], Noeud("TD", rang)),
                    texte(balise(valeur), self._styles["valeur"], Noeud("TD", rang)),
                ]
            rangees.append(rangee + [""] * (4 - len(rangee)))
        etiquette = 78.0
        valeur_large = (s.LARGEUR - 2 * etiquette) / 2
        self._ajouter(
            Grille(
                rangees,
                colWidths=[etiquette, valeur_large] * 2,
                splitInRow=_couper_dans_les_lignes(rangees, [etiquette, valeur_large] * 2),
                style=[
                    ("FONTNAME", (0, 0), (-1, -1), polices.MAIGRE),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("BACKGROUND", (0, 0), (-1, -1), s.FOND),
                    ("TOPPADDING", (0, 0), (-1, -1), 4),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ],
            ),
            Spacer(1, 8),
        )

    def tableau(
        self,
        entetes: Sequence[str],
        lignes: Iterable[Sequence[object]],
        *,
        largeurs: Sequence[float] | None = None,
        nombres: Sequence[int] = (),
        hauteur: float = 0,
        vide: str = "",
        total: bool = False,
    ) -> None:
        """A table that flows over pages, its heads repeated.

        Args:
            entetes: the head of each column.
            lignes: rows of values; each cell wraps, whatever its length.
            largeurs: shares of the width (3, 1, 1 …), equal by default.
            nombres: columns set to the right.
            hauteur: least height of a row, in points, when people write in it by hand.
            vide: sentence written instead of a table without rows.
            total: the last row is a total.
        """
        contenu = [list(ligne) for ligne in lignes]
        if not contenu:
            self.paragraphe(vide, "note")
            return
        parts = list(largeurs or [1] * len(entetes))
        colonnes = [s.LARGEUR * p / sum(parts) for p in parts]
        table = Noeud("Table", self._racine)
        rangees = [self._rangee(entetes, table, "TH", nombres)]
        rangees += [self._rangee(ligne, table, "TD", nombres) for ligne in contenu]
        mise_en_forme: list[tuple[Any, ...]] = [
            ("FONTNAME", (0, 0), (-1, -1), polices.MAIGRE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), s.FOND),
            ("LINEBELOW", (0, 0), (-1, 0), 1, s.couleur(self.maison.couleur)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, s.TRAIT),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
        if hauteur:
            mise_en_forme += [
                ("INNERGRID", (0, 1), (-1, -1), 0.5, s.TRAIT),
                ("BOTTOMPADDING", (0, 1), (-1, -1), max(5, hauteur - 16)),
            ]
        if total:
            mise_en_forme += [
                ("LINEABOVE", (0, -1), (-1, -1), 1, s.couleur(self.maison.couleur)),
                ("BACKGROUND", (0, -1), (-1, -1), s.FOND),
            ]
        longs = any(len(str(c)) > _TOUJOURS_COURT for ligne in contenu for c in ligne)
        coupe = _couper_dans_les_lignes(rangees, colonnes) if longs else 0
        self._ajouter(Grille(rangees, colWidths=colonnes, repeatRows=1, splitInRow=coupe, style=mise_en_forme), Spacer(1, 8))

    def _rangee(self, cellules: Sequence[object], table: Noeud, tag: str, nombres: Sequence[int]) -> list[Texte]:
        rang = Noeud("TR", table)
        base = "entete" if tag == "TH" else "cellule"
        return [
            texte(
                balise("" if c is None else c),
                self._a_droite(base) if colonne in nombres else self._styles[base],
                Noeud(tag, rang),
            )
            for colonne, c in enumerate(cellules)
        ]

    def _a_droite(self, base: str) -> ParagraphStyle:
        nom = f"{base}_droite"
        if nom not in self._styles:
            self._styles[nom] = ParagraphStyle(nom, parent=self._styles[base], alignment=self._styles["droite"].alignment)
        return self._styles[nom]

    def signatures(self, signataires: Sequence[tuple[str, str]], *, hauteur: float = _SIGNATURE) -> None:
        """Boxes to sign in, two abreast, never cut by a page: (capacity, name or nothing)."""
        table = Noeud("Table", self._racine)
        rangees: list[list[Any]] = []
        for debut in range(0, len(signataires), 2):
            rang = Noeud("TR", table)
            rangee: list[Any] = [self._boite(qualite, nom, rang, hauteur) for qualite, nom in signataires[debut : debut + 2]]
            rangees.append(rangee + [""] * (2 - len(rangee)))
        cadres = [
            ("BOX", (colonne, rang), (colonne, rang), 0.7, s.TRAIT)
            for rang, rangee in enumerate(rangees)
            for colonne, boite in enumerate(rangee)
            if boite != ""
        ]
        grille = Grille(
            rangees,
            colWidths=[s.LARGEUR / 2] * 2,
            splitByRow=1,
            style=[
                ("FONTNAME", (0, 0), (-1, -1), polices.MAIGRE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                *cadres,
            ],
        )
        self._ajouter(KeepTogether([grille, Spacer(1, 8)]) if len(rangees) <= 4 else grille)

    def _boite(self, qualite: str, nom: str, rang: Noeud, hauteur: float) -> list[Flowable]:
        cellule = Noeud("TD", rang)
        lignes: list[Flowable] = [texte(balise(qualite), self._styles["etiquette"], Noeud("P", cellule))]
        if nom:
            lignes.append(texte(balise(nom), self._styles["valeur"], Noeud("P", cellule)))
        lignes.append(texte(balise("Date et signature"), self._styles["etiquette"], Noeud("P", cellule)))
        return [*lignes, Spacer(1, hauteur)]

    def lignes_a_ecrire(self, nombre: int) -> None:
        """Ruled lines to write on by hand."""
        self._ajouter(LignesAEcrire(nombre, s.LARGEUR))

    def graphique(self, dessin: Drawing, alternative: str) -> None:
        """A chart of `editique.graphiques`; `alternative` says in a sentence what it shows."""
        self._ajouter(Figure(dessin, Noeud("Figure", self._racine, alternative=alternative)), Spacer(1, 8))

    def espace(self, points: float = 8) -> None:
        """A little room."""
        self._ajouter(Spacer(1, points))

    def nouvelle_page(self) -> None:
        """What follows begins a page."""
        if self._recit_courant:
            self._ajouter(PageBreak())

    # --- The file ------------------------------------------------------------------------------------------------------

    @property
    def _recit_courant(self) -> list[Flowable]:
        return self._blocs[-1]

    def _ajouter(self, *blocs: Flowable) -> None:
        self._recit_courant.extend(blocs)

    def ensemble(self) -> _Ensemble:
        """`with d.ensemble():` what is written inside stays on one page when it can."""
        return _Ensemble(self)

    def octets(self) -> bytes:
        """The PDF. To be called once: the pieces are consumed."""
        tampon = BytesIO()
        gabarit = BaseDocTemplate(
            tampon,
            pagesize=s.FORMAT,
            title=simple(self.titre),
            author=simple(self.maison.service),
            subject=simple(self.titre),
            creator=simple(self.maison.nom),
            keywords=[],
            pageCompression=1,
        )
        cadre = Frame(s.MARGE, s.BAS, s.LARGEUR, s.FORMAT[1] - s.HAUT - s.BAS, 0, 0, 0, 0)
        gabarit.addPageTemplates(PageTemplate("page", [cadre], onPage=self._page))
        gabarit.build(self._recit or [Spacer(1, 1)], canvasmaker=self._toile)
        return tampon.getvalue()

    def _toile(self, *args: Any, **options: Any) -> Toile:
        toile = _ToileComptee(*args, **options)
        toile.racine = self._racine
        return toile

    def _page(self, toile: Toile, gabarit: BaseDocTemplate) -> None:
        """Header and footer of a page: who, what, which page; none of it is read aloud."""
        with artefact(toile):
            toile.saveState()
            haut = s.FORMAT[1] - 13 * mm
            toile.setFillColor(s.couleur(self.maison.couleur_foncee))
            toile.setFont(polices.DEMI, 9.5)
            toile.drawString(s.MARGE, haut, _tenir(simple(self.maison.service), polices.DEMI, 9.5, s.LARGEUR - 90))
            toile.setFillColor(s.GRIS)
            toile.setFont(polices.MAIGRE, 9)
            toile.drawString(s.MARGE, haut - 11, simple(f"{self.maison.nom}, {self.maison.territoire}"))
            if self.confidentiel:
                toile.setFillColor(s.ALERTE)
                toile.setFont(polices.GRAS, 10)
                toile.drawRightString(s.FORMAT[0] - s.MARGE, haut, "Confidentiel")
            toile.setStrokeColor(s.couleur(self.maison.couleur))
            toile.setLineWidth(1.2)
            toile.line(s.MARGE, haut - 18, s.FORMAT[0] - s.MARGE, haut - 18)
            toile.setFillColor(s.GRIS)
            toile.setFont(polices.MAIGRE, 8.5)
            pied = simple(f"{self.titre}, édité le {date_longue(self.le)}")
            toile.drawString(s.MARGE, 11 * mm, _tenir(pied, polices.MAIGRE, 8.5, s.LARGEUR - 80))
            toile.drawRightString(s.FORMAT[0] - s.MARGE - 16, 11 * mm, simple(f"Page {gabarit.page} sur"))
            toile.saveState()
            toile.translate(s.FORMAT[0] - s.MARGE - 13, 11 * mm)
            toile.doForm(_TOTAL)
            toile.restoreState()
            toile.restoreState()


class _ToileComptee(Toile):
    """Writes how many pages there are once that is known; each page already points to it."""

    def save(self) -> None:
        if len(self._code):
            self.showPage()
        total = str(self.getPageNumber() - 1)
        self.beginForm(_TOTAL, 0, -4, 30, 12)
        self.setFillColor(s.GRIS)
        self.setFont(polices.MAIGRE, 8.5)
        self.drawString(0, 0, total)
        self.endForm()
        super().save()


class _Ensemble:
    """Gathers what is written in a `with` so that a page does not cut it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def __enter__(self) -> None:
        self._document._blocs.append([])

    def __exit__(self, *_: object) -> None:
        morceaux = self._document._blocs.pop()
        self._document._ajouter(KeepTogether(morceaux))


def _couper_dans_les_lignes(rangees: list[list[Any]], largeurs: Sequence[float]) -> float:
    """Least height kept on each side when a row must be cut; 0 (never cut a row) unless one is taller than half a page.

    Cutting rows makes reportlab repeat the heads in the middle of a page: it is kept for what would not flow otherwise.
    """
    trop = (s.FORMAT[1] - s.HAUT - s.BAS) / 2
    hauteurs = (
        cellule.wrap(largeur - 10, 1e6)[1]
        for rangee in rangees
        for cellule, largeur in zip(rangee, largeurs, strict=False)
        if isinstance(cellule, Texte)
    )
    return 40 if any(hauteur > trop for hauteur in hauteurs) else 0


def _tenir(mot: str, police: str, corps: float, largeur: float) -> str:
    """Shorten a line of the header that would run into its neighbour."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if stringWidth(mot, police, corps) <= largeur:
        return mot
    while mot and stringWidth(mot + "…", police, corps) > largeur:
        mot = mot[:-1]
    return mot.rstrip() + "…"
