"""Which files are accepted as pieces."""

from __future__ import annotations

import pytest

from parcours.pieces.rules import FormatPiece, NaturePiece, nom_de_telechargement, pdf_suspect, reconnaitre

pytestmark = pytest.mark.sans_base


def test_le_format_se_lit_dans_les_octets_et_jamais_dans_le_nom() -> None:
    assert reconnaitre(b"%PDF-1.7\n...") is FormatPiece.PDF
    assert reconnaitre(b"\xff\xd8\xff\xe0JFIF") is FormatPiece.JPEG
    assert reconnaitre(b"\x89PNG\r\n\x1a\n...") is FormatPiece.PNG


@pytest.mark.parametrize(
    "octets",
    [b"", b"<html>", b"<svg onload=alert(1)>", b"PK\x03\x04", b"MZ\x90", b"#!/bin/sh", b" %PDF-1.4", b"GIF89a"],
)
def test_tout_autre_debut_est_refuse(octets: bytes) -> None:
    assert reconnaitre(octets) is None


@pytest.mark.parametrize("nom", [b"/JavaScript", b"/JS (x)", b"/J#53 (x)", b"/Launch", b"/EmbeddedFile", b"/Encrypt 4 0 R"])
def test_un_pdf_qui_porte_un_programme_est_suspect(nom: bytes) -> None:
    assert pdf_suspect(b"%PDF-1.7\n<< " + nom + b" >>\n%%EOF")


def test_un_pdf_coupe_est_suspect_et_un_scan_ne_l_est_pas() -> None:
    assert pdf_suspect(b"%PDF-1.7\n<< /Type /Page")
    assert not pdf_suspect(b"%PDF-1.7\n<< /Type /Page /JSinforme 1 /C#23 >>\n%%EOF\n")


def test_le_fichier_telecharge_ne_porte_aucun_nom_de_personne() -> None:
    assert nom_de_telechargement(NaturePiece.ACCORD, FormatPiece.JPEG, "2026-11-23") == "accord-2026-11-23.jpg"
