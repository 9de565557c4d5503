"""Worlds: counts the attacker cannot rule out, and what each of them protects.

During the search a world may be fractional (a point of the attacker's polyhedron); a certificate never is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .matrice import Entiers
from .probleme import Probleme

TOLERANCE = 1e-6
Reels = NDArray[np.float64]


class Mondes:
    """A growing pool of worlds, kept as differences from the truth.

    A world is *alive* under a mask when it moves no published class; `vivant` follows the mask incrementally.
    """

    def __init__(self, probleme: Probleme, masque: NDArray[np.bool_], capacite: int = 256) -> None:
        self.probleme = probleme
        self.nombre = 0
        self._masque = masque
        self._touche = np.zeros((capacite, len(probleme.y)), dtype=bool)
        self._valeur = np.zeros((capacite, len(probleme.cibles)))
        self._conflits = np.zeros(capacite, dtype=np.int32)
        self._prix = np.zeros(capacite)
        self._entier = np.zeros(capacite, dtype=bool)
        self._vrai = probleme.y[probleme.cibles].astype(np.float64)
        self.differences: list[tuple[Entiers, Reels]] = []

    def ajouter(self, colonnes: Entiers, difference: Reels) -> int:
        """Record the world `depart + difference` (over `colonnes`); returns its number.

        A difference within tolerance of integers is rounded, then checked in exact arithmetic.
        """
        p = self.probleme
        arrondi = np.rint(difference)
        entier = bool(np.abs(difference - arrondi).max(initial=0.0) < TOLERANCE)
        d = np.zeros(len(p.depart))
        d[colonnes] = arrondi if entier else difference
        mouvement = p.matrice.produit_reel(d)
        if entier:
            exact = np.rint(mouvement)
            entier = bool((p.depart + d >= 0).all() and (p.y + exact >= p.minimum).all())
            mouvement = exact
        if self.nombre == len(self._conflits):
            self._agrandir()
        i = self.nombre
        self._entier[i] = entier
        self._touche[i] = np.abs(mouvement) > TOLERANCE
        self._valeur[i] = (p.y + mouvement)[p.cibles]
        devoilees = np.flatnonzero(self._touche[i] & ~self._masque)
        self._conflits[i], self._prix[i] = len(devoilees), p.poids[devoilees].sum()
        ou = np.flatnonzero(d)
        self.differences.append((ou, d[ou]))
        self.nombre += 1
        return i

    def _agrandir(self) -> None:
        def double(t: NDArray[Any]) -> NDArray[Any]:
            return np.concatenate([t, np.zeros_like(t)])

        self._touche, self._valeur = double(self._touche), double(self._valeur)
        self._conflits, self._entier = double(self._conflits), double(self._entier)
        self._prix = double(self._prix)

    def publier(self, classe: int) -> None:
        """The class becomes public: worlds that move it die."""
        touche = self._touche[: self.nombre, classe]
        self._conflits[: self.nombre] += touche
        self._prix[: self.nombre] += self.probleme.poids[classe] * touche

    def masquer(self, classe: int) -> None:
        """The class becomes hidden: worlds that moved only hidden classes live again."""
        touche = self._touche[: self.nombre, classe]
        self._conflits[: self.nombre] -= touche
        self._prix[: self.nombre] -= self.probleme.poids[classe] * touche

    @property
    def vivant(self) -> NDArray[np.bool_]:
        """(W,) worlds compatible with everything published."""
        vivant: NDArray[np.bool_] = self._conflits[: self.nombre] == 0
        return vivant

    @property
    def entier(self) -> NDArray[np.bool_]:
        """(W,) worlds made of whole people."""
        return self._entier[: self.nombre]

    def valeurs(self, cible: int) -> Reels:
        """(W,) value of one target in every world, dead ones included."""
        return self._valeur[: self.nombre, cible]

    def intervalles(self, cibles: NDArray[np.intp] | None = None, entiers: bool = False) -> tuple[Reels, Reels]:
        """Lowest and highest value of each target over the living worlds, truth included."""
        vrai = self._vrai if cibles is None else self._vrai[cibles]
        retenus = np.flatnonzero(self.vivant & self.entier if entiers else self.vivant)
        if not len(retenus):
            return vrai.copy(), vrai.copy()
        valeurs = self._valeur[retenus] if cibles is None else self._valeur[np.ix_(retenus, cibles)]
        return np.minimum(vrai, valeurs.min(axis=0)), np.maximum(vrai, valeurs.max(axis=0))

    def manquantes(self, entiers: bool = False, cibles: NDArray[np.intp] | None = None) -> NDArray[np.intp]:
        """Targets (among `cibles`) whose protection interval is not yet shown by living worlds."""
        p, e = self.probleme, TOLERANCE
        bas, haut = self.intervalles(cibles, entiers)
        if cibles is None:
            return np.flatnonzero((haut < p.plancher - e) | (bas > p.plafond + e) | (haut - bas < p.etendue - e))
        return cibles[(haut < p.plancher[cibles] - e) | (bas > p.plafond[cibles] + e) | (haut - bas < p.etendue[cibles] - e)]

    def etat_de(self, cible: int) -> tuple[float, float, bool]:
        """(lowest, highest, covered) of one target over the living worlds: the same test as `manquantes`."""
        p, e = self.probleme, TOLERANCE
        valeurs = self._valeur[: self.nombre, cible][self.vivant]
        bas = min(float(self._vrai[cible]), float(valeurs.min(initial=np.inf)))
        haut = max(float(self._vrai[cible]), float(valeurs.max(initial=-np.inf)))
        exposee = haut < p.plancher[cible] - e or bas > p.plafond[cible] + e or haut - bas < p.etendue[cible] - e
        return bas, haut, not exposee

    def offres(self, cible: int, sens: int, valeur: float, evites: Entiers) -> tuple[NDArray[np.intp], Reels, Reels]:
        """Worlds, dead or alive, that bring the target to `valeur` at least (`sens` 1) or at most (-1).

        Returns (worlds, weight each would have us hide, number of the classes `evites` it moves).
        """
        v = self._valeur[: self.nombre, cible]
        ou = np.flatnonzero((v >= valeur - TOLERANCE) if sens > 0 else (v <= valeur + TOLERANCE))
        return ou, self._prix[ou], self._touche[np.ix_(ou, evites)].sum(axis=1).astype(np.float64)

    def touches(self, monde: int) -> NDArray[np.intp]:
        """Classes the world moves."""
        return np.flatnonzero(self._touche[monde])

    def voisins(self, classe: int) -> NDArray[np.intp]:
        """Classes that move together with this one in some living world."""
        mondes = np.flatnonzero(self._touche[: self.nombre, classe] & self.vivant)
        return np.flatnonzero(self._touche[mondes].any(axis=0)) if len(mondes) else np.zeros(0, dtype=np.intp)

    def elaguer(self, garder: int) -> None:
        """Forget old dead worlds, keeping the `garder` most recent and every living one."""
        if self.nombre <= 2 * garder:
            return
        recent = np.arange(self.nombre) >= self.nombre - garder
        choisis = np.flatnonzero(recent | self.vivant)
        for t in (self._touche, self._valeur, self._conflits, self._prix, self._entier):
            t[: len(choisis)] = t[choisis]
        self.differences = [self.differences[i] for i in choisis]
        self.nombre = len(choisis)
