"""Reading a declaration from TOML, the only thing a user of the command line writes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .declaration import SEUIL_MINIMAL, Declaration, Poids, Table, Temps, Variable, dimension
from .erreurs import DeclarationInvalide

CLES = {
    "population", "seuil", "regle_fournisseur", "effectif", "variables", "tables",
    "zeros_structurels", "seuils", "temps", "poids", "indicateurs",
}  # fmt: skip


def lire_declaration(chemin: Path | str) -> tuple[Declaration, str]:
    """Declaration and name of the column of counts. Raises DeclarationInvalide, unknown keys included.

    Format, with an example: docs/secret-statistique.md.
    """
    try:
        with open(chemin, "rb") as fichier:
            brut = tomllib.load(fichier)
        return _declaration(brut), str(brut.get("effectif", "n"))
    except tomllib.TOMLDecodeError as erreur:
        raise DeclarationInvalide(f"TOML illisible : {erreur}") from None
    except (KeyError, TypeError, AttributeError, ValueError) as erreur:
        raise DeclarationInvalide(f"déclaration incomplète ou mal formée : {erreur}") from None


def _declaration(brut: Mapping[str, Any]) -> Declaration:
    if inconnues := set(brut) - CLES:
        raise DeclarationInvalide(f"clés inconnues : {', '.join(sorted(inconnues))}")
    temps = brut.get("temps")
    return Declaration(
        population=str(brut["population"]),
        variables={v["nom"]: _variable(v) for v in brut["variables"]},
        tables=tuple(
            Table(t["nom"], tuple(dimension(d) for d in t["dimensions"]), int(t.get("tous_les", 1))) for t in brut["tables"]
        ),
        seuil=int(brut.get("seuil", SEUIL_MINIMAL)),
        regle_fournisseur=int(brut.get("regle_fournisseur", 0)),
        seuils=tuple((_condition(s["ou"]), int(s["seuil"])) for s in brut.get("seuils", ())),
        zeros_structurels=tuple(_condition(z) for z in brut.get("zeros_structurels", ())),
        temps=Temps(temps["variable"], tuple(temps["periodes"]), frozenset(temps.get("corrections", ()))) if temps else None,
        poids=Poids(**brut["poids"]) if "poids" in brut else Poids(),
        indicateurs=tuple(dict(i) for i in brut.get("indicateurs", ())),
    )


def _variable(v: Mapping[str, Any]) -> Variable:
    groupes = {g: tuple(enfants) for g, enfants in v.get("groupes", {}).items()}
    return Variable(v["nom"], tuple(v["modalites"]), groupes, v.get("total", "Total"), bool(v.get("sensible", False)))


def _condition(brut: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {nom: frozenset(modalites) for nom, modalites in brut.items()}
