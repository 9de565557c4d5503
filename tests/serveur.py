"""A real server on a temporary base, for the tests that need processes, threads or a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from config import Config, Mode
from parcours.application import create_app
from parcours.exploitation.cles import creer_les_cles
from parcours.socle.base import Base, db
from tests.fabriques.monde import Monde, creer_le_monde

RACINE = Path(__file__).resolve().parents[1]


def application_neuve(dossier: Path, adresse: str, mode: Mode = Mode.DEMONSTRATION) -> Flask:
    """An application with the real error pages, on a base whose tables were just created."""
    creer_les_cles(dossier)
    app = create_app(Config(mode=mode, instance=dossier, database_url=adresse))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


def monde_enregistre(app: Flask, *, figurants: int = 6) -> Monde:
    """The town, committed to the base of `app`."""
    with app.app_context():
        monde = creer_le_monde(app, figurants=figurants)
        db.engine.dispose()
        return monde


def port_libre() -> int:
    """A port nobody listens on."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@dataclass
class Serveur:
    """A running gunicorn, alone in its process group."""

    processus: subprocess.Popen[bytes]
    adresse: str

    def tuer(self) -> None:
        """kill -9 of the master and of every worker at the same instant."""
        os.killpg(self.processus.pid, signal.SIGKILL)
        self.processus.wait()

    def arreter(self) -> None:
        """Stop as a service manager would."""
        if self.processus.poll() is None:
            os.killpg(self.processus.pid, signal.SIGTERM)
            try:
                self.processus.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.tuer()


def lancer(dossier: Path, base: str, *, port: int | None = None, processus: int = 1, fils: int = 4) -> Serveur:
    """Start gunicorn and wait until it answers.

    Raises:
        RuntimeError: with what the server said, when it does not start.
    """
    port = port or port_libre()
    journal = dossier / "serveur.log"
    environnement = {
        **os.environ,
        "PARCOURS_INSTANCE": str(dossier),
        "PARCOURS_MODE": Mode.DEMONSTRATION.value,
        "PARCOURS_URL_PUBLIQUE": f"http://127.0.0.1:{port}",
        "DATABASE_URL": base,
        "PYTHONPATH": str(RACINE),
    }
    commande = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    commande += ["--workers", str(processus), "--threads", str(fils), "--log-level", "warning", "--no-control-socket"]
    with journal.open("ab") as sortie:
        lance = subprocess.Popen(commande, cwd=RACINE, env=environnement, stdout=sortie, stderr=sortie, start_new_session=True)
    serveur = Serveur(lance, f"http://127.0.0.1:{port}")
    for _ in range(600):
        try:
            with urlopen(f"{serveur.adresse}/sante-du-service", timeout=2) as reponse:
                if reponse.status == 200:
                    return serveur
        except (URLError, OSError):
            if lance.poll() is not None:
                break
            time.sleep(0.05)
    serveur.arreter()
    raise RuntimeError(f"Le serveur n’a pas démarré :\n{journal.read_text()[-3000:]}")


@contextmanager
def serveur(dossier: Path, base: str, *, processus: int = 1, fils: int = 4) -> Iterator[Serveur]:
    """A server for the duration of a block."""
    lance = lancer(dossier, base, processus=processus, fils=fils)
    try:
        yield lance
    finally:
        lance.arreter()
