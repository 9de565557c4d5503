"""What each row below the headings is: a person or an act, or a title, a total, a note, headings again, nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum

from parcours.imports.rules.classeur import Cellule
from parcours.imports.rules.entetes import cle_entete
from parcours.imports.rules.textes import cle, texte_de


class NatureLigne(StrEnum):
    """Kinds of rows; only DONNEES becomes a person or an act."""

    DONNEES = "donnees"
    VIDE = "vide"
    TOTAL = "total"
    SECTION = "section"
    ENTETES = "entetes"
    NOTE = "note"
    PREPAREE = "preparee"


LIBELLES = {
    NatureLigne.VIDE: "ligne vide",
    NatureLigne.TOTAL: "ligne de total",
    NatureLigne.SECTION: "ligne de séparation",
    NatureLigne.ENTETES: "titres de colonnes répétés",
    NatureLigne.NOTE: "note, et non une personne",
    NatureLigne.PREPAREE: "ligne préparée, sans personne",
}
_TOTAL = re.compile(r"^(?:sous )?(?:total|totaux|somme|moyenne|nombre|effectif|nb|cumul)\b")
_SECTION = re.compile(
    r"^(?:ecoles?|colleges?|lycees?|maternelles?|primaires?|elementaires?|quartiers?|communes?|sortis?|sorties|nouveaux|nouvelles|entrees?|"
    r"liste|annee|classes?|groupe|cycle|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|trimestre|"
    r"semestre|enfants?|eleves|parcours|situations?|hors|en attente|archives?|rep|suivis?)\b"
)


_MODELE = re.compile(r"^\W*(?:ex\b|exemple|texte\)|modele\b|modèle\b|à remplir|nom de l)", re.IGNORECASE)
_GABARIT = re.compile(r"^\W*j+\W*m+\W*a+\W*$", re.IGNORECASE)


def nature(rangee: tuple[Cellule, ...], champs: Mapping[str, int], titres: Mapping[int, str]) -> NatureLigne:
    """Kind of a row, from its filled cells, the mapped columns and the headings."""
    pleines = {i: t for i, v in enumerate(rangee) if (t := texte_de(v))}
    if not pleines:
        return NatureLigne.VIDE
    textes = list(dict.fromkeys(pleines.values()))
    if _entetes_repetes(pleines, titres):
        return NatureLigne.ENTETES
    premiere = cle(next(iter(pleines.values())))
    if _rangs(rangee):
        return NatureLigne.ENTETES
    colonnes_nom = {champs[c] for c in ("nom_prenom", "nom", "prenom") if c in champs}
    noms = [pleines[i] for i in sorted(colonnes_nom) if i in pleines]
    if any(_MODELE.match(n) for n in noms) or _GABARIT.match(pleines.get(champs.get("date_naissance", -1), "")):
        return NatureLigne.NOTE
    if not noms and _preparee(pleines, champs):
        return NatureLigne.PREPAREE
    sans_preuve = not _date_pleine(rangee, champs.get("date_naissance")) and len(pleines) <= max(3, len(titres) // 3)
    if sans_preuve and (_TOTAL.match(premiere) or any(_TOTAL.match(cle(n)) for n in noms)):
        return NatureLigne.TOTAL
    if re.match(r"^\s*[-=*_#~>•]{2,}", next(iter(pleines.values()))) and len(pleines) <= 2:
        return NatureLigne.SECTION
    if len(textes) == 1:
        return _seule(textes[0], next(iter(pleines)) in colonnes_nom)
    if not noms and all(re.fullmatch(r"[\d.,\s%/]+", t) for t in textes):
        return NatureLigne.TOTAL
    return NatureLigne.DONNEES


def _rangs(rangee: tuple[Cellule, ...]) -> bool:
    """A row that only numbers the columns: 1, 2, 3…"""
    pleines = [v for v in rangee if texte_de(v)]
    return len(pleines) >= 3 and [texte_de(v) for v in pleines] == [str(i) for i in range(1, len(pleines) + 1)]


def _preparee(pleines: Mapping[int, str], champs: Mapping[str, int]) -> bool:
    """A row laid out in advance: its number, and what formulas or default values leave there."""
    reste = {i: t for i, t in pleines.items() if i != champs.get("numero")}
    return all(cle(t) in {"", "0", "non", "faux", "n"} for t in reste.values())


def _date_pleine(rangee: tuple[Cellule, ...], colonne: int | None) -> bool:
    """Whether the birth date's cell holds a date, not a count left there by a total."""
    if colonne is None or colonne >= len(rangee):
        return False
    valeur = rangee[colonne]
    return isinstance(valeur, dt.date) or bool(re.search(r"\d\W+\w+\W+\d", str(valeur)))


def _entetes_repetes(pleines: Mapping[int, str], titres: Mapping[int, str]) -> bool:
    memes = sum(1 for i, t in pleines.items() if i in titres and titres[i] and cle_entete(t) == cle_entete(titres[i]))
    return memes >= 2 and memes >= 0.6 * len(pleines)


def _seule(texte: str, colonne_nom: bool) -> NatureLigne:
    """A row with a single text: a name only if it stands in a column of names and looks like one."""
    plat = cle(texte)
    if (
        len(texte) > 60
        or re.match(r"^(?:\*|nb\b|n\.b|note|attention|source|legende|mis a jour|maj\b|fait le|imprime)", plat)
        or texte.startswith("*")
    ):
        return NatureLigne.NOTE
    if not colonne_nom or _SECTION.match(plat) or re.search(r"\d", texte) or len(plat.split()) < 2 or texte.endswith(":"):
        return NatureLigne.SECTION
    return NatureLigne.DONNEES
