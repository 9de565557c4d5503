"""`make bench`: home, list, search, record, referrals and their follow-up at 770 people and at 100,000, against a bare Flask page.

The bare page renders the same template with the same context from memory: no base, no session, no right. The ratio is what
the application adds. `--personnes`, `--moteur postgresql`, `--tours` change the run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from flask import Flask, template_rendered
from sqlalchemy import func, select

from parcours.comptes.models import Agent, Habilitation
from parcours.comptes.services import ouvrir_session
from parcours.socle.base import Base, db
from parcours.socle.droits import Dispositif, Role
from tests.bancs.remplissage import remplir
from tests.fabriques.monde import ClientSepare, Monde
from tests.moteurs import adresse_de_test
from tests.requetes import compteur_de_requetes
from tests.serveur import application_neuve, serveur

PAGES = ("accueil", "liste", "recherche", "fiche", "orientations", "suivi")
DE_LA_CITE = {"orientations", "suivi"}
"""Pages asked by the coordination of the Cité de l'Emploi; the others by that of the PRE."""


@dataclass(frozen=True)
class Mesure:
    """Milliseconds of one page; `processeur` does not count the time when other programs hold the machine."""

    page: str
    p50: float
    p95: float
    nu: float
    processeur: float
    lectures: int
    octets: int

    @property
    def rapport(self) -> float:
        """How many times the bare page."""
        return self.p50 / self.nu


def _centiles(durees: list[float]) -> tuple[float, float]:
    return statistics.median(durees) * 1000, sorted(durees)[int(len(durees) * 0.95)] * 1000


def _qui(page: str) -> Role:
    return Role.COORDINATEUR_CITE if page in DE_LA_CITE else Role.COORDINATEUR_PRE


def _coordinatrices(app: Flask) -> Monde:
    """The demonstration's coordinatrices of the PRE and of the Cité, signed in."""
    monde = Monde(app)
    with app.app_context():
        for role in {_qui(page) for page in PAGES}:
            agent = db.session.scalars(
                select(Agent).join(Habilitation, Habilitation.agent_id == Agent.id).where(Habilitation.role == role)
            ).first()
            assert agent is not None
            monde.secrets[role] = ouvrir_session(agent)
        db.session.commit()
    return monde


def _orientations(app: Flask) -> int:
    with app.app_context(), db.engine.connect() as connexion:
        return connexion.scalar(select(func.count()).select_from(Base.metadata.tables["orientation"])) or 0


