"""Cuts: sets of cells of which at least one must stay hidden, read from the duals of a failed attack.

When no world of the relaxation reaches the required value, the multipliers of the attacker's programme name the
published cells that prove it; as long as all of them are published, the target is exposed. The implicit hitting
set they form replaces most attacks of the search, and never weakens a mask: a cut can only forbid publishing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .matrice import Entiers


class Coupes:
    """A growing pool of cuts, with the number of hidden classes of each."""

    def __init__(self, masque: NDArray[np.bool_], capacite: int = 512) -> None:
        self._masque = masque
        self.nombre = 0
        self._membre = np.zeros((len(masque), capacite), dtype=bool)
        self._caches = np.zeros(capacite, dtype=np.int32)
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
        i = self.nombre
        self._membre[:, i] = False
        self._membre[classes, i] = True
        self._caches[i] = int(self._masque[classes].sum())
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

    def oublier(self, garder: int) -> None:
        """Keep the most recent `garder` cuts once there are twice as many."""
        if self.nombre <= 2 * garder:
            return
        debut = self.nombre - garder
        self._connues = {np.flatnonzero(self._membre[:, i]).tobytes() for i in range(debut, self.nombre)}
        self._caches[:garder] = self._caches[debut : self.nombre]
        self._membre[:, :garder] = self._membre[:, debut : self.nombre].copy()
        self.nombre = garder
