"""Files as other teams make them, built on the fly: XLSX, CSV in several encodings, a minimal ODS."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from parcours.imports.rules.referentiel import (
    CommuneConnue,
    EcoleConnue,
    QuartierConnu,
    Referentiel,
)

DONNEES = Path(__file__).parent.parent / "donnees"
AUJOURD_HUI = dt.date(2026, 11, 20)

REFERENTIEL = Referentiel(
    quartiers=(
        QuartierConnu("saint-exupery-leon-blum", "Saint-Exupéry / Léon Blum", True, ("Arques", "Longuenesse", "Saint-Omer")),
        QuartierConnu("quai-du-commerce-saint-sepulcre", "Quai du Commerce / Saint-Sépulcre", True, ("Saint-Omer",)),
        QuartierConnu("centre-historique", "Centre Historique", True, ("Aire-sur-la-Lys",)),
        QuartierConnu("residence-danvers", "Résidence Danvers", False, ("Arques",)),
        QuartierConnu("residence-laennec-guillain", "Résidence Laennec / Boulevard Guillain", False, ("Saint-Omer",)),
        QuartierConnu("residence-perpignan", "Résidence Perpignan", False, ("Saint-Omer",)),
    ),
    communes=(
        CommuneConnue("62014", "Aire-sur-la-Lys", "62120", perimetre_pre=False),
        CommuneConnue("62040", "Arques", "62510"),
        CommuneConnue("62525", "Longuenesse", "62219"),
        CommuneConnue("62765", "Saint-Omer", "62500"),
    ),
    ecoles=tuple(
        EcoleConnue(nom, nom, niveau, commune, rep)
        for nom, niveau, commune, rep in (
            ("Maternelle Louis Blériot", "maternelle", "Longuenesse", True),
            ("Primaire George Sand", "primaire", "Longuenesse", True),
            ("Primaire Léon Blum", "primaire", "Longuenesse", True),
            ("Primaire Albert Camus", "primaire", "Arques", True),
            ("Collège La Morinie", "college", "Saint-Omer", True),
            ("Collège Pierre Mendès-France", "college", "Arques", False),
            ("Collège Blaise Pascal", "college", "Longuenesse", False),
            ("Maternelle Montaigne", "maternelle", "Saint-Omer", True),
            ("Élémentaire Jules Ferry", "elementaire", "Saint-Omer", True),
            ("Primaire Charles Perrault", "primaire", "Saint-Omer", False),
            ("Collège L'Esplanade", "college", "Saint-Omer", False),
        )
    ),
)


def en_xlsx(
    feuilles: dict[str, Sequence[Sequence[Any]]],
    fusions: Sequence[tuple[str, str, str]] = (),
    cachees: Sequence[str] = (),
) -> bytes:
    """A workbook; `fusions` are (sheet, range, text), `cachees` the hidden sheets."""
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as classeur:
        for nom, lignes in feuilles.items():
            feuille = classeur.add_worksheet(nom)
            for i, ligne in enumerate(lignes):
                for j, valeur in enumerate(ligne):
                    if isinstance(valeur, dt.date):
                        feuille.write_datetime(i, j, dt.datetime(valeur.year, valeur.month, valeur.day))  # noqa: DTZ001
                    elif valeur not in ("", None):
                        feuille.write(i, j, valeur)
            for cible, plage, texte in fusions:
                if cible == nom:
                    feuille.merge_range(plage, texte)
            if nom in cachees:
                feuille.hide()
    return sortie.getvalue()


def en_csv(lignes: Sequence[Sequence[Any]], separateur: str = ";", encodage: str = "utf-8") -> bytes:
    """A CSV file; dates are written jj/mm/aaaa."""
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=separateur).writerows(
        [f"{v:%d/%m/%Y}" if isinstance(v, dt.date) else v for v in ligne] for ligne in lignes
    )
    return sortie.getvalue().encode(encodage)


def en_ods(nom: str, lignes: Sequence[Sequence[Any]]) -> bytes:
    """A minimal OpenDocument spreadsheet, with real dates and numbers."""

    def case(valeur: Any) -> str:
        if isinstance(valeur, dt.date):
            return f'<table:table-cell office:value-type="date" office:date-value="{valeur.isoformat()}"><text:p>x</text:p></table:table-cell>'
        if isinstance(valeur, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{valeur}"><text:p>{valeur}</text:p></table:table-cell>'
        if valeur in ("", None):
            return "<table:table-cell/>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(valeur))}</text:p></table:table-cell>'

    rangees = "".join("<table:table-row>" + "".join(map(case, ligne)) + "</table:table-row>" for ligne in lignes)
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{oasis}:office:1.0" '
        f'xmlns:table="{oasis}:table:1.0" xmlns:text="{oasis}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(nom)}">{rangees}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifeste = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{oasis}:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifeste)
        archive.writestr("content.xml", contenu)
    return sortie.getvalue()