def _fiches(app: Flask, nombre: int) -> list[str]:
    table = Base.metadata.tables["beneficiaire"]
    with app.app_context(), db.engine.connect() as connexion:
        ids = connexion.scalars(select(table.c.id).where(table.c.dispositif == Dispositif.PRE).order_by(table.c.cle_tri)).all()
        pas = max(1, len(ids) // nombre)
        return [f"/beneficiaires/{i}" for i in ids[::pas][:nombre]]


def _adresses(app: Flask, tours: int) -> dict[str, list[str]]:
    """Addresses of each page, varied where the page varies."""
    lettres = ("du", "le ma", "bo", "lea", "be", "mar", "van", "ro", "el", "ch")
    with app.test_request_context():
        from flask import url_for

        liste = url_for("beneficiaires.liste")
        return {
            "accueil": [url_for("accueil.page")],
            "liste": [liste, f"{liste}?page=2"],
            "recherche": [f"{liste}?q={mots.replace(' ', '+')}" for mots in lettres],
            "fiche": _fiches(app, tours),
            "orientations": [url_for("orientations.liste"), url_for("orientations.liste", page=2)],
            "suivi": [url_for("orientations.suivi")],
        }


@contextmanager
def _page_nue(app: Flask, adresse: str, durees: list[float], fois: int) -> Iterator[None]:
    """While the page is being answered, render the same template and context through a Flask that does nothing else."""
    nue = Flask("nue", static_folder=None)
    nue.config.update(app.config)
    nue.jinja_env, nue.url_map = app.jinja_env, app.url_map

    def mesurer(_app: Flask, template: object, context: dict[str, object], **_: object) -> None:
        if durees:
            return
        endpoint = app.url_map.bind("localhost").match(urlsplit(adresse).path)[0]
        nue.view_functions[endpoint] = lambda **_: template.render(context)  # type: ignore[attr-defined]
        client = nue.test_client()
        for _ in range(fois):
            debut = time.perf_counter()
            reponse = client.get(adresse)
            durees.append(time.perf_counter() - debut)
            assert reponse.status_code == 200

    template_rendered.connect(mesurer, app)
    try:
        yield
    finally:
        template_rendered.disconnect(mesurer, app)


def mesurer(app: Flask, monde: Monde, tours: int) -> list[Mesure]:
    """p50 and p95 of each page, in process, one request at a time."""
    mesures = []
    for page, adresses in _adresses(app, tours).items():
        client: ClientSepare = monde.client(_qui(page))  # type: ignore[assignment]
        nues: list[float] = []
        with _page_nue(app, adresses[0], nues, tours):
            reponse = client.get(adresses[0])
            assert reponse.status_code == 200, f"{adresses[0]} : {reponse.status}"
        durees, processeur, octets, lectures = [], [], 0, 0
        for rang in range(tours):
            adresse = adresses[rang % len(adresses)]
            debut, calcul = time.perf_counter(), time.process_time()
            reponse = client.get(adresse)
            durees.append(time.perf_counter() - debut)
            processeur.append(time.process_time() - calcul)
            assert reponse.status_code == 200, adresse
            octets = max(octets, len(reponse.data))
        for adresse in adresses[:5]:
            with compteur_de_requetes() as vues:
                client.get(adresse)
            lectures = max(lectures, len(vues))
        mesures.append(Mesure(page, *_centiles(durees), _centiles(nues)[0], _centiles(processeur)[1], lectures, octets))
    return mesures


def memoire(app: Flask, monde: Monde, dossier: Path, base: str, tours: int) -> tuple[float, float]:
    """Resident memory (MB) of one worker after its first page, then after `tours` of each page."""
    entetes = {page: {"Cookie": monde.temoin_de_session(_qui(page))} for page in PAGES}
    adresses = _adresses(app, tours)
    with serveur(dossier, base, processus=1, fils=4) as ouvert:
        ouvrier = psutil.Process(ouvert.processus.pid).children()[0]

        def ouvrir(page: str, adresse: str) -> None:
            connexion = HTTPConnection(urlsplit(ouvert.adresse).netloc)
            connexion.request("GET", adresse, headers=entetes[page])
            assert connexion.getresponse().read()
            connexion.close()

        ouvrir("accueil", adresses["accueil"][0])
        debut = ouvrier.memory_info().rss / 1e6
        for rang in range(tours):
            for page in PAGES:
                ouvrir(page, adresses[page][rang % len(adresses[page])])
        return debut, ouvrier.memory_info().rss / 1e6


def banc(moteur: str, personnes: int, tours: int, dire: Callable[[str], None] = print) -> list[Mesure]:
    """One size on one engine, printed as a table."""
    with tempfile.TemporaryDirectory(prefix="parcours-banc-") as brut, adresse_de_test(moteur, Path(brut)) as base:
        app = application_neuve(Path(brut), base)
        debut = time.perf_counter()
        nombre = remplir(app, personnes)
        dire(
            f"\n{moteur}, {nombre} personnes, {_orientations(app)} orientations (remplissage {time.perf_counter() - debut:.0f} s)"
        )
        monde = _coordinatrices(app)
        mesures = mesurer(app, monde, tours)
        dire(f"{'page':<12} {'p50 ms':>8} {'p95 ms':>8} {'nue ms':>8} {'rapport':>8} {'proc p95':>8} {'lectures':>9} {'Ko':>6}")
        for m in mesures:
            dire(
                f"{m.page:<12} {m.p50:8.1f} {m.p95:8.1f} {m.nu:8.1f} {m.rapport:8.1f} {m.processeur:8.1f} {m.lectures:9} {m.octets / 1000:6.0f}"
            )
        avant, apres = memoire(app, monde, Path(brut), base, tours)
        dire(f"mémoire d’un processus : {avant:.0f} Mo après la première page, {apres:.0f} Mo après {tours * len(PAGES)} pages")
        with app.app_context():
            db.engine.dispose()
        return mesures


def principal() -> int:
    """Every size asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--personnes", type=int, nargs="*", default=[770, 100_000])
    arguments.add_argument("--moteur", choices=("sqlite", "postgresql", "tous"), default="sqlite")
    arguments.add_argument("--tours", type=int, default=60)
    choix = arguments.parse_args()
    print(
        f"{os.cpu_count()} cœurs, {choix.tours} tours par page ; « nue » : le même gabarit rendu de mémoire par un Flask nu ; « proc » : temps de calcul seul."
    )
    for moteur in ("sqlite", "postgresql") if choix.moteur == "tous" else (choix.moteur,):
        for personnes in choix.personnes:
            banc(moteur, personnes, choix.tours)
    return 0


if __name__ == "__main__":
    raise SystemExit(principal())
