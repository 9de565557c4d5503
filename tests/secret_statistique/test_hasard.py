"""Random small populations, hierarchies, months and corrections: published, certified, attacked."""

import random

import pytest

from parcours.secret_statistique import UNITE, Comptages, Declaration, Registre, Temps, Variable, proteger, table
from parcours.secret_statistique.auditeur import auditer

from .instances import GRAINE, par_nom

pytestmark = pytest.mark.sans_base
HIERARCHIES = ({}, {"N": ("A", "B"), "S": ("C", "D")}, {"N": ("A", "B", "C"), "S": ("B", "C", "D")})
TABLES = (
    (table("t", ["lieu", "motif"]),),
    (table("t", ["lieu"]), table("u", ["motif"])),
    (table("t", ["lieu@1", "motif"]), table("u", ["lieu"], 2)),
)


def tirer(graine: int) -> tuple[Declaration, Comptages, tuple[str | None, ...]]:
    hasard = random.Random(graine)
    lieu = Variable("lieu", tuple("ABCD"), hasard.choice(HIERARCHIES))
    motif = Variable("motif", ("x", "y", "z"), {}, sensible=hasard.random() < 0.5)
    mode, plafond = hasard.choice(["simple", "mois", "correction"]), hasard.choice([3, 8, 20])
    periodes = {"simple": (None,), "mois": ("p1", "p2", "p3"), "correction": ("p1", "p1c", "p2")}[mode]
    temps = None if mode == "simple" else Temps("p", periodes, frozenset(["p1c"]) & frozenset(periodes))
    effectifs = {}
    for cle in ((lieu_, motif_) for lieu_ in "ABCD" for motif_ in "xyz"):
        entrees = [hasard.choice([0, hasard.randint(0, plafond)]) for _ in periodes]
        if mode == "correction":
            entrees[1] = hasard.choice([0, 0, hasard.randint(-entrees[0], 3)])
        for periode, n in zip(periodes, entrees, strict=True):
            effectifs[cle if periode is None else (*cle, periode)] = n
    declaration = Declaration(
        "hasard", par_nom(lieu, motif), hasard.choice(TABLES), poids=UNITE, temps=temps, seuil=hasard.choice([5, 11])
    )
    return declaration, Comptages(effectifs), periodes


@pytest.mark.parametrize("graine", range(24))
def test_une_population_tiree_au_hasard_ne_laisse_rien_retrouver(graine):
    declaration, chiffres, periodes = tirer(graine)
    registre = Registre()
    for periode in periodes:
        if declaration.tables_de(periode):
            registre = proteger(
                declaration, chiffres, registre, graine=GRAINE, parution=periode, tours=3, refonte=False
            ).registre
    audit = auditer(declaration, chiffres, registre, entier=graine % 2 == 0)
    assert (audit.exactes, audit.sous_seuil, audit.etroites) == (0, 0, 0)
