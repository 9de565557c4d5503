"""Run every mutation, two at a time, each in its own copy of the tree; only the checks that must see it are run."""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutations.catalogue import RACINE, Mutation, toutes
from tests.mutations.equivalentes import EQUIVALENTES

A_COPIER = (
    "config.py",
    "wsgi.py",
    "pyproject.toml",
    "parcours",
    "templates",
    "static",
    "migrations",
    "tests",
    "tools",
    "docs",
    "requirements",
)


def _copier(dossier: Path) -> None:
    for nom in A_COPIER:
        source = RACINE / nom
        if source.is_dir():
            shutil.copytree(source, dossier / nom, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        elif source.exists():
            shutil.copy2(source, dossier / nom)


def _commande(verification: tuple[str, ...]) -> list[str]:
    if verification[0] == "lint-imports":
        return [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", *verification[1:]]


def _voit(dossier: Path, verification: tuple[str, ...]) -> bool:
    """True when the check fails (a run that selects no test sees nothing)."""
    environnement = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PARCOURS_TEST_MOTEUR": "sqlite"}
    fini = subprocess.run(_commande(verification), check=False, cwd=dossier, env=environnement, capture_output=True, text=True)
    return fini.returncode not in {0, 5}


def essayer(mutation: Mutation, dossier: Path) -> str | None:
    """The check that saw the mutation, or None when it survives; the copy is put back as it was."""
    fichier = dossier / mutation.fichier
    avant = fichier.read_text(encoding="utf-8") if fichier.exists() else None
    if avant == mutation.texte:
        return None
    fichier.parent.mkdir(parents=True, exist_ok=True)
    fichier.write_text(mutation.texte, encoding="utf-8")
    try:
        for verification in mutation.verifications:
            if _voit(dossier, verification):
                return " ".join(verification)
        return None
    finally:
        if avant is None:
            fichier.unlink()
            if not any(fichier.parent.iterdir()):
                fichier.parent.rmdir()
        else:
            fichier.write_text(avant, encoding="utf-8")


def principal() -> int:
    """Print one line per mutation; 1 when one survives."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seulement", default="", help="only the mutations whose name holds this text")
    arguments.add_argument("--tout", action="store_true", help="also the conditions that do not say whose rows these are")
    arguments.add_argument("--processus", type=int, default=2)
    choix = arguments.parse_args()
    mutations = [m for m in toutes(tout=choix.tout) if choix.seulement in m.nom and m.nom not in EQUIVALENTES]
    debut, survivantes = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="parcours-mutations-") as racine:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for rang in range(choix.processus):
            copie = Path(racine) / str(rang)
            copie.mkdir()
            _copier(copie)
            copies.put(copie)

        def un(mutation: Mutation) -> tuple[Mutation, str | None]:
            copie = copies.get()
            try:
                return mutation, essayer(mutation, copie)
            finally:
                copies.put(copie)

        with ThreadPoolExecutor(choix.processus) as equipe:
            for mutation, vue in equipe.map(un, mutations):
                print(f"{'attrapée  ' if vue else 'SURVIVANTE'}  {mutation.nom}" + (f"   [{vue}]" if vue else ""), flush=True)
                if vue is None:
                    survivantes.append(mutation)
    print(
        f"\n{len(mutations)} mutations, {len(mutations) - len(survivantes)} attrapées, {len(survivantes)} survivante(s), "
        f"{time.monotonic() - debut:.0f} s."
    )
    return 1 if survivantes else 0


if __name__ == "__main__":
    raise SystemExit(principal())
