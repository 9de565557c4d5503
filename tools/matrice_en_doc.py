"""Write the table « qui voit quoi » of docs/securite.md from tests/transverses/matrice.toml.

`python tools/matrice_en_doc.py` rewrites it; with `--verifier` it only says whether it is up to date.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RACINE))

from parcours.socle.droits import Role  # noqa: E402

MATRICE = RACINE / "tests" / "transverses" / "matrice.toml"
DOCUMENT = RACINE / "docs" / "securite.md"
DEBUT, FIN = "<!-- matrice : début -->", "<!-- matrice : fin -->"


def _qui(roles: Any) -> str:
    if roles == "public":
        return "Tout visiteur"
    if roles == "tous" or len(roles) == len(Role):
        return "Toute personne connectée"
    return ", ".join(Role(r).libelle for r in roles)


def tableau() -> str:
    """The table, one line per endpoint, by domain."""
    lignes = ["| Route | Qui y est admis | Limitée au périmètre | Trace au journal |", "|---|---|---|---|"]
    for endpoint, ligne in sorted(tomllib.loads(MATRICE.read_text(encoding="utf-8")).items()):
        perimetre = "oui" if ligne["perimetre"] else "–"
        lignes.append(f"| `{endpoint}` | {_qui(ligne['roles'])} | {perimetre} | {ligne['trace'] or '–'} |")
    return "\n".join(lignes)


def document() -> str:
    """The document with its table brought up to date."""
    texte = DOCUMENT.read_text(encoding="utf-8")
    avant, reste = texte.split(DEBUT)
    _, apres = reste.split(FIN)
    return f"{avant}{DEBUT}\n{tableau()}\n{FIN}{apres}"


def principal(arguments: list[str]) -> int:
    """Write, or verify."""
    voulu = document()
    if "--verifier" in arguments:
        return 0 if DOCUMENT.read_text(encoding="utf-8") == voulu else 1
    DOCUMENT.write_text(voulu, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(principal(sys.argv[1:]))
