"""A process that has imported the libraries and nothing of the application: each check is a fork of it, in its own folder.

Reads on its input the names of the libraries, then one list of pytest arguments a line; answers each with an exit code.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import warnings
from pathlib import Path


def principal() -> None:
    """Serve until the input ends."""
    sys.path[0] = str(Path.cwd())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for nom in json.loads(sys.stdin.readline()):
            with contextlib.suppress(Exception):
                importlib.import_module(nom)
    for ligne in sys.stdin:
        enfant = os.fork()
        if not enfant:
            _essayer(json.loads(ligne))
        print(os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1]), flush=True)


def _essayer(arguments: list[str]) -> None:
    """Run pytest in silence and end with its code."""
    code = 99
    try:
        rien = os.open(os.devnull, os.O_RDWR)
        for sortie in (0, 1, 2):
            os.dup2(rien, sortie)
        import pytest

        code = int(pytest.main(arguments))
    finally:
        os._exit(code)


if __name__ == "__main__":
    principal()
