"""Declarations and populations shared by the tests and the bench (no solver here)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from parcours.secret_statistique import UNITE, CellulePubliee, Comptages, Declaration, Table, Temps, Variable, table

DONNEES = Path(__file__).parent.parent / "donnees" / "secret"
GRAINE = b"graine secrete des tests"
AGES = ("00-05", "06-10", "11-15", "16-25", "26-49", "50+")
ADULTES, ENFANTS = frozenset(AGES[3:]), frozenset(AGES[:3])
ACTIONS = {
    "PRE": ("p_scol", "p_sante", "p_culture"),
    "SANTE": ("s_rdv", "s_droits", "s_prevention"),
    "EMPLOI": ("e_formation", "e_placement", "e_cv"),
}
DISTRICT = Variable("district", ("Q1", "Q2", "Q3", "HQ"), {"COM": ("QPV", "HQ"), "QPV": ("Q1", "Q2", "Q3")}, "COM")
SEXE, AGE, DISPOSITIF = Variable("sex", ("F", "M")), Variable("age", AGES), Variable("scheme", tuple(ACTIONS))
ACTION = Variable("action", tuple(a for actions in ACTIONS.values() for a in actions), ACTIONS)
PAR_DISPOSITIF = (
    {"scheme": frozenset(["PRE"]), "age": ADULTES},
    {"scheme": frozenset(["EMPLOI"]), "age": ENFANTS},
)
PAR_ACTION = (
    {"action": frozenset(ACTIONS["PRE"]), "age": ADULTES},
    {"action": frozenset(ACTIONS["EMPLOI"]), "age": ENFANTS},
)
MOIS = tuple(f"m{i:02}" for i in range(1, 13))


def par_nom(*variables: Variable) -> dict[str, Variable]:
    return {v.nom: v for v in variables}


def instance_a(seuil: int = 5, sensible: bool = False) -> Declaration:
    """District x sex x age x scheme, every margin: 396 distinct cells."""
    dispositif = replace(DISPOSITIF, sensible=sensible)
    return Declaration(
        "A",
        par_nom(DISTRICT, SEXE, AGE, dispositif),
        (table("t", ["district", "sex", "age", "scheme"]),),
        seuil=seuil,
        poids=UNITE,
        zeros_structurels=PAR_DISPOSITIF,
    )


def instance_b(seuil: int = 5) -> Declaration:
    """Seven linked tables with scheme > action: 384 distinct cells."""
    croisements = (
        ["district", "sex", "age"],
        ["district", "action@1", "sex"],
        ["district", "action@1", "age"],
        ["district", "action"],
        ["action@1", "sex", "age"],
        ["action", "sex"],
        ["action", "age"],
    )
    return Declaration(
        "B",
        par_nom(DISTRICT, SEXE, AGE, ACTION),
        tuple(table(f"t{i}", c) for i, c in enumerate(croisements, 1)),
        seuil=seuil,
        poids=UNITE,
        zeros_structurels=PAR_ACTION,
    )


def par_mois(croisements: Sequence[Sequence[str]], tous_les: int = 1, corrections: Sequence[str] = ()) -> Declaration:
    """Cumulative stocks of the year on some crossings of district, sex, age, scheme."""
    return Declaration(
        "mois",
        par_nom(DISTRICT, SEXE, AGE, DISPOSITIF),
        tuple(table("_".join(c), list(c), tous_les) for c in croisements),
        poids=UNITE,
        zeros_structurels=PAR_DISPOSITIF,
        temps=Temps("month", (*MOIS, *corrections), frozenset(corrections)),
    )


DEUX_VOIES = (("district", "scheme"), ("sex", "scheme"), ("age", "scheme"))
UNE_VOIE = (("scheme",), ("district",))


def grande(chemin: Path) -> Declaration:
    """Four linked three-way tables, total > zone > district, read from a file of finest cells."""
    with open(chemin, encoding="utf-8", newline="") as fichier:
        lignes = list(csv.DictReader(fichier))
    return declaration_grande(lignes)


def declaration_grande(lignes: Sequence[Mapping[str, str]]) -> Declaration:
    zones: dict[str, dict[str, None]] = {}
    for ligne in lignes:
        zones.setdefault(ligne["zone"], {})[ligne["district"]] = None
    districts = Variable("district", tuple(d for ds in zones.values() for d in ds), {z: tuple(ds) for z, ds in zones.items()})
    autres = [Variable(n, tuple(sorted({ligne[n] for ligne in lignes}))) for n in ("sex", "age", "scheme")]
    croisements = (
        ["district", "sex", "age"],
        ["district", "scheme", "sex"],
        ["district", "scheme", "age"],
        ["sex", "age", "scheme"],
    )
    tables = tuple(table(f"t{i}", c) for i, c in enumerate(croisements, 1))
    return Declaration("grande", par_nom(districts, *autres), tables, poids=UNITE)


def comptages(declaration: Declaration, nom: str = "micro_500.csv") -> Comptages:
    return Comptages.depuis_csv(declaration, DONNEES / nom)


def autre_population(declaration: Declaration, graine: int, personnes: int = 500) -> Comptages:
    """People drawn at random with the shape of the 100,000: another town of the same kind."""
    with open(DONNEES / "micro_100000.csv", encoding="utf-8", newline="") as fichier:
        lignes = list(csv.DictReader(fichier))
    effectifs = np.array([int(ligne["n"]) for ligne in lignes], dtype=float)
    tirage = np.random.default_rng(graine).multinomial(personnes, effectifs / effectifs.sum())
    return Comptages.depuis_lignes(declaration, [{**ligne, "n": int(n)} for ligne, n in zip(lignes, tirage, strict=True)])


def distinctes(declaration: Declaration, cellules: Iterable[CellulePubliee]) -> tuple[int, int]:
    """(hidden, shown) cells, one count for each set of people whatever the tables that print it."""
    statuts: dict[tuple[tuple[str, frozenset[str]], ...], str] = {}
    zeros = declaration.zeros_structurels
    for c in cellules:
        noeuds = dict(c.noeuds)
        contenu = {n: v.contenu[noeuds.get(n, v.total)] for n, v in declaration.variables.items()}
        for zero in zeros:
            autres = [n for n in zero if not contenu[n] <= zero[n]]
            if len(autres) == 1:
                contenu[autres[0]] = contenu[autres[0]] - zero[autres[0]]
        if c.statut != "–":
            statuts[tuple(sorted((n, f) for n, f in contenu.items()))] = c.statut
    return sum(s == "s" for s in statuts.values()), len(statuts)


def petite(
    lignes: dict[tuple[str, ...], int], *variables: Variable, tables: tuple[Table, ...] = (), **options: Any
) -> tuple[Declaration, Comptages]:
    """A small declaration with one table crossing everything, and its counts."""
    tables = tables or (table("t", [v.nom for v in variables]),)
    declaration = Declaration("petite", par_nom(*variables), tables, poids=UNITE, **options)
    return declaration, Comptages(lignes)
