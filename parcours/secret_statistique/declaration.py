"""Declaration of what is published: variables, hierarchies, tables, structural zeros, thresholds, weights.

One declaration per population (S1 of the specification); nothing is published outside it.
Terms: Insee, *Manuel de protection des tableaux*; *EU Handbook on Statistical Disclosure Control*, ch. 5.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .erreurs import DeclarationInvalide

SEUIL_MINIMAL = 5
"""No declaration may go below; 11 is the rule for health and fiscal sources."""


@dataclass(frozen=True)
class Variable:
    """One classification: leaves (finest categories) and named groups of them.

    `groupes` maps a group to its children (groups or leaves). Groups may overlap: two hierarchies
    on the same leaves are one variable, so that the attacker's view of both is one system.
    `sensible` says that belonging to a category reveals something: its full cells are protected.
    """

    nom: str
    feuilles: tuple[str, ...]
    groupes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: str = "Total"
    sensible: bool = False

    def __post_init__(self) -> None:
        if not self.feuilles or len(set(self.feuilles)) != len(self.feuilles):
            raise DeclarationInvalide(f"{self.nom} : modalités absentes ou répétées")
        for groupe, enfants in self.groupes.items():
            if groupe in self.feuilles or not enfants:
                raise DeclarationInvalide(f"{self.nom} : groupe « {groupe} » invalide")
            for enfant in enfants:
                if enfant not in self.feuilles and enfant not in self.groupes:
                    raise DeclarationInvalide(f"{self.nom} : « {enfant} » n’est ni une modalité ni un groupe")
        if self.total in self.feuilles or self.contenu[self.total] != frozenset(self.feuilles):
            raise DeclarationInvalide(f"{self.nom} : le total doit contenir toutes les modalités")

    @cached_property
    def contenu(self) -> dict[str, frozenset[str]]:
        """Leaves under each node (leaf, group, total)."""
        contenu = {feuille: frozenset([feuille]) for feuille in self.feuilles}

        def deplier(noeud: str, chemin: tuple[str, ...]) -> frozenset[str]:
            if noeud in chemin:
                raise DeclarationInvalide(f"{self.nom} : le groupe « {noeud} » se contient lui-même")
            if noeud not in contenu:
                contenu[noeud] = frozenset().union(*(deplier(e, (*chemin, noeud)) for e in self.groupes[noeud]))
            return contenu[noeud]

        for groupe in self.groupes:
            deplier(groupe, ())
        contenu.setdefault(self.total, frozenset(self.feuilles))
        return contenu

    @cached_property
    def niveau(self) -> dict[str, int]:
        """Depth of each node: 0 for the total, one more than its nearest parent for the others."""
        enfants_connus = {enfant for g, enfants in self.groupes.items() if g != self.total for enfant in enfants}
        sous_le_total = self.groupes.get(self.total) or [n for n in self.contenu if n not in enfants_connus]
        niveau = {self.total: 0}
        file = [(n, 1) for n in sous_le_total if n != self.total]
        while file:
            noeud, rang = file.pop(0)
            if noeud not in niveau:
                niveau[noeud] = rang
                file += [(e, rang + 1) for e in self.groupes.get(noeud, ())]
        for noeud in self.contenu:
            niveau.setdefault(noeud, 1)
        return niveau


@dataclass(frozen=True)
class Dimension:
    """A variable as shown by a table: every node down to `niveau` (None: down to the leaves), less `omis`."""

    variable: str
    niveau: int | None = None
    omis: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    """Every crossing of its dimensions, margins included. `tous_les`: published every that many periods."""

    nom: str
    dimensions: tuple[Dimension, ...]
    tous_les: int = 1


@dataclass(frozen=True)
class Temps:
    """Cumulative stocks: `variable` holds the period of entry, `periodes` their order.

    `corrections` names the periods that are corrections of what precedes (negative counts allowed there).
    """

    variable: str
    periodes: tuple[str, ...]
    corrections: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Poids:
    """Cost of hiding a cell (S6): inner cell, sub-total, total or indicator; `stabilite` if hidden last time."""

    interieur: float = 1.0
    sous_total: float = 5.0
    total: float = 50.0
    stabilite: float = 0.5


UNITE = Poids(1.0, 1.0, 1.0, 1.0)
"""Every cell costs the same: the unit of the published comparisons."""


@dataclass(frozen=True)
class Declaration:
    """The whole register of one population.

    `seuil`: smallest publishable count. `seuils`: (condition, threshold) pairs; a cell all of whose people meet
    the condition (e.g. scheme = SANTE) gets the larger threshold. `zeros_structurels`: impossible combinations,
    known to the attacker. `regle_fournisseur`: the threshold of the provider of the data, never lowered.
    """

    population: str
    variables: Mapping[str, Variable]
    tables: tuple[Table, ...]
    seuil: int = SEUIL_MINIMAL
    regle_fournisseur: int = 0
    seuils: tuple[tuple[Mapping[str, frozenset[str]], int], ...] = ()
    zeros_structurels: tuple[Mapping[str, frozenset[str]], ...] = ()
    temps: Temps | None = None
    poids: Poids = Poids()
    indicateurs: tuple[Mapping[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.seuil < max(SEUIL_MINIMAL, self.regle_fournisseur):
            raise DeclarationInvalide(f"seuil {self.seuil} inférieur au minimum {max(SEUIL_MINIMAL, self.regle_fournisseur)}")
        if any(k < self.seuil for _, k in self.seuils):
            raise DeclarationInvalide("un seuil particulier ne peut pas être plus bas que le seuil général")
        if not self.tables or len({t.nom for t in self.tables}) != len(self.tables):
            raise DeclarationInvalide("tables absentes ou de même nom")
        for table in self.tables:
            self._verifier_table(table)
        for condition in (*self.zeros_structurels, *(c for c, _ in self.seuils)):
            for nom, modalites in condition.items():
                if nom not in self.variables or not modalites <= frozenset(self.variables[nom].feuilles):
                    raise DeclarationInvalide(f"condition sur une modalité inconnue de {nom}")
        if self.temps and len(set(self.temps.periodes)) != len(self.temps.periodes):
            raise DeclarationInvalide("périodes répétées")

    def _verifier_table(self, table: Table) -> None:
        noms = [d.variable for d in table.dimensions]
        if len(set(noms)) != len(noms) or table.tous_les < 1:
            raise DeclarationInvalide(f"table {table.nom} : dimensions répétées ou fréquence nulle")
        for dimension in table.dimensions:
            if dimension.variable not in self.variables:
                raise DeclarationInvalide(f"table {table.nom} : variable {dimension.variable} inconnue")
            if not self.noeuds(dimension):
                raise DeclarationInvalide(f"table {table.nom} : {dimension.variable} n’a rien à montrer")

    def noeuds(self, dimension: Dimension) -> tuple[str, ...]:
        """Nodes a table shows along one dimension, total first."""
        variable = self.variables[dimension.variable]
        limite = dimension.niveau
        ordre = sorted(variable.contenu, key=lambda n: variable.niveau[n])
        return tuple(n for n in ordre if (limite is None or variable.niveau[n] <= limite) and n not in dimension.omis)

    def cles(self, table: Table) -> Iterator[tuple[str, ...]]:
        """Keys of every cell of the table, in a fixed order."""
        return itertools.product(*(self.noeuds(d) for d in table.dimensions))

    def tables_de(self, parution: str | None) -> tuple[Table, ...]:
        """Tables due at this release: those whose frequency falls on it. Corrections re-publish every table."""
        if self.temps is None:
            return self.tables
        if parution not in self.temps.periodes:
            raise DeclarationInvalide(f"parution « {parution} » inconnue")
        if parution in self.temps.corrections:
            return self.tables
        ordinaires = [p for p in self.temps.periodes if p not in self.temps.corrections]
        rang = ordinaires.index(parution) + 1
        return tuple(t for t in self.tables if rang % t.tous_les == 0)

    def seuil_de(self, noeuds: Mapping[str, str]) -> int:
        """Threshold of a cell: the largest whose condition all its people meet."""
        seuil = self.seuil
        for condition, k in self.seuils:
            if all(self.variables[v].contenu[noeuds.get(v, self.variables[v].total)] <= m for v, m in condition.items()):
                seuil = max(seuil, k)
        return seuil

    @cached_property
    def empreinte(self) -> str:
        """Hash of the classifications and structural zeros: the ledger refuses to be read under others."""
        return hashlib.sha256(
            json.dumps(
                {
                    "population": self.population,
                    "variables": {
                        n: {g: sorted(c) for g, c in sorted(v.contenu.items())} for n, v in sorted(self.variables.items())
                    },
                    "zeros": sorted(
                        json.dumps({v: sorted(m) for v, m in z.items()}, sort_keys=True) for z in self.zeros_structurels
                    ),
                    "temps": self.temps.variable if self.temps else None,
                },
                sort_keys=True,
                ensure_ascii=False,
            ).encode()
        ).hexdigest()


def dimension(texte: str) -> Dimension:
    """`district`, or `action@1` for the first level only (here: the scheme above the action)."""
    nom, _, niveau = texte.partition("@")
    try:
        return Dimension(nom, int(niveau) if niveau else None)
    except ValueError:
        raise DeclarationInvalide(f"dimension « {texte} » illisible") from None


def table(nom: str, dimensions: Sequence[str], tous_les: int = 1) -> Table:
    """Shorthand: `table("t", ["district", "action@1"])`."""
    return Table(nom, tuple(dimension(d) for d in dimensions), tous_les)
