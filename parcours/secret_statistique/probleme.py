"""The protection problem, reduced: columns that may move, rows the attacker cannot tell apart, what hiding costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .erreurs import ProtectionImpossible
from .matrice import Entiers, Matrice
from .sensibles import Exigence, Motif
from .systeme import Cellule, Etat, Systeme

LIBRE, PUBLIEE, MASQUEE = 0, 1, 2


class Probleme:
    """Classes of rows equal on the free columns: publishing one publishes all, so they share one decision.

    `matrice` (C classes, n free columns), `depart` (n,) true values, `y` (C,), `minimum` (C,), `poids` (C,),
    `etat` (C,) among LIBRE, PUBLIEE, MASQUEE; `cibles` (T,) class ids with `plancher`, `plafond`, `etendue`.
    """

    def __init__(
        self,
        systeme: Systeme,
        demandes: Sequence[Exigence],
        precedent: Mapping[tuple[str, tuple[tuple[str, str], ...]], bool] | None = None,
    ) -> None:
        self.systeme = systeme
        rangs_de_cellules = {c.rang for c in systeme.cellules if c.rang >= 0}
        contraintes = set(range(len(systeme.y))) - rangs_de_cellules - {e.rang for e in demandes}
        contraintes = {r for r in contraintes if np.isfinite(systeme.minimum[r]) and self._retire(r)}
        publie_zero = self._zeros_publies(demandes)
        fige = np.zeros(len(systeme.x0), dtype=bool)
        for rang in publie_zero:
            indices, coefs = systeme.matrice.ligne(rang)
            if (coefs > 0).all():
                fige[indices] = True
        self.colonnes: Entiers = np.flatnonzero(~fige)
        self._classer(rangs_de_cellules | contraintes | {e.rang for e in demandes}, fige)
        self.depart = systeme.x0[self.colonnes]
        self.y = self.matrice.produit(self.depart)
        self._decider(demandes, publie_zero, precedent or {})
        self._viser(demandes)

    def _retire(self, rang: int) -> bool:
        return bool((self.systeme.matrice.ligne(rang)[1] < 0).any())

    def _zeros_publies(self, demandes: Sequence[Exigence]) -> set[int]:
        """Rows whose zero is public. Zeros are hidden only beside a full cell, where they are the secret."""
        systeme = self.systeme
        secret = np.zeros(len(systeme.x0), dtype=bool)
        for e in demandes:
            if e.motif is Motif.COMPLEMENT:
                secret[systeme.matrice.ligne(e.rang)[0]] = True
        zeros = set()
        for c in systeme.cellules:
            if c.rang < 0 or c.valeur != 0 or c.etat is Etat.GELEE_MASQUEE:
                continue
            if c.etat is Etat.GELEE_PUBLIEE or not secret[systeme.matrice.ligne(c.rang)[0]].any():
                zeros.add(c.rang)
        return zeros

    def _classer(self, rangs: set[int], fige: NDArray[np.bool_]) -> None:
        position = np.cumsum(~fige) - 1
        index: dict[bytes, int] = {}
        lignes: list[tuple[Entiers, Entiers]] = []
        minimum: list[float] = []
        self.classe_de: dict[int, int] = {}
        for rang in sorted(rangs):
            indices, coefs = self.systeme.matrice.ligne(rang)
            libres = ~fige[indices]
            if not libres.any():
                continue
            indices, coefs = position[indices[libres]], coefs[libres]
            ordre = np.argsort(indices)
            indices, coefs = indices[ordre], coefs[ordre]
            cle = indices.tobytes() + b"|" + coefs.tobytes()
            if cle not in index:
                index[cle] = len(lignes)
                lignes.append((indices, coefs))
                minimum.append(-np.inf)
            classe = self.classe_de[rang] = index[cle]
            minimum[classe] = max(minimum[classe], float(self.systeme.minimum[rang]))
        self.matrice = Matrice(lignes, len(self.colonnes))
        self.minimum = np.array(minimum)

    def _decider(
        self,
        demandes: Sequence[Exigence],
        publie_zero: set[int],
        precedent: Mapping[tuple[str, tuple[tuple[str, str], ...]], bool],
    ) -> None:
        nombre = len(self.y)
        self.poids = np.zeros(nombre)
        self.etat = np.full(nombre, MASQUEE)
        cout: dict[int, float] = {}
        self.poids_de_cellule = {
            (c.table, c.noeuds): self._cout(c, {}) for c in self.systeme.cellules if c.parution == self.systeme.parution
        }
        for c in self.systeme.cellules:
            classe = self.classe_de.get(c.rang)
            if classe is None or c.etat is not Etat.NOUVELLE:
                continue
            self.etat[classe] = PUBLIEE if c.rang in publie_zero else LIBRE
            cout[c.rang] = max(cout.get(c.rang, 0.0), self._cout(c, precedent))
        for rang, poids in cout.items():
            self.poids[self.classe_de[rang]] += poids
        for e in demandes:
            if e.motif is not Motif.COMPLEMENT and e.rang in self.classe_de:
                self.etat[self.classe_de[e.rang]] = MASQUEE
        for c in self.systeme.cellules:
            if c.etat is Etat.GELEE_MASQUEE and c.rang in self.classe_de:
                self.etat[self.classe_de[c.rang]] = MASQUEE
        for c in self.systeme.cellules:
            if c.etat is Etat.GELEE_PUBLIEE and c.rang in self.classe_de:
                self.etat[self.classe_de[c.rang]] = PUBLIEE

    def _cout(self, c: Cellule, precedent: Mapping[tuple[str, tuple[tuple[str, str], ...]], bool]) -> float:
        declaration = self.systeme.declaration
        bareme = declaration.poids
        table = next(t for t in declaration.tables if t.nom == c.table)
        marges = sum(noeud == declaration.noeuds(d)[0] for d, (_, noeud) in zip(table.dimensions, c.noeuds, strict=True))
        internes = all(noeud in declaration.variables[v].feuilles for v, noeud in c.noeuds)
        if marges == len(c.noeuds) or any(dict(c.noeuds).items() >= i.items() for i in declaration.indicateurs):
            poids = bareme.total
        else:
            poids = bareme.interieur if internes else bareme.sous_total
        return poids * (bareme.stabilite if precedent.get((c.table, c.noeuds)) else 1.0)

    def _viser(self, demandes: Sequence[Exigence]) -> None:
        """One target per class, carrying the strongest of the requirements made of its rows."""
        haut: dict[int, int] = {}
        bas: dict[int, int] = {}
        large: dict[int, int] = {}
        for e in demandes:
            classe = self.classe_de.get(e.rang)
            if classe is None or self.etat[classe] == PUBLIEE:
                raise ProtectionImpossible(f"{e.motif.value} : ce qui est déjà public le révèle")
            if e.plancher is not None:
                haut[classe] = max(haut.get(classe, e.plancher), e.plancher)
            if e.plafond is not None:
                bas[classe] = min(bas.get(classe, e.plafond), e.plafond)
            large[classe] = max(large.get(classe, 0), e.etendue)
        self.cibles: Entiers = np.array(sorted(large), dtype=np.int64)
        infini = np.iinfo(np.int64).max // 4
        self.plancher: Entiers = np.array([haut.get(c, -infini) for c in self.cibles], dtype=np.int64)
        self.plafond: Entiers = np.array([bas.get(c, infini) for c in self.cibles], dtype=np.int64)
        self.etendue: Entiers = np.array([large[c] for c in self.cibles], dtype=np.int64)
