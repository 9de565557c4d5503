"""Measurements of the disclosure-control engine: `python -m tests.bancs.secret [section…]` (all by default).

Sections: instances, graines, populations, mois, grandes. Times are seconds of processor of one thread; the load of the
machine is printed, since it moves them. Nothing here is a test: figures are copied into docs/secret-statistique.md.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import time

from parcours.secret_statistique import Comptages, Declaration, Registre, proteger
from parcours.secret_statistique.auditeur import auditer
from parcours.secret_statistique.certification import certifier
from parcours.secret_statistique.moteur import AUTRES_DEPARTS, PETIT, cellules_publiees, conclure, preparer
from parcours.secret_statistique.recherche import ameliorer
from tests.secret_statistique.instances import (
    DEUX_VOIES,
    DONNEES,
    GRAINE,
    MOIS,
    UNE_VOIE,
    autre_population,
    comptages,
    declaration_grande,
    distinctes,
    instance_a,
    instance_b,
    par_mois,
)


def ligne(*cases: object) -> None:
    print("| " + " | ".join(f"{c:.1f}" if isinstance(c, float) else str(c) for c in cases) + " |", flush=True)


def entete(*titres: str) -> None:
    print()
    ligne(*titres)
    ligne(*["---"] * len(titres))


def charge() -> str:
    return "/".join(f"{c:.1f}" for c in os.getloadavg())


def memoire() -> float:
    """Largest resident size so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def mesurer(declaration: Declaration, chiffres: Comptages, budget: float, graine: bytes = GRAINE) -> dict[str, object]:
    """First mask, mask after `budget` seconds of search, certification, check, audit."""
    debut = time.process_time()
    protection = preparer(declaration, chiffres, [], "1", graine)
    protection.premier_masque()
    protection.nettoyer()
    premier, t_premier = distinctes(declaration, cellules_publiees(protection))[0], time.process_time() - debut
    petit = len(protection.probleme.colonnes) <= PETIT
    if petit:
        protection.autres_departs(1)
    ameliorer(protection, 10**9, max(0.0, 0.99 - (time.process_time() - debut)))
    a_une_seconde = distinctes(declaration, cellules_publiees(protection))[0]
    if petit:
        protection.autres_departs(AUTRES_DEPARTS - 1)
    ameliorer(protection, 10**9, budget - (time.process_time() - debut))
    avant = time.process_time()
    certifier(protection)
    publication = conclure(protection, Registre(), [], chiffres, "1", graine)
    t_preuve = time.process_time() - avant
    audit = auditer(declaration, chiffres, publication.registre)
    return {
        "premier": premier,
        "t_premier": t_premier,
        "une_seconde": a_une_seconde,
        "final": distinctes(declaration, publication.cellules)[0],
        "sensibles": len(audit.constats),
        "fuites": f"{audit.exactes}/{audit.sous_seuil}/{audit.etroites}",
        "preuve": t_preuve,
        "mondes": len(publication.certificat),
    }


def instances() -> None:
    """A and B on the 500 people."""
    entete(
        "instance",
        "k",
        "sensibles",
        "premier masque",
        "s",
        "à 1 s",
        "20 s",
        "exact/<k/étroit",
        "preuve s",
        "mondes",
        "charge",
    )
    for nom, fabrique in (("A", instance_a), ("B", instance_b)):
        for k in (5, 11):
            declaration = fabrique(k)
            chiffres = comptages(declaration)
            m = mesurer(declaration, chiffres, 20)
            ligne(
                nom,
                k,
                m["sensibles"],
                m["premier"],
                m["t_premier"],
                m["une_seconde"],
                m["final"],
                m["fuites"],
                m["preuve"],
                m["mondes"],
                charge(),
            )
    declaration = instance_a(sensible=True)
    m = mesurer(declaration, comptages(declaration), 20)
    ligne(
        "A, cases pleines",
        5,
        m["sensibles"],
        m["premier"],
        m["t_premier"],
        m["une_seconde"],
        m["final"],
        m["fuites"],
        m["preuve"],
        m["mondes"],
        charge(),
    )


def graines() -> None:
    """What is ready in time whatever the seed: A at one second (twenty seeds), B at k = 11 once at most 210 (two)."""
    entete("instance", "k", "graine", "premier masque", "s", "puis", "s")
    for nom, declaration, plafond, limite, numeros in (
        ("A", instance_a(), 0, 0.99, range(101, 121)),
        ("B", instance_b(11), 210, 10.0, range(101, 103)),
    ):
        chiffres = comptages(declaration)
        for numero in numeros:
            debut = time.process_time()
            protection = preparer(declaration, chiffres, [], "1", f"graine numero {numero}.......".encode())
            protection.premier_masque()
            protection.nettoyer()
            premier, t_premier = distinctes(declaration, cellules_publiees(protection))[0], time.process_time() - debut
            masquees = premier
            if masquees > plafond:
                protection.autres_departs(1)
                masquees = distinctes(declaration, cellules_publiees(protection))[0]
            while masquees > plafond and (reste := limite - (time.process_time() - debut)) > 0:
                ameliorer(protection, 5, reste)
                masquees = distinctes(declaration, cellules_publiees(protection))[0]
            ligne(nom, declaration.seuil, numero, premier, t_premier, masquees, time.process_time() - debut)


