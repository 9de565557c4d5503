"""Counts of people on the finest cells, read and checked against the declaration."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .declaration import Declaration
from .erreurs import ComptagesInvalides


@dataclass(frozen=True)
class Comptages:
    """`effectifs[(leaf per variable…)]`, or `[(leaf…, period)]` when the declaration has time.

    Order of the key: the order of `declaration.variables`. Unit: person. Absent key: zero.
    """

    effectifs: Mapping[tuple[str, ...], int]

    @classmethod
    def depuis_lignes(cls, declaration: Declaration, lignes: Iterable[Mapping[str, object]], effectif: str = "n") -> Comptages:
        """Sum rows that hold one column per variable (others are ignored) and a count of people.

        Raises ComptagesInvalides for an unknown category, a count that is not a non-negative integer
        (negative only in a correction period), or people where the declaration says nobody can be.
        """
        noms = [*declaration.variables, *([declaration.temps.variable] if declaration.temps else [])]
        somme: Counter[tuple[str, ...]] = Counter()
        for rang, ligne in enumerate(lignes, 1):
            try:
                cle = tuple(str(ligne[nom]) for nom in noms)
                nombre = int(str(ligne[effectif]))
            except (KeyError, ValueError) as erreur:
                raise ComptagesInvalides(f"ligne {rang} : colonne absente ou effectif illisible ({erreur})") from None
            _verifier(declaration, cle, nombre, rang)
            somme[cle] += nombre
        return cls(dict(somme))

    @classmethod
    def depuis_csv(cls, declaration: Declaration, chemin: Path | str, effectif: str = "n") -> Comptages:
        """Same, from a CSV file in UTF-8 with a header; comma or semicolon."""
        with open(chemin, encoding="utf-8-sig", newline="") as fichier:
            separateur = ";" if ";" in fichier.readline() else ","
            fichier.seek(0)
            return cls.depuis_lignes(declaration, csv.DictReader(fichier, delimiter=separateur), effectif)


def _verifier(declaration: Declaration, cle: tuple[str, ...], nombre: int, rang: int) -> None:
    feuilles = dict(zip(declaration.variables, cle, strict=False))
    for nom, modalite in feuilles.items():
        if modalite not in declaration.variables[nom].feuilles:
            raise ComptagesInvalides(f"ligne {rang} : modalité inconnue de {nom}")
    temps = declaration.temps
    if temps and cle[-1] not in temps.periodes:
        raise ComptagesInvalides(f"ligne {rang} : période inconnue")
    if nombre < 0 and not (temps and cle[-1] in temps.corrections):
        raise ComptagesInvalides(f"ligne {rang} : effectif négatif hors d’une correction")
    if nombre and any(all(feuilles[v] in m for v, m in zero.items()) for zero in declaration.zeros_structurels):
        raise ComptagesInvalides(f"ligne {rang} : personnes dans une combinaison déclarée impossible")
