"""The report as a PDF and as a spreadsheet, live or frozen: figures only, nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parcours.bilan_annuel.rules.periodes import Periode
from parcours.editique.document import Document
from parcours.editique.graphiques import Serie, graphique_barres
from parcours.editique.tableur import Feuille, classeur
from parcours.socle.horloge import aujourd_hui
from parcours.socle.maison import Maison
from parcours.socle.typographie import date_longue, euros, nombre_decimal
from parcours.textes.queries import texte

AU_PLUS_DESSINEES = 12
"""Bars of one chart."""


def en_mots(valeur: float | None, unite: str) -> str:
    """« 112 », « 8,5 mois », « 12 500,50 € »; a dash when it is not known."""
    if valeur is None:
        return "–"
    if unite == "€":
        return euros(round(valeur * 100))
    return f"{nombre_decimal(valeur)}\u00a0{unite}" if unite else nombre_decimal(valeur)


def pdf(periode: Periode, rubriques: Sequence[Any], maison: Maison, *, fige: str = "") -> bytes:
    """The report on paper: a table and, where it says more, a chart."""
    document = Document("Bilan annuel du PRE", maison, le=aujourd_hui())
    document.entete("Bilan annuel du PRE", f"{periode.libelle}, du {date_longue(periode.debut)} au {date_longue(periode.fin)}")
    document.encadre(
        (f"Bilan figé {fige}. " if fige else "")
        + "Document de travail de l’équipe du PRE\u00a0: les petits nombres n’y sont pas masqués. Ne pas le diffuser."
    )
    document.texte(texte("bilan_annuel", maison.service, {"periode": periode.libelle}))
    for rubrique in rubriques:
        document.section(rubrique.titre)
        if not rubrique.tableaux:
            document.paragraphe("Rien à compter cette année.", "note")
        for tableau in rubrique.tableaux:
            _tableau(document, tableau)
    return document.octets()


def _tableau(document: Document, tableau: Any) -> None:
    document.sous_section(tableau.titre)
    if not tableau.lignes:
        document.paragraphe("Aucune donnée.", "note")
        return
    document.tableau(
        ["", "Nombre"], [(x.libelle, en_mots(x.valeur, x.unite)) for x in tableau.lignes], largeurs=(6, 1), nombres=(1,)
    )
    comptees = [x for x in tableau.lignes if x.valeur and not x.unite][:AU_PLUS_DESSINEES]
    if tableau.dessine and len(comptees) > 1:
        noms = [x.libelle for x in comptees]
        dessin = graphique_barres(noms, [Serie(tableau.titre, [x.valeur for x in comptees])])
        document.graphique(dessin, f"{tableau.titre}\u00a0: les mêmes chiffres que le tableau ci-dessus.")
    if tableau.note:
        document.paragraphe(tableau.note, "note")


def tableur(periode: Periode, rubriques: Sequence[Any], maison: Maison, *, fige: str = "") -> bytes:
    """One sheet a part of the report."""
    note = f"{periode.libelle}. {f'Bilan figé {fige}. ' if fige else ''}Petits nombres non masqués\u00a0: ne pas diffuser."
    feuilles = [
        Feuille(
            rubrique.titre,
            ["Tableau", "Ligne", "Valeur", "Unité"],
            [(t.titre, x.libelle, _nombre(x.valeur), x.unite) for t in rubrique.tableaux for x in t.lignes],
            note=note,
        )
        for rubrique in rubriques
    ]
    return classeur(f"Bilan annuel du PRE, {periode.libelle}", feuilles, maison)


def _nombre(valeur: float | None) -> int | float | None:
    return int(valeur) if valeur is not None and float(valeur).is_integer() else valeur
