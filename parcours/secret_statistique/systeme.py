"""The one linear system: every cell of every table and of every earlier publication, over the finest cells.

Columns: people of one finest crossing who entered in one period (in a correction period: added, then removed).
Rows: cells (stocks up to a period), and virtual cells nobody prints but anybody can compute by subtraction.
A *world* is a vector of non-negative integers over the columns; the true one is `x0`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from .comptages import Comptages
from .declaration import Declaration, Table
from .erreurs import RegistreIncoherent
from .matrice import Entiers, Matrice

Feuilles = tuple[frozenset[str], ...]


class Etat(Enum):
    """What may still be decided about a cell."""

    NOUVELLE = "nouvelle"
    GELEE_PUBLIEE = "gelée publiée"
    GELEE_MASQUEE = "gelée masquée"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class CelluleInscrite:
    """A cell of an earlier release, as the ledger remembers it. `valeur` is None when it was hidden."""

    parution: str
    periode: str | None
    table: str
    noeuds: tuple[tuple[str, str], ...]
    valeur: int | None
    seuil: int


@dataclass(frozen=True)
class Cellule:
    """A cell of a table: its nodes, its row in the system (-1 when structurally empty), its true value."""

    parution: str | None
    periode: str | None
    table: str
    noeuds: tuple[tuple[str, str], ...]
    rang: int
    valeur: int
    seuil: int
    etat: Etat


@dataclass(frozen=True)
class Virtuelle:
    """A row nobody prints: increment between two releases, or remainder of a subtraction."""

    rang: int
    nature: str
    seuil: int


class Systeme:
    """Rows, columns and true values for one release, given what the ledger holds.

    Attributes: `matrice` (R rows, n columns), `x0` (n,), `y` (R,) true values, `minimum` (R,) lower bound any
    world respects, `cellules`, `virtuelles`.
    """

    def __init__(
        self,
        declaration: Declaration,
        comptages: Comptages,
        anciennes: Sequence[CelluleInscrite] = (),
        parution: str | None = None,
    ) -> None:
        self.declaration = declaration
        self.noms = tuple(declaration.variables)
        self.parution = parution
        temps = declaration.temps
        self.periodes: tuple[str | None, ...] = (
            temps.periodes[: temps.periodes.index(parution) + 1] if temps and parution else (None,)
        )
        self.corrections = [i for i, p in enumerate(self.periodes) if temps and p in temps.corrections]
        self._colonnes()
        self._effectifs(comptages)
        self._lignes: list[tuple[Entiers, Entiers]] = []
        self._index: dict[tuple[bytes, int, int, int], int] = {}
        self.bornes: list[tuple[int, int]] = []
        self.feuilles: list[Feuilles] = []
        self.cellules: list[Cellule] = [self._inscrite(c) for c in anciennes]
        for table in declaration.tables_de(parution):
            self.cellules += self._table(table, parution)
        self.virtuelles = self._accroissements() + self._restes()
        self.pleines = self._pleines()
        self._stocks_positifs()
        self.matrice = Matrice(self._lignes, len(self.x0))
        self.y = self.matrice.produit(self.x0)
        avec_retrait = np.zeros(len(self._lignes), dtype=bool)
        avec_retrait[self.matrice.rangs[self.matrice.coefs < 0]] = True
        stock = np.array([debut == 0 for debut, _ in self.bornes], dtype=bool)
        self.minimum = np.where(avec_retrait & ~stock, -np.inf, 0.0)

    # -- columns ---------------------------------------------------------------------------------------------
    def _colonnes(self) -> None:
        variables = [self.declaration.variables[n] for n in self.noms]
        croisements = list(itertools.product(*(v.feuilles for v in variables)))
        rang_de = [{f: i for i, f in enumerate(v.feuilles)} for v in variables]
        codes = np.array([[rang_de[j][f] for j, f in enumerate(c)] for c in croisements], dtype=np.int64)
        possible = np.ones(len(croisements), dtype=bool)
        for zero in self.declaration.zeros_structurels:
            vise = np.ones(len(croisements), dtype=bool)
            for nom, modalites in zero.items():
                j = self.noms.index(nom)
                vise &= np.isin(codes[:, j], [rang_de[j][m] for m in modalites])
            possible &= ~vise
        self.croisements = [c for c, ok in zip(croisements, possible, strict=True) if ok]
        self._codes = codes[possible]
        self._rang_de = rang_de
        self.base = len(self.croisements)
        self._dans: dict[tuple[int, frozenset[str]], NDArray[np.bool_]] = {}

    def _effectifs(self, comptages: Comptages) -> None:
        rang = {c: i for i, c in enumerate(self.croisements)}
        nb_periodes = len(self.periodes)
        self.x0 = np.zeros(self.base * (nb_periodes + len(self.corrections)), dtype=np.int64)
        position = {p: i for i, p in enumerate(self.periodes)}
        for cle, nombre in comptages.effectifs.items():
            croisement, periode = (cle[:-1], cle[-1]) if self.declaration.temps else (cle, None)
            if not nombre or periode not in position:
                continue
            bloc = position[periode]
            if nombre < 0:
                bloc = nb_periodes + self.corrections.index(bloc)
            self.x0[bloc * self.base + rang[croisement]] = abs(nombre)

    # -- rows ------------------------------------------------------------------------------------------------
    def _selection(self, feuilles: Feuilles) -> Entiers:
        garde = np.ones(self.base, dtype=bool)
        for j, modalites in enumerate(feuilles):
            if len(modalites) < len(self._rang_de[j]):
                if (j, modalites) not in self._dans:
                    self._dans[j, modalites] = np.isin(self._codes[:, j], [self._rang_de[j][m] for m in modalites])
                garde &= self._dans[j, modalites]
        return np.flatnonzero(garde)

    def _rang(self, feuilles: Feuilles, debut: int, fin: int, signe: int = 1) -> int:
        """Row of the people of `feuilles` entered from period `debut` to `fin`; -1 when nobody can be there."""
        base = self._selection(feuilles)
        if not len(base):
            return -1
        cle = (base.tobytes(), debut, fin, signe)
        if cle not in self._index:
            plus = [base + p * self.base for p in range(debut, fin + 1)]
            moins = [base + (len(self.periodes) + i) * self.base for i, p in enumerate(self.corrections) if debut <= p <= fin]
            coefs = [np.full(len(base), signe)] * len(plus) + [np.full(len(base), -signe)] * len(moins)
            self._index[cle] = len(self._lignes)
            self._lignes.append((np.concatenate(plus + moins), np.concatenate(coefs).astype(np.int64)))
            self.bornes.append((debut, fin))
            self.feuilles.append(feuilles)
        return self._index[cle]

    def feuilles_de(self, noeuds: Mapping[str, str]) -> Feuilles:
        """Leaves, variable by variable, of a cell given by its nodes (variables left out: total)."""
        variables = self.declaration.variables
        return tuple(variables[n].contenu[noeuds.get(n, variables[n].total)] for n in self.noms)

    def seuil_de(self, feuilles: Feuilles) -> int:
        """Threshold of a set of people given by leaves."""
        par_nom = dict(zip(self.noms, feuilles, strict=True))
        regles = [k for condition, k in self.declaration.seuils if all(par_nom[v] <= m for v, m in condition.items())]
        return max([self.declaration.seuil, *regles])

    def _cellule(self, noeuds: tuple[tuple[str, str], ...], periode: str | None) -> tuple[int, int]:
        fin = self.periodes.index(periode)
        feuilles = self.feuilles_de(dict(noeuds))
        rang = self._rang(feuilles, 0, fin)
        if rang < 0:
            return -1, 0
        indices, coefs = self._lignes[rang]
        return rang, int((coefs * self.x0[indices]).sum())

    def _table(self, table: Table, parution: str | None) -> list[Cellule]:
        periode = parution if self.declaration.temps else None
        cellules = []
        for cle in self.declaration.cles(table):
            noeuds = tuple(zip((d.variable for d in table.dimensions), cle, strict=True))
            rang, valeur = self._cellule(noeuds, periode)
            etat = Etat.NOUVELLE if rang >= 0 else Etat.IMPOSSIBLE
            seuil = self.declaration.seuil_de(dict(noeuds))
            cellules.append(Cellule(parution, periode, table.nom, noeuds, rang, valeur, seuil, etat))
        return cellules

    def _inscrite(self, c: CelluleInscrite) -> Cellule:
        """A frozen cell; its published value must still follow from the counts."""
        try:
            rang, valeur = self._cellule(c.noeuds, c.periode)
        except (KeyError, ValueError):
            raise RegistreIncoherent(f"cellule inconnue de la déclaration : {c.table} {c.noeuds}") from None
        if c.valeur is not None and c.valeur != valeur:
            raise RegistreIncoherent(
                f"{c.parution}, {c.table} {dict(c.noeuds)} : une valeur publiée ne se recalcule plus ; "
                "une correction se déclare comme une nouvelle parution"
            )
        etat = Etat.IMPOSSIBLE if rang < 0 else Etat.GELEE_MASQUEE if c.valeur is None else Etat.GELEE_PUBLIEE
        return Cellule(c.parution, c.periode, c.table, c.noeuds, rang, valeur, c.seuil, etat)

    # -- virtual cells ---------------------------------------------------------------------------------------
    def _virtuelle(self, feuilles: Feuilles, debut: int, fin: int, nature: str) -> Virtuelle | None:
        rang = self._rang(feuilles, debut, fin)
        if rang < 0:
            return None
        indices, coefs = self._lignes[rang]
        valeur = int((coefs * self.x0[indices]).sum())
        if valeur < 0:
            rang, valeur = self._rang(feuilles, debut, fin, -1), -valeur
        seuil = self.seuil_de(feuilles)
        return Virtuelle(rang, nature, seuil) if 0 < valeur < seuil else None

    def _accroissements(self) -> list[Virtuelle]:
        """Differences between consecutive releases of the same cell (S3, S5: months)."""
        parus: dict[Feuilles, set[int]] = defaultdict(set)
        for c in self.cellules:
            parus[self.feuilles_de(dict(c.noeuds))].add(self.periodes.index(c.periode))
        self._intervalles: dict[tuple[int, int], set[Feuilles]] = defaultdict(set)
        trouvees = []
        for feuilles, fins in parus.items():
            suite = sorted(fins)
            for fin in suite:
                self._intervalles[0, fin].add(feuilles)
            for avant, apres in itertools.pairwise(suite):
                self._intervalles[avant + 1, apres].add(feuilles)
                trouvees.append(self._virtuelle(feuilles, avant + 1, apres, "accroissement"))
        return [v for v in trouvees if v]

    def _restes(self) -> list[Virtuelle]:
        """Remainders of a subtraction along one variable (commune minus QPV), unless shown category by category."""
        trouvees = []
        for (debut, fin), montrees in list(self._intervalles.items()):
            for j in range(len(self.noms)):
                familles: dict[Feuilles, set[frozenset[str]]] = defaultdict(set)
                for feuilles in montrees:
                    familles[feuilles[:j] + feuilles[j + 1 :]].add(feuilles[j])
                for autres, famille in familles.items():
                    for reste in _restes_d_une_famille(famille):
                        feuilles = (*autres[:j], reste, *autres[j:])
                        trouvees.append(self._virtuelle(feuilles, debut, fin, "reste"))
        return [v for v in trouvees if v]

    def _pleines(self) -> list[tuple[int, int]]:
        """Full cells (S3): everybody of a group in one category of a sensitive variable.

        Returns (row of the cell, row of the other categories). Handbook ch. 5: *group attribute disclosure*.
        """
        trouvees = set()
        for cellule in self.cellules:
            if cellule.valeur <= 0 or cellule.rang < 0 or cellule.etat is Etat.GELEE_PUBLIEE:
                continue
            feuilles = self.feuilles_de(dict(cellule.noeuds))
            debut, fin = self.bornes[cellule.rang]
            for j, nom in enumerate(self.noms):
                variable = self.declaration.variables[nom]
                if not variable.sensible:
                    continue
                for ensemble in {e for e in variable.contenu.values() if e > feuilles[j]}:
                    autres = (*feuilles[:j], ensemble - feuilles[j], *feuilles[j + 1 :])
                    reste = self._rang(autres, debut, fin)
                    if reste >= 0 and not self.x0[self._lignes[reste][0]].any():
                        trouvees.add((cellule.rang, reste))
        return sorted(trouvees)

    def _stocks_positifs(self) -> None:
        """After a correction, no finest stock is negative: a fact the attacker knows."""
        for correction in self.corrections:
            for fin in range(correction, len(self.periodes)):
                for croisement in self.croisements:
                    self._rang(tuple(frozenset([f]) for f in croisement), 0, fin)


def _restes_d_une_famille(famille: set[frozenset[str]]) -> set[frozenset[str]]:
    """Sets P minus C, and P minus all its shown parts, that are not themselves unions of shown sets."""
    restes = set()
    for grand in famille:
        parties = [p for p in famille if p < grand]
        candidats = [grand - p for p in parties]
        if parties:
            candidats.append(grand - frozenset().union(*parties))
        for reste in candidats:
            if reste and frozenset().union(*(p for p in famille if p <= reste)) != reste:
                restes.add(reste)
    return restes
