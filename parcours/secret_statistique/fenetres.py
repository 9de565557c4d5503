"""Windows: on large tables, worlds are first sought inside groups of sibling categories (the districts of a zone)."""

from __future__ import annotations

import numpy as np

from .matrice import Entiers
from .probleme import Probleme

GRAND = 700
"""Below this number of free columns one window holds everything."""


def fenetres(probleme: Probleme) -> list[Entiers]:
    """Sets of free columns, one per group of leaves of the variable with the most leaves; none if small.

    A window only narrows the search: a world found in it is a world of the whole system.
    """
    systeme = probleme.systeme
    if len(probleme.colonnes) <= GRAND:
        return []
    variables = [systeme.declaration.variables[n] for n in systeme.noms]
    j = max(range(len(variables)), key=lambda i: len(variables[i].feuilles))
    familles = _familles(variables[j].feuilles, [variables[j].contenu[g] for g in variables[j].groupes])
    famille_de = {f: i for i, famille in enumerate(familles) for f in famille}
    rang = np.array([famille_de[systeme.croisements[c % systeme.base][j]] for c in probleme.colonnes])
    return [np.flatnonzero(rang == i) for i in range(len(familles)) if (rang == i).any()]


def _familles(feuilles: tuple[str, ...], groupes: list[frozenset[str]]) -> list[frozenset[str]]:
    """Smallest declared groups of at least two leaves, disjoint; the leaves left over make the last one."""
    familles: list[frozenset[str]] = []
    pris: set[str] = set()
    for groupe in sorted(groupes, key=lambda g: (len(g), sorted(g))):
        if len(groupe) > 1 and not groupe & pris and len(groupe) < len(feuilles):
            familles.append(groupe)
            pris |= groupe
    reste = frozenset(feuilles) - pris
    return [*familles, reste] if reste else familles
