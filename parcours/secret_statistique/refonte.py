"""The redesign rule (S10): what coarser bands or a lower frequency would show of a table too much hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from .comptages import Comptages
from .declaration import Declaration, Dimension, Table, Temps, Variable
from .erreurs import SecretStatistiqueError
from .rapport import Essai

Mesure = Callable[[Declaration, Comptages, str | None], float]
"""Share hidden in the only table of a declaration, published alone up to a period."""


def essais(declaration: Declaration, comptages: Comptages, nom: str, periode: str | None, mesurer: Mesure) -> tuple[Essai, ...]:
    """Try coarser versions of one table; those that fail are left out. Shares are estimates: first mask, no ledger."""
    table = next(t for t in declaration.tables if t.nom == nom)
    candidats: list[tuple[str, Declaration, Comptages]] = []
    for rang, dimension in enumerate(table.dimensions):
        candidats += _niveau_de_moins(declaration, comptages, table, rang, dimension)
    large = max(table.dimensions, key=lambda d: len(declaration.noeuds(d)))
    candidats += _tranches_regroupees(declaration, comptages, table, large.variable)
    if declaration.temps and periode not in declaration.temps.corrections:
        candidats += _moins_souvent(declaration, comptages, table, declaration.temps, periode)
    trouves = []
    for description, variante, chiffres in candidats:
        try:
            trouves.append(Essai(description, mesurer(variante, chiffres, periode)))
        except SecretStatistiqueError:
            continue
    return tuple(trouves)


Candidats = list[tuple[str, Declaration, Comptages]]


def _seule(declaration: Declaration, table: Table) -> Declaration:
    return replace(declaration, tables=(table,), indicateurs=())


def _niveau_de_moins(
    declaration: Declaration, comptages: Comptages, table: Table, rang: int, dimension: Dimension
) -> Candidats:
    """One level less along a hierarchy; a flat variable leaves the table."""
    niveaux = [declaration.variables[dimension.variable].niveau[n] for n in declaration.noeuds(dimension)]
    autres = table.dimensions[:rang] + table.dimensions[rang + 1 :]
    if max(niveaux) > 1:
        garde = replace(dimension, niveau=max(niveaux) - 1)
        dimensions = (*table.dimensions[:rang], garde, *table.dimensions[rang + 1 :])
        texte = f"un niveau de moins pour « {dimension.variable} »"
    elif autres:
        dimensions, texte = autres, f"sans « {dimension.variable} »"
    else:
        return []
    return [(texte, _seule(declaration, replace(table, dimensions=dimensions)), comptages)]


def _tranches_regroupees(declaration: Declaration, comptages: Comptages, table: Table, nom: str) -> Candidats:
    """Adjacent categories of a flat variable merged two by two."""
    variable = declaration.variables[nom]
    if set(variable.groupes) - {variable.total} or len(variable.feuilles) < 4:
        return []
    paires = [variable.feuilles[i : i + 2] for i in range(0, len(variable.feuilles), 2)]
    vers = {f: " + ".join(paire) for paire in paires for f in paire}
    nouvelle = Variable(nom, tuple(dict.fromkeys(vers.values())), {}, variable.total, variable.sensible)
    rang = list(declaration.variables).index(nom)
    somme: Counter[tuple[str, ...]] = Counter()
    for cle, nombre in comptages.effectifs.items():
        somme[*cle[:rang], vers[cle[rang]], *cle[rang + 1 :]] += nombre
    zeros = tuple(z for z in declaration.zeros_structurels if nom not in z)
    variante = replace(
        _seule(declaration, table),
        variables={**declaration.variables, nom: nouvelle},
        zeros_structurels=zeros,
        seuils=tuple(s for s in declaration.seuils if nom not in s[0]),
    )
    return [(f"tranches de « {nom} » regroupées deux à deux", variante, Comptages(dict(somme)))]


def _moins_souvent(
    declaration: Declaration, comptages: Comptages, table: Table, temps: Temps, periode: str | None
) -> Candidats:
    """The same table three times less often, when that many periods have passed."""
    ordinaires = [p for p in temps.periodes if p not in temps.corrections]
    pas = table.tous_les * 3
    if periode is None or ordinaires.index(periode) + 1 < pas or pas > len(ordinaires):
        return []
    variante = _seule(declaration, replace(table, tous_les=pas))
    return [(f"toutes les {pas} périodes", variante, comptages)]
