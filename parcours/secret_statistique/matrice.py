"""Sparse integer matrices, by rows, on numpy alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Entiers = NDArray[np.int64]


class Matrice:
    """Sparse integer matrix by rows (numpy only). Shape (lignes, colonnes)."""

    def __init__(self, lignes: Sequence[tuple[Entiers, Entiers]], colonnes: int) -> None:
        self.forme = (len(lignes), colonnes)
        tailles = np.array([len(i) for i, _ in lignes], dtype=np.int64)
        self.debuts = np.concatenate([[0], np.cumsum(tailles)]).astype(np.int64)
        vide = np.zeros(0, dtype=np.int64)
        self.indices: Entiers = np.concatenate([vide, *(i for i, _ in lignes)])
        self.coefs: Entiers = np.concatenate([vide, *(c for _, c in lignes)])
        self.rangs: Entiers = np.repeat(np.arange(len(lignes)), tailles)

    def ligne(self, rang: int) -> tuple[Entiers, Entiers]:
        """Column indices and coefficients of one row."""
        tranche = slice(self.debuts[rang], self.debuts[rang + 1])
        return self.indices[tranche], self.coefs[tranche]

    def produit(self, x: NDArray[np.int64]) -> Entiers:
        """A @ x in exact integers."""
        resultat = np.zeros(self.forme[0], dtype=np.int64)
        np.add.at(resultat, self.rangs, self.coefs * x[self.indices])
        return resultat

    def produit_reel(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """A @ x in floating point (exact below 2**53 when x is whole)."""
        produit = np.bincount(self.rangs, self.coefs * x[self.indices], minlength=self.forme[0])
        return produit.astype(np.float64)
