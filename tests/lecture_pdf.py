"""What a third-party reader sees of a PDF: always pypdf; poppler too wherever it is installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdf
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class PdfLu:
    """A PDF read back."""

    lecteur: pypdf.PdfReader
    pages: list[str]
    """Text of each page, its spaces made ordinary."""

    @property
    def texte(self) -> str:
        """Text of the whole document, on one line."""
        return " ".join(" ".join(self.pages).split())


def lire_pdf(contenu: bytes) -> PdfLu:
    """Open a PDF, and refuse what a reader would show as a square or could not embed."""
    assert contenu.startswith(b"%PDF-")
    lecteur = pypdf.PdfReader(BytesIO(contenu))
    for page in lecteur.pages:
        _polices_incluses(page)
    pages = [page.extract_text().replace("\u00a0", " ").replace("\u202f", " ") for page in lecteur.pages]
    for texte in pages:
        assert "\ufffd" not in texte and "■" not in texte and "(cid:" not in texte and "\x00" not in texte
    assert lecteur.trailer["/Root"]["/Lang"] == "fr-FR"
    assert lecteur.trailer["/Root"]["/MarkInfo"]["/Marked"]
    if poppler := shutil.which("pdftotext"):
        vu = subprocess.run([poppler, "-", "-"], input=contenu, capture_output=True, check=True)
        assert vu.stderr == b"", vu.stderr
        lettres = {c for c in "".join(pages) if c.isalnum()}
        assert lettres <= set(vu.stdout.decode()), lettres - set(vu.stdout.decode())
    return PdfLu(lecteur, pages)


def _polices_incluses(page: Any) -> None:
    """Every font carries its own glyphs, and none of the glyphs drawn is the missing one."""
    for police in (page["/Resources"].get("/Font") or {}).values():
        objet = police.get_object()
        descripteur = objet["/FontDescriptor"].get_object()
        assert "/FontFile2" in descripteur, f"{objet['/BaseFont']} n’est pas incluse"
        assert "/ToUnicode" in objet, f"{objet['/BaseFont']} ne se copie pas"


def pdf_de(reponse: TestResponse, nom: str) -> PdfLu:
    """The PDF of an answer, whose headers make it a file that no cache keeps, under a name that names nobody."""
    assert reponse.status_code == 200, reponse.status_code
    assert reponse.mimetype == "application/pdf"
    disposition = reponse.headers["Content-Disposition"]
    assert disposition.startswith(f'attachment; filename="{nom}') and disposition.endswith('.pdf"')
    assert reponse.headers["Cache-Control"] == "no-store" and reponse.headers["X-Content-Type-Options"] == "nosniff"
    return lire_pdf(reponse.data)


def arbre(lu: PdfLu) -> list[Any]:
    """The tree of tags: [tag, children…]."""

    def lire(element: Any) -> list[Any]:
        objet = element.get_object()
        enfants = objet.get("/K", [])
        return [objet["/S"], *(lire(e) for e in enfants if "/S" in e.get_object())]

    racine = lu.lecteur.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return lire(racine)