def populations(budget: float = 4.0) -> None:
    """Ten other towns of 500 people, four seconds each, first mask included."""
    entete(
        "population",
        "instance",
        "k",
        "sensibles",
        "premier masque",
        "s",
        f"{budget:.0f} s",
        "exact/<k/étroit",
        "preuve s",
        "charge",
    )
    sommes: dict[str, list[float]] = {}
    for graine in range(31, 41):
        for nom, declaration in (("A", instance_a()), ("B", instance_b())):
            m = mesurer(declaration, autre_population(declaration, graine), budget)
            ligne(graine, nom, 5, m["sensibles"], m["premier"], m["t_premier"], m["final"], m["fuites"], m["preuve"], charge())
            sommes.setdefault(nom, []).append(float(str(m["final"])))
    for nom, valeurs in sommes.items():
        ligne("moyenne", nom, 5, "", "", "", sum(valeurs) / len(valeurs), "", "", "")


def mois() -> None:
    """Twelve months of cumulative stocks, strict, ledger included."""
    entete("tables", "tous les", "masquées", "montrées", "part %", "exact/<k/étroit", "s", "dont audit s", "charge")
    for nom, croisements in (("scheme ; district", UNE_VOIE), ("2 voies", DEUX_VOIES)):
        for pas in (6, 3, 1):
            declaration = par_mois(croisements, pas)
            chiffres = comptages(declaration, "mois_500.csv")
            registre, cachees, toutes, debut = Registre(), 0, 0, time.process_time()
            for periode in MOIS[pas - 1 :: pas]:
                publication = proteger(declaration, chiffres, registre, graine=GRAINE, parution=periode, refonte=False)
                registre = publication.registre
                h, n = distinctes(declaration, publication.cellules)
                cachees, toutes = cachees + h, toutes + n
            duree = time.process_time() - debut
            audit = auditer(declaration, chiffres, registre)
            ligne(
                nom,
                pas,
                cachees,
                toutes,
                100 * cachees / toutes,
                f"{audit.exactes}/{audit.sous_seuil}/{audit.etroites}",
                duree,
                time.process_time() - debut - duree,
                charge(),
            )


def grandes() -> None:
    """Growing instances, each in its own process so that its memory can be told."""
    entete(
        "instance",
        "cellules",
        "sensibles",
        "premier masque",
        "s",
        "masque",
        "s",
        "certifié s",
        "contrôlé s",
        "mondes",
        "Mo",
        "audit exact/<k/étroit",
        "audit s",
        "charge",
    )
    for code in ("2130:4", "6447:1", "6447:2", "6447:4", "6447:8"):
        subprocess.run([sys.executable, "-m", "tests.bancs.secret", f"grande:{code}"], check=True)


def grande(fichier: str, zones: int) -> None:
    with open(DONNEES / f"grand_{fichier}.csv", encoding="utf-8", newline="") as f:
        lignes = list(csv.DictReader(f))
    gardees = sorted({x["zone"] for x in lignes})[:zones]
    lignes = [x for x in lignes if x["zone"] in gardees]
    declaration = declaration_grande(lignes)
    chiffres = Comptages.depuis_lignes(declaration, lignes)
    debut, temps = time.process_time(), []

    def tic() -> None:
        temps.append(time.process_time() - debut)

    protection = preparer(declaration, chiffres, [], "1", GRAINE)
    protection.premier_masque()
    tic()
    premier = distinctes(declaration, cellules_publiees(protection))[0]
    protection.nettoyer()
    tic()
    certifier(protection)
    tic()
    publication = conclure(protection, Registre(), [], chiffres, "1", GRAINE)
    tic()
    place = memoire()
    audit = auditer(declaration, chiffres, publication.registre)
    tic()
    masquees, montrees = distinctes(declaration, publication.cellules)
    ligne(
        f"grand_{fichier}, {zones} zones", montrees, len(audit.constats), premier, temps[0], masquees, temps[1], temps[2], temps[3],
        len(publication.certificat), place, f"{audit.exactes}/{audit.sous_seuil}/{audit.etroites}", temps[4] - temps[3], charge(),
    )  # fmt: skip


def main(sections: list[str]) -> None:
    toutes = {"instances": instances, "graines": graines, "populations": populations, "mois": mois, "grandes": grandes}
    for section in sections or list(toutes):
        if section.startswith("grande:"):
            _, fichier, zones = section.split(":")
            grande(fichier, int(zones))
        else:
            print(f"\n## {section}")
            toutes[section]()


if __name__ == "__main__":
    main(sys.argv[1:])
