"""One call: from a declaration and counts to a publication that has been checked, or to a refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .certification import Monde, certificat, certifier
from .comptages import Comptages
from .declaration import Declaration
from .diffusion import CellulePubliee, Publication
from .erreurs import DeclarationInvalide
from .fenetres import fenetres
from .probleme import Probleme
from .protection import Protection, Suivi, silence
from .rapport import Rapport, bilan
from .recherche import ameliorer
from .refonte import essais
from .registre import IMPOSSIBLE, MASQUEE, Registre, exiger_graine
from .sensibles import exigences
from .systeme import CelluleInscrite, Etat, Systeme
from .verificateur import Verificateur

VERSION = "1.0.0"
PETIT, AUTRES_DEPARTS = 400, 2
"""Up to that many free columns, the mask is built that many times more, in other orders."""

TOURS, TOURS_GRAND = 200, 10
"""Rounds of search by default, up to that many free columns and beyond."""


def proteger(
    declaration: Declaration,
    comptages: Comptages,
    registre: Registre | None = None,
    *,
    graine: bytes,
    parution: str | None = None,
    tours: int | None = None,
    budget_s: float | None = None,
    refonte: bool = True,
    suivi: Suivi = silence,
) -> Publication:
    """Decide which cells to withhold, prove it, have it checked, and append the release to the ledger.

    declaration: tables and rules; comptages: counts of people on the finest cells (with the period of entry when
    `declaration.temps` is set); registre: every earlier release of this population; graine: secret of at least
    16 bytes, the same for the life of the population; parution: code of the release (the period, when there is
    time); tours: rounds of search for a lighter mask (by default fewer on a larger system), `budget_s` (seconds of
    processor) stops them earlier; refonte: try coarser versions of the tables too much hidden, for the report.

    Same inputs, same seed, no `budget_s`: same mask. Raises a SecretStatistiqueError, and then nothing may be
    published. Source: sections 3 and 4 of the specification, docs/secret-statistique.md.
    """
    exiger_graine(graine)
    registre = registre or Registre()
    registre.verifier(declaration, graine)
    code = _code(declaration, registre, parution)
    anciennes = registre.inscrites()
    protection = preparer(declaration, comptages, anciennes, code, graine, suivi)
    protection.premier_masque()
    protection.nettoyer()
    petit = len(protection.probleme.colonnes) <= PETIT
    if tours is None:
        tours = TOURS if petit else TOURS_GRAND
    if tours and petit:
        protection.autres_departs(AUTRES_DEPARTS)
    ameliorer(protection, tours, budget_s)
    certifier(protection)
    publication = conclure(protection, registre, anciennes, comptages, code, graine)
    return avec_refonte(publication, comptages, graine) if refonte else publication


def preparer(
    declaration: Declaration,
    comptages: Comptages,
    anciennes: Sequence[CelluleInscrite],
    code: str,
    graine: bytes,
    suivi: Suivi = silence,
) -> Protection:
    """The protection problem of one release, nothing hidden yet beyond what must be."""
    systeme = Systeme(declaration, comptages, anciennes, code if declaration.temps else None)
    probleme = Probleme(systeme, exigences(systeme), _precedent(anciennes))
    return Protection(probleme, _hasard(graine, declaration, code), fenetres(probleme), suivi)


def avec_refonte(publication: Publication, comptages: Comptages, graine: bytes) -> Publication:
    """Add to the report what coarser versions of the tables above the redesign threshold would hide."""
    declaration = publication.declaration
    periode = publication.parution if declaration.temps else None

    def mesurer(variante: Declaration, chiffres: Comptages, moment: str | None) -> float:
        registre = Registre()
        moments: list[str | None] = [None]
        if variante.temps:
            moments = [p for p in variante.temps.periodes if p not in variante.temps.corrections]
        parts = [0.0]
        for m in moments[: moments.index(moment) + 1]:
            if variante.tables_de(m) and (m == moment or variante.tables[0].tous_les > 1):
                essai = proteger(variante, chiffres, registre, graine=graine, parution=m, tours=0, refonte=False)
                registre, bilans = essai.registre, essai.rapport.tables
                parts.append(bilans[0].part_masquee)
        return parts[-1]

    bilans = tuple(
        replace(b, essais=essais(declaration, comptages, b.table, periode, mesurer)) if b.a_refondre else b
        for b in publication.rapport.tables
    )
    return replace(publication, rapport=replace(publication.rapport, tables=bilans))


def conclure(
    protection: Protection,
    registre: Registre,
    anciennes: Sequence[CelluleInscrite],
    comptages: Comptages,
    code: str,
    graine: bytes,
) -> Publication:
    """Turn a certified mask into a publication, after the independent checker has accepted it."""
    _systeme, declaration = protection.probleme.systeme, protection.probleme.systeme.declaration
    publiees = cellules_publiees(protection)
    mondes = certificat(protection)
    controler(declaration, comptages, anciennes, publiees, mondes, code if declaration.temps else None)
    entete = {
        "code": code,
        "population": declaration.population,
        "periode": code if declaration.temps else None,
        "seuil": declaration.seuil,
        "moteur": VERSION,
        "empreinte": declaration.empreinte,
    }
    lignes = (
        {"parution": code, "table": c.table, "noeuds": [list(n) for n in c.noeuds], "seuil": c.seuil}
        | {"valeur": c.valeur if c.valeur is not None else c.statut}
        for c in publiees
    )
    suite = registre.avec(entete, lignes, graine)
    poids = protection.probleme.poids_de_cellule
    bilans = []
    for table in declaration.tables_de(code if declaration.temps else None):
        siennes = [c for c in publiees if c.table == table.nom]
        bilans.append(bilan(table.nom, [c.statut for c in siennes], [poids[c.table, c.noeuds] for c in siennes]))
    seuils = tuple(sorted({c.seuil for c in publiees}))
    rapport = Rapport(declaration.population, code, seuils, VERSION, tuple(bilans), len(mondes), suite.sceau)
    return Publication(declaration, code, publiees, suite, mondes, rapport)


def cellules_publiees(protection: Protection) -> tuple[CellulePubliee, ...]:
    """The cells of this release under the current mask."""
    probleme = protection.probleme
    sortie = []
    for c in probleme.systeme.cellules:
        if c.etat is Etat.IMPOSSIBLE and c.parution == probleme.systeme.parution:
            sortie.append(CellulePubliee(c.table, c.noeuds, None, IMPOSSIBLE, c.seuil))
        elif c.etat is Etat.NOUVELLE:
            classe = probleme.classe_de.get(c.rang)
            cachee = classe is not None and bool(protection.masque[classe])
            sortie.append(CellulePubliee(c.table, c.noeuds, None if cachee else c.valeur, MASQUEE if cachee else "A", c.seuil))
    return tuple(sortie)


def controler(
    declaration: Declaration,
    comptages: Comptages,
    anciennes: Sequence[CelluleInscrite],
    publiees: Sequence[CellulePubliee],
    mondes: Sequence[Monde],
    periode: str | None,
) -> None:
    """Submit a publication and its certificate to the independent checker. Raises CertificatInvalide."""
    jamais_vides = [
        *((c.periode or "", dict(c.noeuds), c.valeur, c.seuil) for c in anciennes),
        *((periode or "", dict(c.noeuds), c.valeur, c.seuil) for c in publiees if c.statut != IMPOSSIBLE),
    ]
    impossibles = [(periode or "", dict(c.noeuds), 0, c.seuil) for c in publiees if c.statut == IMPOSSIBLE]
    Verificateur(declaration, comptages, periode).verifier([*jamais_vides, *impossibles], mondes)


def _code(declaration: Declaration, registre: Registre, parution: str | None) -> str:
    deja = [p["code"] for p in registre.parutions]
    code = parution or str(len(deja) + 1)
    if code in deja:
        raise DeclarationInvalide(f"la parution {code} est déjà au registre")
    if declaration.temps:
        if code not in declaration.temps.periodes:
            raise DeclarationInvalide(f"parution « {code} » inconnue")
        rangs = [declaration.temps.periodes.index(c) for c in deja]
        if any(r > declaration.temps.periodes.index(code) for r in rangs):
            raise DeclarationInvalide(f"la parution {code} est antérieure à une parution déjà faite")
    return code


def _precedent(anciennes: Sequence[CelluleInscrite]) -> dict[tuple[str, tuple[tuple[str, str], ...]], bool]:
    """Was each cell hidden at its last release? Hiding it again costs less (mask stability)."""
    return {(c.table, c.noeuds): c.valeur is None for c in anciennes}


def _hasard(graine: bytes, declaration: Declaration, code: str) -> np.random.Generator:
    texte = graine + declaration.population.encode() + b"|" + code.encode()
    return np.random.default_rng(int.from_bytes(hashlib.sha256(texte).digest()))
