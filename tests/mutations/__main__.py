"""Run every mutation, two at a time, each in its own copy of the tree; only the checks that must see it are run."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.catalogue import CONTRATS, FAMILLES, RACINE, Mutation, toutes
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
ENVIRONNEMENT = {
    **os.environ,
    "PYTHONDONTWRITEBYTECODE": "1",
    "PARCOURS_TEST_MOTEUR": "sqlite",
    "PARCOURS_TEST_FIGURANTS": "1",  # extras only serve to count statements
}


def _copier(dossier: Path) -> None:
    for nom in A_COPIER:
        source = RACINE / nom
        if source.is_dir():
            shutil.copytree(source, dossier / nom, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        elif source.exists():
            shutil.copy2(source, dossier / nom)


@dataclass
class Atelier:
    """A copy of the tree, and the process that runs checks in it."""

    dossier: Path
    souche: subprocess.Popen[str]

    def lancer(self, verification: tuple[str, ...]) -> Verdict:
        """Run a check on the copy as it is at this moment."""
        if verification == CONTRATS:
            commande = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
            fini = subprocess.run(commande, check=False, cwd=self.dossier, env=ENVIRONNEMENT, capture_output=True)
            return Verdict(fini.returncode != 0, ())
        assert self.souche.stdin is not None and self.souche.stdout is not None
        arguments = ["-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", *verification[1:]]
        print(json.dumps(arguments), file=self.souche.stdin, flush=True)
        code, echecs = json.loads(self.souche.stdout.readline())
        return Verdict(code not in {0, 5}, tuple(echecs))  # 5: no test was selected, nothing was seen


@dataclass(frozen=True)
class Verdict:
    """Did the check fail, and at which tests (none: the application or the test itself could not be loaded)?"""

    echoue: bool
    tests: tuple[str, ...]


def _ouvrir(dossier: Path, bibliotheques: list[str]) -> Atelier:
    dossier.mkdir()
    _copier(dossier)
    commande = [sys.executable, str(dossier / "tests" / "mutations" / "souche.py")]
    souche = subprocess.Popen(
        commande, cwd=dossier, env=ENVIRONNEMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    print(json.dumps(bibliotheques), file=souche.stdin, flush=True)
    return Atelier(dossier, souche)


def _bibliotheques() -> list[str]:
    """What the application and its tests import that is not ours: the same whatever the mutation."""
    importlib.import_module("parcours.application")
    importlib.import_module("tests.fabriques.monde")
    importlib.import_module("tests.transverses.marche")
    return [
        nom for nom in sys.modules if nom.partition(".")[0] not in {"parcours", "tests", "config", "__main__", "__mp_main__"}
    ]


def essayer(mutation: Mutation, atelier: Atelier, temoins: dict[tuple[str, ...], bool]) -> str | None:
    """The check that saw the mutation, or None when it survives; the copy is put back as it was.

    Args:
        temoins: what has already been run on the copy as it is: a test that fails there too sees nothing.
    """
    fichier = atelier.dossier / mutation.fichier
    avant = fichier.read_text(encoding="utf-8") if fichier.exists() else None
    if avant == mutation.texte:
        return None
    for verification in mutation.verifications:
        verdict = _avec(mutation, atelier, verification, fichier, avant)
        if verdict.echoue and _passe_sans_mutation(atelier, verification, verdict.tests, temoins):
            return " ".join(verdict.tests or verification)
    return None


def _passe_sans_mutation(
    atelier: Atelier, verification: tuple[str, ...], tests: tuple[str, ...], temoins: dict[tuple[str, ...], bool]
) -> bool:
    """Run again, on the copy as it is, what has just failed."""
    entier = verification == CONTRATS or "-k" not in verification  # short: run once, it answers for every mutation
    if entier and _verte(atelier, verification, temoins):
        return True
    temoin = ("pytest", *tests) if tests else (*verification, "--collect-only")
    if verification != CONTRATS and _verte(atelier, temoin, temoins):
        return True
    print(f"TÉMOIN ROUGE  {' '.join(temoin)} échoue sans aucune mutation", flush=True)
    return False


def _verte(atelier: Atelier, verification: tuple[str, ...], temoins: dict[tuple[str, ...], bool]) -> bool:
    """Does a check pass on the copy as it is? Asked once."""
    if verification not in temoins:
        temoins[verification] = not atelier.lancer(verification).echoue
    return temoins[verification]


def _avec(mutation: Mutation, atelier: Atelier, verification: tuple[str, ...], fichier: Path, avant: str | None) -> Verdict:
    fichier.parent.mkdir(parents=True, exist_ok=True)
    fichier.write_text(mutation.texte, encoding="utf-8")
    try:
        return atelier.lancer(verification)
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
    arguments.add_argument("--seulement", default="", help="only the mutations whose name matches this pattern")
    arguments.add_argument("--famille", choices=[*FAMILLES], help="only the mutations of this kind")
    arguments.add_argument("--tout", action="store_true", help="every file of views, not one per domain")
    arguments.add_argument("--processus", type=int, default=2)
    choix = arguments.parse_args()
    mutations = [
        m
        for m in toutes(tout=choix.tout)
        if re.search(choix.seulement, m.nom) and choix.famille in {None, m.famille} and m.nom not in EQUIVALENTES
    ]
    debut, survivantes = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="parcours-mutations-") as racine:
        ateliers: queue.SimpleQueue[Atelier] = queue.SimpleQueue()
        bibliotheques, temoins = _bibliotheques(), dict[tuple[str, ...], bool]()
        for rang in range(choix.processus):
            ateliers.put(_ouvrir(Path(racine) / str(rang), bibliotheques))

        def un(mutation: Mutation) -> tuple[Mutation, str | None, float]:
            atelier, depart = ateliers.get(), time.monotonic()
            try:
                return mutation, essayer(mutation, atelier, temoins), time.monotonic() - depart
            finally:
                ateliers.put(atelier)

        with ThreadPoolExecutor(choix.processus) as equipe:
            for essai in as_completed([equipe.submit(un, mutation) for mutation in mutations]):
                mutation, vue, secondes = essai.result()
                print(f"{'attrapée  ' if vue else 'SURVIVANTE'} {secondes:4.0f} s  {mutation.nom}   [{vue or ''}]", flush=True)
                if vue is None:
                    survivantes.append(mutation)
        for _ in range(choix.processus):
            ateliers.get().souche.kill()
    print(
        f"\n{len(mutations)} mutations, {len(mutations) - len(survivantes)} attrapées, {len(survivantes)} survivante(s), "
        f"{time.monotonic() - debut:.0f} s."
    )
    return 1 if survivantes else 0


if __name__ == "__main__":
    raise SystemExit(principal())
