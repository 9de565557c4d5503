"""A file brought by a team, read as sheets of typed cells; whatever is not a spreadsheet is refused in French.

Cells come from a stranger: nothing is executed, formulas are read as their stored result, macros are ignored.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

import python_calamine as calamine

from parcours.imports.rules.format_fichier import FichierRefuse, Format, reconnaitre
from parcours.imports.rules.texte_csv import deplier_colonne_unique, lire_texte

__all__ = [
    "COLONNES_MAX",
    "LIGNES_MAX",
    "Cellule",
    "Classeur",
    "Feuille",
    "FichierRefuse",
    "lettre_colonne",
    "lire_classeur",
]

type_cellule = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Cellule = type_cellule

LIGNES_MAX = 50_000
COLONNES_MAX = 300
FEUILLES_MAX = 60
CELLULES_MAX = 3_000_000


@dataclass(frozen=True)
class Feuille:
    """One sheet. `lignes[0]` is the sheet's row 1, so positions give the references people see in their file."""

    nom: str
    lignes: tuple[tuple[Cellule, ...], ...]
    visible: bool = True
    fusions: tuple[tuple[int, int, int, int], ...] = ()
    """Merged areas as (first row, first column, last row, last column), counted from 0."""

    def cellule(self, ligne: int, colonne: int) -> Cellule:
        """Value at row `ligne` (from 1) and column `colonne` (from 0); "" outside the sheet."""
        if not 1 <= ligne <= len(self.lignes):
            return ""
        rangee = self.lignes[ligne - 1]
        return rangee[colonne] if 0 <= colonne < len(rangee) else ""


@dataclass(frozen=True)
class Classeur:
    """A workbook read whole."""

    nom_fichier: str
    format: str
    feuilles: tuple[Feuille, ...]
    encodage: str | None = None
    separateur: str | None = None

    def feuille(self, nom: str) -> Feuille:
        """The sheet of that name; KeyError when there is none."""
        for feuille in self.feuilles:
            if feuille.nom == nom:
                return feuille
        raise KeyError(nom)


def lettre_colonne(indice: int) -> str:
    """Column letters from a 0-based index: 0 is A, 26 is AA."""
    lettres = ""
    indice += 1
    while indice:
        indice, reste = divmod(indice - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres


def lire_classeur(contenu: bytes, nom_fichier: str) -> Classeur:
    """Read an uploaded file (XLSX, XLSM, XLSB, XLS, ODS, CSV, TSV, TXT) into typed cells.

    Raises `FichierRefuse`, and nothing else, with a reason in French meant for the screen.
    """
    genre = reconnaitre(contenu)
    try:
        classeur = _lire_texte(contenu, nom_fichier) if genre is Format.TEXTE else _lire_tableur(contenu, nom_fichier, genre)
    except FichierRefuse:
        raise
    except MemoryError:
        raise FichierRefuse("trop_lourd", "Ce fichier demande trop de mémoire pour être ouvert.") from None
    except calamine.PasswordError:
        raise FichierRefuse(
            "protege", "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez."
        ) from None
    except BaseException as erreur:
        # calamine is Rust: a panic reaches us as pyo3's PanicException, which derives from BaseException.
        if isinstance(erreur, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            raise
        raise FichierRefuse(
            "abime",
            "Ce fichier est abîmé ou incomplet : il n’a pas pu être lu. Ouvrez-le dans votre tableur, "
            "enregistrez-le sous un autre nom, puis recommencez.",
        ) from None
    if not any(feuille.lignes for feuille in classeur.feuilles):
        raise FichierRefuse("vide", "Ce fichier ne contient aucune ligne.")
    return classeur


def _lire_texte(contenu: bytes, nom_fichier: str) -> Classeur:
    lignes, encodage, separateur = lire_texte(contenu, lignes_max=LIGNES_MAX, colonnes_max=COLONNES_MAX)
    nom = nom_fichier.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0][:80] or "Feuille"
    return Classeur(nom_fichier, Format.TEXTE.value, (Feuille(nom, lignes),), encodage, separateur)


def _lire_tableur(contenu: bytes, nom_fichier: str, genre: Format) -> Classeur:
    classeur = calamine.CalamineWorkbook.from_filelike(BytesIO(contenu))
    if len(classeur.sheet_names) > FEUILLES_MAX:
        raise FichierRefuse("trop_de_feuilles", f"Ce classeur a plus de {FEUILLES_MAX} feuilles.")
    feuilles: list[Feuille] = []
    total = 0
    for fiche in classeur.sheets_metadata:
        if fiche.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        brute = classeur.get_sheet_by_name(fiche.name)
        largeur, hauteur = _etendue(brute)
        if hauteur > LIGNES_MAX:
            lignes = _rogner(brute)
            if len(lignes) > LIGNES_MAX:
                raise FichierRefuse("trop_de_lignes", f"La feuille « {fiche.name} » a plus de {LIGNES_MAX} lignes.")
        elif largeur > COLONNES_MAX and hauteur * largeur > CELLULES_MAX:
            raise FichierRefuse("trop_de_colonnes", f"La feuille « {fiche.name} » a trop de colonnes.")
        else:
            lignes = _rogner(brute)
        if any(len(ligne) > COLONNES_MAX for ligne in lignes):
            raise FichierRefuse("trop_de_colonnes", f"La feuille « {fiche.name} » a plus de {COLONNES_MAX} colonnes remplies.")
        total += sum(map(len, lignes))
        if total > CELLULES_MAX:
            raise FichierRefuse("trop_de_cellules", "Ce classeur a trop de cases remplies pour être importé d’un coup.")
        lignes = deplier_colonne_unique(lignes)
        visible = fiche.visible is calamine.SheetVisibleEnum.Visible
        feuilles.append(Feuille(fiche.name, lignes, visible, _fusions(brute)))
    return Classeur(nom_fichier, genre.value, tuple(feuilles))


def _etendue(brute: calamine.CalamineSheet) -> tuple[int, int]:
    if brute.end is None:
        return 0, 0
    hauteur, largeur = brute.end[0] + 1, brute.end[1] + 1
    if hauteur * largeur > 40 * CELLULES_MAX:
        raise FichierRefuse("trop_etendu", "Ce classeur s’étend sur trop de lignes et de colonnes pour être lu.")
    return largeur, hauteur


def _rogner(brute: calamine.CalamineSheet) -> tuple[tuple[Cellule, ...], ...]:
    """Rows from row 1, without the empty cells at each row's end nor the empty rows at the sheet's end."""
    if brute.end is None:
        return ()
    lignes: list[tuple[Cellule, ...]] = []
    derniere = 0
    for rangee in brute.to_python(skip_empty_area=False):
        fin = len(rangee)
        while fin and (rangee[fin - 1] == "" or rangee[fin - 1] is None):
            fin -= 1
        lignes.append(tuple("" if c is None else c for c in rangee[:fin]))
        if fin:
            derniere = len(lignes)
    return tuple(lignes[:derniere])


def _fusions(brute: calamine.CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((a[0], a[1], b[0], b[1]) for a, b in (brute.merged_cell_ranges or ()))
