"""The auditor: attacks what was published with linear and integer programmes, knowing only what the public knows.

It shares neither the reduction nor the models of the search: rows come from the checker, right-hand sides from
the published values. Used by the tests, by the bench, and before any table outside the register is handed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from .comptages import Comptages
from .declaration import Declaration
from .diffusion import CellulePubliee
from .matrice import Entiers, Matrice
from .registre import IMPOSSIBLE, Registre
from .solveur import INFINI, Infaisable, Modele, NonBorne
from .verificateur import CleDeLigne, Verificateur

FOULE = 1e6
"""Integer programmes need a bound on people; beyond it the interval counts as open."""
CelluleVue = tuple[str, Mapping[str, str], int | None, int]
"""(period, nodes, published value or None, threshold)."""


@dataclass(frozen=True)
class Constat:
    """What the attacker proves about one sensitive cell: it lies between `bas` and `haut`."""

    vrai: int
    bas: float
    haut: float
    seuil: int
    plafond: int | None

    @property
    def exacte(self) -> bool:
        """Recovered exactly (on whole people)."""
        return bool(np.floor(self.haut + 1e-6) <= np.ceil(self.bas - 1e-6))

    @property
    def sous_seuil(self) -> bool:
        """Proved to be below the threshold, or a full cell proved full."""
        if self.plafond is not None and self.bas > self.plafond + 1e-6:
            return True
        return bool(self.haut < self.seuil - 1e-6)

    @property
    def etroite(self) -> bool:
        """Interval narrower than the threshold less one."""
        return self.seuil > 1 and self.haut - self.bas < self.seuil - 1 - 1e-6


@dataclass(frozen=True)
class Audit:
    """Every sensitive cell of every release, attacked."""

    constats: tuple[Constat, ...]

    @property
    def exactes(self) -> int:
        return sum(c.exacte for c in self.constats)

    @property
    def sous_seuil(self) -> int:
        return sum(c.sous_seuil for c in self.constats)

    @property
    def etroites(self) -> int:
        return sum(c.etroite for c in self.constats)

    @property
    def sure(self) -> bool:
        """Nothing exact, nothing provably below its threshold, no interval too narrow."""
        return not (self.exactes or self.sous_seuil or self.etroites)


class Auditeur:
    """The attacker's system: all possible crossings, all published values, nothing else."""

    def __init__(self, declaration: Declaration, cellules: Iterable[CelluleVue], periode: str | None = None) -> None:
        self.controle = Verificateur(declaration, Comptages({}), periode)
        self.cellules = list(cellules)
        lignes, valeurs = [], []
        for moment, noeuds, valeur, _ in self.cellules:
            if valeur is not None:
                cle = (self.controle.rectangle(noeuds), 0, self.controle.periodes.index(moment))
                dense = self.controle.ligne(cle)
                ou = np.flatnonzero(dense)
                lignes.append((ou, dense[ou].astype(np.int64)))
                valeurs.append(float(valeur))
        publiees = len(lignes)
        lignes += self._stocks()
        self.matrice = Matrice(lignes, len(self.controle.vrai))
        self.bas = np.array(valeurs + [0.0] * (len(lignes) - publiees))
        self.haut = np.array(valeurs + [INFINI] * (len(lignes) - publiees))
        self.modele = self._modele(False)

    def _stocks(self) -> list[tuple[Entiers, Entiers]]:
        """After a correction nobody is counted less than zero times: the attacker knows it too."""
        controle, lignes = self.controle, []
        debut = min((controle.periodes.index(p) for p in controle.corrigees), default=len(controle.periodes))
        for fin in range(debut, len(controle.periodes)):
            for croisement in controle.possibles:
                dense = controle.ligne((tuple(frozenset([f]) for f in croisement), 0, fin))
                ou = np.flatnonzero(dense)
                lignes.append((ou, dense[ou].astype(np.int64)))
        return lignes

    def _modele(self, entier: bool) -> Modele:
        n = self.matrice.forme[1]
        plafond = np.full(n, FOULE if entier else INFINI)
        return Modele(self.matrice, (self.bas, self.haut), (np.zeros(n), plafond), entier, primal=True)

    def intervalle(self, cle: CleDeLigne, entier: bool = False) -> tuple[float, float]:
        """Smallest and largest value of a row over every world compatible with the publications.

        `entier`: over worlds of whole people (slower, never wider). Raises SolveurInterrompu.
        """
        modele = self._modele(True) if entier else self.modele
        dense = self.controle.ligne(cle)
        bornes = []
        for sens in (1.0, -1.0):
            modele.couter(sens * dense)
            try:
                bornes.append(sens * modele.minimiser()[0])
            except NonBorne:
                bornes.append(-sens * INFINI)
        return bornes[0], bornes[1]

    def possible(self) -> bool:
        """Is there any world at all? False means that the published values contradict each other."""
        self.modele.couter(np.zeros(self.matrice.forme[1]))
        try:
            self.modele.minimiser()
        except Infaisable:
            return False
        return True

    def attaquer(self, comptages: Comptages, entier: bool = False) -> Audit:
        """Attack every cell the true counts make sensitive (the auditor is told where to aim, not the values)."""
        vrai = Verificateur(
            self.controle.declaration, comptages, self.controle.periodes[-1] if self.controle.declaration.temps else None
        )
        constats = []
        for cle, (haut_voulu, _, plafond) in vrai.demandes(self.cellules).items():
            valeur = int(vrai.ligne(cle) @ vrai.vrai)
            bas, haut = self.intervalle(cle, entier)
            if valeur < 0:
                valeur, bas, haut = -valeur, -haut, -bas
            constats.append(Constat(valeur, bas, haut, haut_voulu, plafond))
        return Audit(tuple(constats))


def vues(registre: Registre, cellules: Iterable[CellulePubliee] = (), periode: str | None = None) -> list[CelluleVue]:
    """Everything the public ever received: the ledger, and cells about to be released."""
    anciennes = [(c.periode or "", dict(c.noeuds), c.valeur, c.seuil) for c in registre.inscrites()]
    nouvelles = [(periode or "", dict(c.noeuds), 0 if c.statut == IMPOSSIBLE else c.valeur, c.seuil) for c in cellules]
    return [*anciennes, *nouvelles]


def auditer(
    declaration: Declaration,
    comptages: Comptages,
    registre: Registre,
    cellules: Iterable[CellulePubliee] = (),
    periode: str | None = None,
    entier: bool = False,
) -> Audit:
    """Attack a ledger, with cells somebody would like to add to it (a table outside the register)."""
    derniere = periode or (registre.parutions[-1]["periode"] if registre.parutions else None)
    return Auditeur(declaration, vues(registre, cellules, periode), derniere).attaquer(comptages, entier)
