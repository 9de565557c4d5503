"""Spreadsheets read back by another library."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parcours.editique.tableur import Feuille, classeur
from tests.editique.test_document import MAISON

pytestmark = pytest.mark.sans_base


def test_les_valeurs_gardent_leur_nature_et_aucune_ne_devient_une_formule():
    pieges = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "\t=1", "https://intrus.example", "12"]
    contenu = classeur("Bilan", [Feuille("Essai", ["Texte", "Nombre"], [[p, 3] for p in pieges])], MAISON)
    lignes = CalamineWorkbook.from_filelike(BytesIO(contenu)).get_sheet_by_name("Essai").to_python()
    assert lignes[0] == ["Texte", "Nombre"]
    assert [str(ligne[0]).strip() for ligne in lignes[1:]] == [p.strip() for p in pieges]
    assert all(ligne[1] == 3 for ligne in lignes[1:])
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        feuille = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in feuille and "hyperlink" not in feuille
        assert "Service d’essai" in archive.read("docProps/core.xml").decode()


def test_dates_nombres_vides_et_notes():
    feuille = Feuille("À/B:*?", ["D", "N", "V", "B"], [[date(2026, 12, 1), 2.5, None, True]], note="Compté le 1er décembre")
    contenu = classeur("Bilan", [feuille, Feuille("a b", ["x"], []), Feuille("A B", ["x"], [])], MAISON)
    livre = CalamineWorkbook.from_filelike(BytesIO(contenu))
    assert livre.sheet_names == ["À B", "a b", "A B 2"]
    lignes = livre.get_sheet_by_index(0).to_python()
    assert lignes[0][0] == "Compté le 1er décembre" and lignes[3] == [date(2026, 12, 1), 2.5, "", "oui"]
