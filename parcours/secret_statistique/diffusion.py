"""What the public receives (S9): one code for every hidden cell, and nothing computed from a hidden one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .certification import Monde
from .declaration import Declaration
from .rapport import Rapport
from .registre import IMPOSSIBLE, MASQUEE, Registre

ENTETES = ("valeur", "statut", "OBS_STATUS", "CONF_STATUS")
"""SDMX codes: OBS_STATUS A normal, Q suppressed, M cannot exist; CONF_STATUS F free, C confidential (never A or D)."""


@dataclass(frozen=True)
class CellulePubliee:
    """A cell as the public sees it. `valeur` is None when hidden or impossible; `statut` among A, s, –."""

    table: str
    noeuds: tuple[tuple[str, str], ...]
    valeur: int | None
    statut: str
    seuil: int

    def texte(self) -> str:
        """What a screen, a chart label or a tooltip may print."""
        return str(self.valeur) if self.valeur is not None else self.statut


@dataclass(frozen=True)
class Publication:
    """The result of a run. `cellules`, `rapport` and `registre` are its outputs; `certificat` is confidential."""

    declaration: Declaration
    parution: str
    cellules: tuple[CellulePubliee, ...]
    registre: Registre
    certificat: tuple[Monde, ...]
    rapport: Rapport

    @property
    def masque(self) -> frozenset[tuple[str, tuple[tuple[str, str], ...]]]:
        """(table, nodes) of every hidden cell."""
        return frozenset((c.table, c.noeuds) for c in self.cellules if c.statut == MASQUEE)

    def cellule(self, table: str, noeuds: Mapping[str, str]) -> CellulePubliee:
        """One cell; variables left out are at their total. Raises KeyError if the table does not show it."""
        for c in self.cellules:
            if c.table == table and all(noeud == noeuds.get(v, self.declaration.variables[v].total) for v, noeud in c.noeuds):
                return c
        raise KeyError(table, dict(noeuds))

    def part(self, table: str, noeuds: Mapping[str, str], du_total: Mapping[str, str]) -> float | None:
        """Percentage of one published cell in another; None as soon as one of them is hidden."""
        partie, tout = self.cellule(table, noeuds).valeur, self.cellule(table, du_total).valeur
        return None if partie is None or not tout else 100.0 * partie / tout

    def somme(self, table: str, liste: list[Mapping[str, str]]) -> int | None:
        """Sum of published cells; None as soon as one of them is hidden."""
        valeurs = [self.cellule(table, noeuds).valeur for noeuds in liste]
        return None if any(v is None for v in valeurs) else sum(v for v in valeurs if v is not None)

    def csv(self, table: str) -> str:
        """CSV of one table, comma-separated, one row per cell."""
        sortie = io.StringIO()
        ecrivain = csv.writer(sortie, lineterminator="\n")
        dimensions = next(t for t in self.declaration.tables if t.nom == table).dimensions
        ecrivain.writerow([*(d.variable for d in dimensions), *ENTETES])
        for c in self.cellules:
            if c.table == table:
                ecrivain.writerow([*(n for _, n in c.noeuds), *_colonnes(c)])
        return sortie.getvalue()

    def tables(self) -> Iterator[str]:
        """Names of the tables of this release."""
        return iter(dict.fromkeys(c.table for c in self.cellules))

    def note(self) -> str:
        """Footnote to print under every table."""
        seuils = sorted({c.seuil for c in self.cellules})
        limite = " ou ".join(str(k) for k in seuils)
        return (
            f"s\u00a0: secret statistique (moins de {limite} personnes, ou cellule masquée pour en protéger une autre)."
            " –\u00a0: combinaison impossible."
        )


def _colonnes(c: CellulePubliee) -> tuple[str, str, str, str]:
    if c.statut == MASQUEE:
        return "", MASQUEE, "Q", "C"
    if c.statut == IMPOSSIBLE:
        return "", IMPOSSIBLE, "M", "F"
    return str(c.valeur), "A", "A", "F"
