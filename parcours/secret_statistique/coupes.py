"""Cuts: sets of cells of which at least one must stay hidden, read from the duals of a failed attack.

When no world of the relaxation reaches the required value, the multipliers of the attacker's programme name the
published cells that prove it; as long as all of them are published, the target is exposed. The implicit hitting
set they form replaces most attacks of the search, and never weakens a mask: a cut can only forbid publishing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .matrice import Entiers, Matrice
from .solveur import INFINI, Modele, Reels


class Coupes:
    """A growing pool of cuts. `vides`: cuts none of whose classes is hidden."""

    def __init__(self, masque: NDArray[np.bool_], capacite: int = 512) -> None:
        self._masque = masque
        self.nombre = 0
        self._membre = np.zeros((len(masque), capacite), dtype=bool)
        self._caches = np.zeros(capacite, dtype=np.int32)
        self._taille = np.zeros(capacite, dtype=np.int32)
        self._connues: set[bytes] = set()

    def ajouter(self, classes: Entiers) -> bool:
        """Record one cut; False when it is already known."""
        cle = np.sort(classes).tobytes()
        if not len(classes) or cle in self._connues:
            return False
        self._connues.add(cle)
        if self.nombre == len(self._caches):
            self._membre = np.concatenate([self._membre, np.zeros_like(self._membre)], axis=1)
            self._caches = np.concatenate([self._caches, np.zeros_like(self._caches)])
            self._taille = np.concatenate([self._taille, np.zeros_like(self._taille)])
        i = self.nombre
        self._membre[:, i] = False
        self._membre[classes, i] = True
        self._caches[i] = int(self._masque[classes].sum())
        self._taille[i] = len(classes)
        self.nombre += 1
        return True

    def masquer(self, classe: int) -> None:
        """The class becomes hidden."""
        self._caches[: self.nombre] += self._membre[classe, : self.nombre]

    def publier(self, classe: int) -> None:
        """The class becomes public."""
        self._caches[: self.nombre] -= self._membre[classe, : self.nombre]

    def interdit(self, classe: int) -> bool:
        """Is the class the only hidden member of some cut? Publishing it would then expose somebody."""
        n = self.nombre
        return bool((self._membre[classe, :n] & (self._caches[:n] == 1)).any())

    def derniere(self) -> Entiers:
        """Classes of the latest cut."""
        return np.flatnonzero(self._membre[:, self.nombre - 1])

    def vides(self) -> NDArray[np.bool_]:
        """(V, C) members of the cuts that no hidden class satisfies."""
        ou = np.flatnonzero(self._caches[: self.nombre] == 0)
        return self._membre[:, ou].T

    def oublier(self, garder: int) -> None:
        """Keep the most recent `garder` cuts once there are twice as many."""
        if self.nombre <= 2 * garder:
            return
        debut = self.nombre - garder
        self._connues = {np.flatnonzero(self._membre[:, i]).tobytes() for i in range(debut, self.nombre)}
        for t in (self._caches, self._taille):
            t[:garder] = t[debut : self.nombre]
        self._membre[:, :garder] = self._membre[:, debut : self.nombre].copy()
        self.nombre = garder


def plus_petite_couverture(membres: NDArray[np.bool_], prix: Reels) -> NDArray[np.intp]:
    """Cheapest set of classes hitting every row of `membres` (V, C): a small integer programme.

    Classes that hit the same rows are interchangeable: only the cheapest is kept.
    """
    utiles = np.flatnonzero(membres.any(axis=0))
    motifs: dict[bytes, int] = {}
    for classe in utiles:
        cle = np.packbits(membres[:, classe]).tobytes()
        if cle not in motifs or prix[classe] < prix[motifs[cle]]:
            motifs[cle] = int(classe)
    choix = np.array(sorted(motifs.values()), dtype=np.int64)
    lignes = []
    for ligne in membres[:, choix]:
        indices = np.flatnonzero(ligne)
        lignes.append((indices, np.ones(len(indices), dtype=np.int64)))
    un = np.ones(len(choix))
    bornes = np.ones(len(lignes)), np.full(len(lignes), INFINI)
    modele = Modele(Matrice(lignes, len(choix)), bornes, (0 * un, un), entier=True)
    modele.couter(prix[choix])
    z = modele.minimiser()[1]
    return choix[z > 0.5]
