"""The attacker: linear programs over one block of columns, and the cheapest cells to take from him.

`Bloc.extremum` is the attack (bounds of a hidden cell given what is published); `Bloc.renfort` is the reverse:
the least costly published cells to hide so that a value becomes possible. Both return *differences* from the
truth. A block restricted to some columns finds fewer worlds, never false ones.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .erreurs import SolveurInterrompu
from .matrice import Entiers, Matrice
from .probleme import PUBLIEE, Probleme
from .solveur import INFINI, Infaisable, Modele, Reels

TOLERANCE = 1e-6
Prix = Callable[[Reels, Entiers], Reels]
"""Weights and classes to prices: secret random tie-breaking and penalties."""


class Bloc:
    """Two persistent models over the columns `colonnes` of a problem.

    Attributes: `classes` (rows of the problem the columns touch), `colonnes`.
    """

    EPSILON = 1e-3
    """Moving a hidden cell costs almost nothing: enough to prefer small worlds, more often whole."""

    def __init__(self, probleme: Probleme, colonnes: Entiers, masque: NDArray[np.bool_]) -> None:
        self.probleme = probleme
        self.colonnes = colonnes
        m = probleme.matrice
        local = np.full(m.forme[1], -1, dtype=np.int64)
        local[colonnes] = np.arange(len(colonnes))
        garde = local[m.indices] >= 0
        self.classes: Entiers = np.unique(m.rangs[garde])
        self.rang_de = np.full(m.forme[0], -1, dtype=np.int64)
        self.rang_de[self.classes] = np.arange(len(self.classes))
        bornes = np.searchsorted(m.rangs[garde], self.classes)
        fins = np.append(bornes[1:], garde.sum())
        indices, coefs = local[m.indices[garde]], m.coefs[garde]
        lignes = [(indices[a:b], coefs[a:b]) for a, b in zip(bornes, fins, strict=True)]
        self.matrice = Matrice(lignes, len(colonnes))
        self.bas_colonnes = -probleme.depart[colonnes].astype(np.float64)
        self.bas_lignes = (probleme.minimum - probleme.y)[self.classes]
        self.bas_lignes[~np.isin(self.classes, m.rangs[m.coefs < 0])] = -INFINI
        self.masque = masque[self.classes].copy()
        self.fixe = probleme.etat[self.classes] == PUBLIEE
        self.poids = probleme.poids[self.classes]
        self._attaque = Modele(self.matrice, self._bornes(), (self.bas_colonnes, np.full(len(colonnes), INFINI)), primal=True)
        self._renfort: Modele | None = None

    def _bornes(self) -> tuple[Reels, Reels]:
        return np.where(self.masque, self.bas_lignes, 0.0), np.where(self.masque, INFINI, 0.0)

    def suivre(self, masque: NDArray[np.bool_]) -> None:
        """Take the current mask into account."""
        nouveau = masque[self.classes]
        change = np.flatnonzero(nouveau != self.masque)
        if len(change):
            self.masque = nouveau.copy()
            bas, haut = self._bornes()
            self._attaque.borner_lignes(change, bas[change], haut[change])

    # -- attack ----------------------------------------------------------------------------------------------
    def extremum(self, classe: int, sens: int, butoir: float) -> Reels | None:
        """Push the class up (`sens` = 1) or down (-1), no further than `butoir` away from the truth.

        Returns the difference over the columns, possibly fractional; None when nothing is asked.
        """
        if butoir <= 0:
            return None
        rang = int(self.rang_de[classe])
        indices, coefs = self.matrice.ligne(rang)
        cout = np.zeros(len(self.colonnes))
        cout[indices] = -sens * coefs
        bas, haut = (self.bas_lignes[rang], butoir) if sens > 0 else (-butoir, INFINI)
        self._attaque.couter(cout)
        self._attaque.borner_ligne(rang, max(bas, self.bas_lignes[rang]), haut)
        try:
            return self._attaque.minimiser()[1]
        except Infaisable:
            raise SolveurInterrompu("le programme de l’attaquant, que la vérité satisfait, est dit infaisable") from None
        finally:
            self._attaque.borner_ligne(rang, self.bas_lignes[rang], INFINI)

    def preuve(self) -> Entiers:
        """Published classes whose multipliers prove that the last attack could go no further."""
        duaux = self._attaque.multiplicateurs()
        preuve: Entiers = self.classes[(np.abs(duaux) > TOLERANCE) & ~self.masque & ~self.fixe]
        return preuve

    def entier(
        self, classe: int, sens: int, butoir: int, colonnes: NDArray[np.intp] | None = None, mise: int = 1
    ) -> Reels | None:
        """Integer program: the farthest world up to `butoir` away, moving hidden classes only.

        None when no world is at least `mise` away. `colonnes` restricts the moves to some columns of the block
        (a smaller program, tried first).
        """
        rang = int(self.rang_de[classe])
        indices, coefs = self.matrice.ligne(rang)
        bas, haut = self._bornes()
        if sens > 0:
            bas[rang], haut[rang] = float(mise), float(butoir)
        else:
            bas[rang], haut[rang] = max(-float(butoir), self.bas_lignes[rang]), -float(mise)
        plafond = np.full(len(self.colonnes), float(50 * butoir + 50))
        plancher = self.bas_colonnes.copy()
        if colonnes is not None:
            dehors = np.ones(len(plancher), dtype=bool)
            dehors[colonnes] = False
            plancher[dehors] = plafond[dehors] = 0.0
        modele = Modele(self.matrice, (bas, haut), (plancher, plafond), entier=True)
        cout = np.zeros(len(self.colonnes))
        cout[indices] = -sens * coefs
        modele.couter(cout)
        try:
            return np.rint(modele.minimiser()[1])
        except Infaisable:
            return None

    # -- reinforcement ---------------------------------------------------------------------------------------
    def _modele_de_renfort(self) -> Modele:
        """Columns: d+, then for each row its moves up and down u, v, then d-, with A (d+ - d-) - u + v = 0."""
        if self._renfort is None:
            n, r = len(self.colonnes), len(self.classes)
            lignes = []
            for i in range(r):
                indices, coefs = self.matrice.ligne(i)
                moins = indices + n + 2 * r
                lignes.append((np.concatenate([indices, [n + i, n + r + i], moins]), np.concatenate([coefs, [-1, 1], -coefs])))
            matrice = self._matrice_renfort = Matrice(lignes, 2 * n + 2 * r)
            haut = np.where(self.fixe, 0.0, INFINI)
            descente = np.where(self.fixe, 0.0, np.where(np.isfinite(self.bas_lignes), -self.bas_lignes, INFINI))
            self._bornes_uv = haut, descente
            self._renfort = Modele(
                matrice,
                (np.zeros(r), np.zeros(r)),
                (np.zeros(2 * n + 2 * r), np.concatenate([np.full(n, INFINI), haut, descente, -self.bas_colonnes])),
            )
        return self._renfort

    def renfort(self, classe: int, sens: int, distance: float, prix: Prix) -> tuple[Reels, float] | None:
        """Cheapest difference reaching `distance`: cost = sum of price x move over the classes still public.

        `prix` turns weights (R,) of classes (R,) into prices.
        Returns (difference, cost), or None when even hiding everything would not do.
        """
        modele = self._modele_de_renfort()
        n, r = len(self.colonnes), len(self.classes)
        tarif = np.where(self.masque, self.EPSILON, 1.0) * prix(np.where(self.masque, 1.0, self.poids), self.classes)
        tarif[self.fixe] = 0.0
        modele.couter(np.concatenate([np.zeros(n), tarif, tarif, np.zeros(n)]))
        modele.oublier()
        rang = int(self.rang_de[classe])
        monte, descend = n + rang, n + r + rang
        haut, bas = self._bornes_uv[0][rang], self._bornes_uv[1][rang]
        cible = monte if sens > 0 else descend
        autre = descend if sens > 0 else monte
        limite = haut if sens > 0 else bas
        ou = np.array([cible, autre])
        modele.borner_colonnes(ou, np.array([float(distance), 0.0]), np.array([limite, 0.0]))
        try:
            valeur, z = modele.minimiser()
        except Infaisable:
            return None
        finally:
            modele.borner_colonnes(np.array([monte, descend]), np.zeros(2), np.array([haut, bas]))
        return z[:n] - z[n + 2 * r :], valeur

    def renfort_entier(self, classe: int, sens: int, distance: int) -> Reels | None:
        """Same with whole people: used when the relaxation has a world and the integers have none."""
        self._modele_de_renfort()
        n, r = len(self.colonnes), len(self.classes)
        rang = int(self.rang_de[classe])
        haut, descente = (np.minimum(b, 1e5) for b in self._bornes_uv)
        bas = np.zeros(2 * n + 2 * r)
        bas[n + rang if sens > 0 else n + r + rang] = float(distance)
        plafond = np.concatenate([np.full(n, float(50 * distance + 50)), haut, descente, -self.bas_colonnes])
        plafond[n + r + rang if sens > 0 else n + rang] = 0.0
        modele = Modele(self._matrice_renfort, (np.zeros(r), np.zeros(r)), (bas, plafond), entier=True)
        tarif = np.where(self.masque | self.fixe, 0.0, self.poids)
        modele.couter(np.concatenate([np.zeros(n), tarif, tarif, np.zeros(n)]))
        try:
            z = np.rint(modele.minimiser()[1])
        except Infaisable:
            return None
        difference: Reels = z[:n] - z[n + 2 * r :]
        return difference

    def mouvement(self, d: Reels) -> Entiers:
        """Classes of the problem moved by a difference over the block's columns."""
        m = self.matrice
        effet = np.bincount(m.rangs, m.coefs * d[m.indices], minlength=m.forme[0])
        return self.classes[np.abs(effet) > TOLERANCE]
