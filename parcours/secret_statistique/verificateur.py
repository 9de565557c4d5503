"""The independent checker (S7): no solver, no code of the search; it trusts the declaration and the counts only.

It rebuilds every cell from the finest counts by matrix product, recomputes by itself what is sensitive, and
accepts a publication only if the worlds given as certificate are whole, non-negative, equal to the truth on every
number ever published, and leave the required interval to every sensitive cell.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .comptages import Comptages
from .declaration import Declaration
from .erreurs import CertificatInvalide

Rectangle = tuple[frozenset[str], ...]
CleDeLigne = tuple[Rectangle, int, int]
PAQUET = 256
Connus = dict[CleDeLigne, tuple[int | None, int]]
Montrees = dict[Rectangle, set[int]]
Demandes = dict[CleDeLigne, tuple[int, int, int | None]]


class Verificateur:
    """Checks one release. `passees` and `nouvelles`: (period, nodes, value or None if hidden, threshold, table)."""

    def __init__(self, declaration: Declaration, comptages: Comptages, parution: str | None) -> None:
        self.declaration = declaration
        self.noms = list(declaration.variables)
        temps = declaration.temps
        toutes = list(temps.periodes) if temps else [""]
        self.periodes = toutes[: toutes.index(parution) + 1] if temps and parution else [""]
        self.corrigees = [p for p in self.periodes if temps and p in temps.corrections]
        self.feuilles = {n: _plier(declaration, n) for n in self.noms}
        self._poser(comptages)

    def _poser(self, comptages: Comptages) -> None:
        """Columns: every possible crossing, every period, sign + (entries) then - (removals of a correction)."""
        possibles = [
            c
            for c in itertools.product(*(self.declaration.variables[n].feuilles for n in self.noms))
            if not any(all(c[self.noms.index(v)] in m for v, m in z.items()) for z in self.declaration.zeros_structurels)
        ]
        blocs = [(p, "+") for p in self.periodes] + [(p, "-") for p in self.corrigees]
        self.possibles, self.blocs = possibles, blocs
        self.colonne = {(*c, p, s): i for i, ((p, s), c) in enumerate(itertools.product(blocs, possibles))}
        self.vrai = np.zeros(len(self.colonne))
        for cle, nombre in comptages.effectifs.items():
            complete = cle if self.declaration.temps else (*cle, "")
            if complete[-1] in self.periodes:
                self.vrai[self.colonne[*complete, "+" if nombre >= 0 else "-"]] = abs(nombre)
        self._dans = {
            (j, f): np.array([c[j] == f for c in possibles])
            for j, n in enumerate(self.noms)
            for f in self.declaration.variables[n].feuilles
        }

    # -- rows by product ---------------------------------------------------------------------------------------
    def rectangle(self, noeuds: Mapping[str, str]) -> Rectangle:
        """Leaves of a cell, variable by variable."""
        return tuple(self.feuilles[n][noeuds.get(n, self.declaration.variables[n].total)] for n in self.noms)

    def ligne(self, cle: CleDeLigne) -> NDArray[np.float64]:
        """Row over all columns: +1 for entries, -1 for removals, of the crossings and periods of the cell."""
        rectangle, debut, fin = cle
        garde = np.ones(len(self.possibles), dtype=bool)
        for j, modalites in enumerate(rectangle):
            garde &= np.logical_or.reduce([self._dans[j, f] for f in modalites])
        return np.concatenate(
            [garde * ((1.0 if s == "+" else -1.0) if debut <= self.periodes.index(p) <= fin else 0.0) for p, s in self.blocs]
        )

    def _lots(self, cles: list[CleDeLigne]) -> Iterator[tuple[slice, NDArray[np.float64]]]:
        for debut in range(0, len(cles), PAQUET):
            lot = cles[debut : debut + PAQUET]
            yield slice(debut, debut + len(lot)), np.stack([self.ligne(c) for c in lot])

    # -- the check ---------------------------------------------------------------------------------------------
    def verifier(self, cellules: Iterable[tuple[str, Mapping[str, str], int | None, int]], mondes: Iterable[Any]) -> None:
        """Raise CertificatInvalide unless the worlds prove that nothing published exposes anybody.

        `cellules`: (period, nodes, published value or None, threshold) of every cell ever released, this release
        included. `mondes`: objects with `ecarts`.
        """
        connus, montrees = self._connus(cellules)
        cles = list(connus)
        ecarts = self._ecarts(mondes)
        self._legalite(ecarts)
        for tranche, lignes in self._lots(cles):
            vrai, change = lignes @ self.vrai, lignes @ ecarts
            for cle, y, mouvement in zip(cles[tranche], vrai, change, strict=True):
                publie = connus[cle][0]
                if publie is not None and (publie != y or mouvement.any()):
                    raise CertificatInvalide("une valeur publiée est fausse, ou bouge dans un monde du certificat")
        self._intervalles(self._sensibles(connus, montrees), ecarts)

    def demandes(self, cellules: Iterable[tuple[str, Mapping[str, str], int | None, int]]) -> Demandes:
        """Sensitive rows -> (smallest acceptable top, width, largest acceptable bottom or None)."""
        return self._sensibles(*self._connus(cellules))

    def _connus(self, cellules: Iterable[tuple[str, Mapping[str, str], int | None, int]]) -> tuple[Connus, Montrees]:
        connus: Connus = {}
        montrees: Montrees = {}
        for periode, noeuds, valeur, seuil in cellules:
            rectangle, fin = self.rectangle(noeuds), self.periodes.index(periode)
            montrees.setdefault(rectangle, set()).add(fin)
            ancien = connus.get((rectangle, 0, fin))
            publie = valeur if valeur is not None else ancien[0] if ancien else None
            connus[rectangle, 0, fin] = (publie, max(seuil, ancien[1] if ancien else 0))
        return connus, montrees

    def _ecarts(self, mondes: Iterable[Any]) -> NDArray[np.float64]:
        liste = list(mondes)
        ecarts = np.zeros((len(self.vrai), len(liste)))
        for j, monde in enumerate(liste):
            for cle, ecart in monde.ecarts:
                if cle not in self.colonne or not isinstance(ecart, int):
                    raise CertificatInvalide("monde hors des possibles, ou non entier")
                ecarts[self.colonne[cle], j] += ecart
        return ecarts

    def _legalite(self, ecarts: NDArray[np.float64]) -> None:
        mondes = self.vrai[:, None] + ecarts
        if (mondes < 0).any():
            raise CertificatInvalide("monde à effectif négatif")
        nombre = len(self.possibles)
        for fin in {self.periodes.index(p) for p in self.corrigees}:
            for instant in range(fin, len(self.periodes)):
                stock = np.zeros((nombre, mondes.shape[1]))
                for i, (p, s) in enumerate(self.blocs):
                    if self.periodes.index(p) <= instant:
                        stock += mondes[i * nombre : (i + 1) * nombre] * (1 if s == "+" else -1)
                if (stock < 0).any():
                    raise CertificatInvalide("monde où un effectif devient négatif après une correction")

    # -- what is sensitive, recomputed -------------------------------------------------------------------------
    def _sensibles(self, connus: Connus, montrees: Montrees) -> Demandes:
        """Row -> (smallest acceptable top, width, largest acceptable bottom or None)."""
        demandes: Demandes = {}
        flux: dict[tuple[int, int], list[Rectangle]] = {}
        for rectangle, instants in montrees.items():
            suite = sorted(instants)
            tranches = [(0, t) for t in suite] + [(a + 1, b) for a, b in itertools.pairwise(suite)]
            for intervalle in tranches:
                flux.setdefault(intervalle, []).append(rectangle)
        candidats: dict[CleDeLigne, int] = {}
        for (debut, fin), rectangles in flux.items():
            for r in rectangles:
                connu = connus.get((r, debut, fin))
                candidats[r, debut, fin] = connu[1] if connu and debut == 0 else self._seuil(r)
            for r in self._soustractions(rectangles):
                candidats.setdefault((r, debut, fin), self._seuil(r))
        cles = list(candidats)
        for tranche, lignes in self._lots(cles):
            for cle, y in zip(cles[tranche], np.abs(lignes @ self.vrai), strict=True):
                if 0 < y < candidats[cle]:
                    demandes[cle] = (candidats[cle], candidats[cle] - 1, None)
        self._pleines(connus, demandes)
        return demandes

    def _seuil(self, rectangle: Rectangle) -> int:
        seuil = self.declaration.seuil
        for condition, k in self.declaration.seuils:
            if all(rectangle[self.noms.index(v)] <= m for v, m in condition.items()):
                seuil = max(seuil, k)
        return seuil

    def _soustractions(self, rectangles: list[Rectangle]) -> set[Rectangle]:
        """Differences along one variable that the shown cells do not already cover exactly."""
        trouvees: set[Rectangle] = set()
        for j in range(len(self.noms)):
            rangees: dict[Rectangle, list[frozenset[str]]] = {}
            for r in rectangles:
                rangees.setdefault(r[:j] + r[j + 1 :], []).append(r[j])
            for autres, cotes in rangees.items():
                for a, b in itertools.permutations(cotes, 2):
                    if b < a:
                        couvert: set[str] = set()
                        for c in cotes:
                            if c <= a - b:
                                couvert |= c
                        if couvert != a - b:
                            trouvees.add((*autres[:j], a - b, *autres[j:]))
        return trouvees

    def _pleines(
        self,
        connus: Connus,
        demandes: Demandes,
    ) -> None:
        for (r, debut, fin), (publie, _) in connus.items():
            if publie is not None and self._deja_gelee((r, debut, fin)):
                continue
            for j, nom in enumerate(self.noms):
                if not self.declaration.variables[nom].sensible:
                    continue
                y = float(self.ligne((r, debut, fin)) @ self.vrai)
                for ensemble in set(self.feuilles[nom].values()):
                    if y > 0 and ensemble > r[j]:
                        autres = ((*r[:j], ensemble - r[j], *r[j + 1 :]), debut, fin)
                        ligne = self.ligne(autres)
                        if ligne.any() and not self.vrai[ligne != 0].any():
                            haut, large, _ = demandes.get((r, debut, fin), (0, 0, None))
                            demandes[r, debut, fin] = (haut, large, int(y) - 1)
                            demandes[autres] = (1, 0, None)

    def _deja_gelee(self, cle: CleDeLigne) -> bool:
        return cle[2] < len(self.periodes) - 1

    def _intervalles(self, demandes: Demandes, ecarts: NDArray[np.float64]) -> None:
        cles = list(demandes)
        for tranche, lignes in self._lots(cles):
            vrai, change = lignes @ self.vrai, lignes @ ecarts
            for cle, y, mouvement in zip(cles[tranche], vrai, change, strict=True):
                sens = -1.0 if y < 0 else 1.0
                valeurs = sens * np.append(y + mouvement, y)
                haut, large, bas = demandes[cle]
                if valeurs.max() < haut or valeurs.max() - valeurs.min() < large or (bas is not None and valeurs.min() > bas):
                    raise CertificatInvalide("une cellule sensible n’a pas d’autre monde possible")


def _plier(declaration: Declaration, nom: str) -> dict[str, frozenset[str]]:
    """Leaves of each node, unfolded from the declared groups."""
    variable = declaration.variables[nom]

    def sous(noeud: str) -> frozenset[str]:
        if noeud in variable.feuilles:
            return frozenset((noeud,))
        if noeud not in variable.groupes:
            return frozenset(variable.feuilles)
        return frozenset(f for enfant in variable.groupes[noeud] for f in sous(enfant))

    return {noeud: sous(noeud) for noeud in (*variable.feuilles, *variable.groupes, variable.total)}
