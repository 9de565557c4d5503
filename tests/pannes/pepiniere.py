"""Gunicorn started again and again without paying the imports each time: its processes are forked from one that has done them.

Everything else is the real thing: the master, its workers, their threads, and an application built anew on the base.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from config import Mode
from tests.serveur import RACINE

_CONTEXTE = multiprocessing.get_context("forkserver")
_CONTEXTE.set_forkserver_preload(
    ["parcours.application", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "tests.pannes.arrets"]
)


@dataclass
class Pousse:
    """A running gunicorn, alone in its process group."""

    processus: ForkServerProcess
    adresse: str

    def tuer(self) -> None:
        """kill -9 of the master and of every worker at the same instant."""
        os.killpg(self.processus.pid or 0, signal.SIGKILL)
        self.processus.join()


def lancer(dossier: Path, base: str, *, port: int, processus: int = 2, fils: int = 4) -> Pousse:
    """Start gunicorn and wait until it answers.

    Raises:
        RuntimeError: with what the server said, when it does not start.
    """
    lance = _CONTEXTE.Process(target=_servir, args=(str(dossier), base, port, processus, fils))
    lance.start()
    pousse = Pousse(lance, f"http://127.0.0.1:{port}")
    for _ in range(3000):
        try:
            with urlopen(f"{pousse.adresse}/sante-du-service", timeout=5) as reponse:
                if reponse.status == 200:
                    return pousse
        except (URLError, OSError):
            if not lance.is_alive():
                break
            time.sleep(0.01)
    raise RuntimeError(f"Le serveur n’a pas démarré :\n{(dossier / 'serveur.log').read_text()[-3000:]}")


def _servir(dossier: str, base: str, port: int, processus: int, fils: int) -> None:
    """Become gunicorn, leader of its own group."""
    os.setsid()
    with open(f"{dossier}/serveur.log", "ab") as journal:
        os.dup2(journal.fileno(), 1)
        os.dup2(journal.fileno(), 2)
    os.chdir(RACINE)
    os.environ |= {"PARCOURS_INSTANCE": dossier, "PARCOURS_MODE": Mode.DEMONSTRATION.value, "DATABASE_URL": base}
    sys.argv = ["gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--no-control-socket"]
    sys.argv += ["--workers", str(processus), "--threads", str(fils), "--log-level", "warning"]
    from gunicorn.app.wsgiapp import run  # type: ignore[import-untyped]

    run()
