"""Spreadsheets (.xlsx) that open well, print well and never execute what somebody typed (ASVS 1.2.10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from parcours.socle.horloge import a_paris
from parcours.socle.maison import Maison

_INTERDITS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_COMMANDES = dict.fromkeys(i for i in range(32) if i not in (9, 10))
_CELLULE_MAXIMALE = 32_767


@dataclass(frozen=True)
class Feuille:
    """One sheet: its name, the head of each column, its rows; a note above says what is counted and when."""

    nom: str
    entetes: Sequence[str]
    lignes: Iterable[Sequence[object]]
    note: str = ""


def classeur(titre: str, feuilles: Sequence[Feuille], maison: Maison) -> bytes:
    """Write the sheets; text stays text whatever it begins with, numbers and dates stay what they are.

    `titre` goes into the properties of the file: it names nobody.
    """
    tampon = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    livre = xlsxwriter.Workbook(tampon, options | {"default_date_format": "dd/mm/yyyy"})
    livre.set_properties({"title": titre, "author": maison.service, "company": maison.service, "comments": "Confidentiel"})
    formats = {
        "entete": livre.add_format(
            {"bold": True, "font_color": "white", "bg_color": maison.couleur_foncee, "text_wrap": True, "valign": "top"}
        ),
        "texte": livre.add_format({"text_wrap": True, "valign": "top"}),
        "date": livre.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "nombre": livre.add_format({"num_format": "#,##0.##", "valign": "top"}),
        "entier": livre.add_format({"num_format": "#,##0", "valign": "top"}),
        "note": livre.add_format({"italic": True}),
    }
    noms: set[str] = set()
    for feuille in feuilles:
        _ecrire(livre.add_worksheet(_nom(feuille.nom, noms)), feuille, formats)
    livre.close()
    return tampon.getvalue()


def _ecrire(page: Any, feuille: Feuille, formats: dict[str, Any]) -> None:
    debut = 0
    if feuille.note:
        page.write_string(0, 0, feuille.note, formats["note"])
        debut = 2
    largeurs = [len(e) for e in feuille.entetes]
    for colonne, entete in enumerate(feuille.entetes):
        page.write_string(debut, colonne, entete, formats["entete"])
    rang = debut
    for rang, ligne in enumerate(feuille.lignes, debut + 1):
        for colonne, valeur in enumerate(ligne):
            ecrite = _cellule(page, rang, colonne, valeur, formats)
            if colonne < len(largeurs):
                largeurs[colonne] = max(largeurs[colonne], ecrite)
    for colonne, largeur in enumerate(largeurs):
        page.set_column(colonne, colonne, min(60, largeur + 3))
    page.freeze_panes(debut + 1, 0)
    if rang > debut and feuille.entetes:
        page.autofilter(debut, 0, rang, len(feuille.entetes) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(debut)
    page.set_footer("&LConfidentiel&C&A&RPage &P sur &N")


def _cellule(page: Any, rang: int, colonne: int, valeur: object, formats: dict[str, Any]) -> int:
    """Write one value as what it is; how many letters wide it is."""
    match valeur:
        case None | "":
            page.write_blank(rang, colonne, None, formats["texte"])
            return 0
        case bool():
            page.write_string(rang, colonne, "oui" if valeur else "non", formats["texte"])
            return 3
        case int():
            page.write_number(rang, colonne, valeur, formats["entier"])
            return len(str(valeur))
        case float() | Decimal():
            page.write_number(rang, colonne, float(valeur), formats["nombre"])
            return len(f"{valeur:.2f}")
        case datetime():
            page.write_datetime(rang, colonne, a_paris(valeur).replace(tzinfo=None), formats["date"])
            return 10
        case date():
            page.write_datetime(rang, colonne, datetime(valeur.year, valeur.month, valeur.day), formats["date"])  # noqa: DTZ001
            return 10
    texte = str(valeur).translate(_COMMANDES)[:_CELLULE_MAXIMALE]
    page.write_string(rang, colonne, texte, formats["texte"])
    return max(len(ligne) for ligne in texte.split("\n")) if texte else 0


def _nom(voulu: str, pris: set[str]) -> str:
    """A sheet name the format accepts: 31 letters at most, some signs forbidden, twice the same never."""
    base = " ".join(voulu.translate(_INTERDITS).split())[:31] or "Feuille"
    nom, rang = base, 1
    while nom.lower() in pris:
        rang += 1
        nom = f"{base[: 31 - len(str(rang)) - 1]} {rang}"
    pris.add(nom.lower())
    return nom
