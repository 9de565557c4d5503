"""A process that has imported the libraries and nothing of the application: each check is a fork of it, in its own folder.

Reads on its input the names of the libraries, then one list of pytest arguments a line; answers each with the exit code and
the tests that failed.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any


def principal() -> None:
    """Serve until the input ends."""
    sys.path[0] = str(Path.cwd())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for nom in json.loads(sys.stdin.readline()):
            with contextlib.suppress(Exception):
                importlib.import_module(nom)
    for ligne in sys.stdin:
        lire, ecrire = os.pipe()
        enfant = os.fork()
        if not enfant:
            _essayer(json.loads(ligne), ecrire)
        os.close(ecrire)
        with os.fdopen(lire, encoding="utf-8") as dit:
            echecs = dit.read().splitlines()
        print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1]), echecs]), flush=True)


class _Echecs:
    """Pytest plug-in: names of the tests that fail."""

    def __init__(self) -> None:
        self.noms: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.noms.append(report.nodeid)


def _essayer(arguments: list[str], ecrire: int) -> None:
    """Run pytest in silence, write the names of the failed tests, end with its code."""
    code, echecs = 99, _Echecs()
    try:
        rien = os.open(os.devnull, os.O_RDWR)
        for sortie in (0, 1, 2):
            os.dup2(rien, sortie)
        import pytest

        code = int(pytest.main(arguments, plugins=[echecs]))
        os.write(ecrire, "\n".join(echecs.noms).encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    principal()
