"""`make bench-documents`: every document of a meeting of forty situations, through its route; the fiches in under three seconds.

`--situations` changes the size. Processor time, so that other programs on the machine do not count; the slowest of
`--tours` is kept, on SQLite.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from parcours.parcours_individuels.models import Objectif
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.models import Reunion
from parcours.socle.base import Base, db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import convoquer, reunion, situation
from tests.moteurs import adresse_de_test
from tests.serveur import application_neuve

PLAFOND = 3.0
TEXTE = "La famille demande un accompagnement pour les devoirs ; l’école signale des absences le lundi. " * 8


def _la_reunion(situations: int) -> Reunion:
    """A meeting with its members, and as many situations as asked, each with two objectives and a long summary."""
    ligne: Reunion = reunion(3)
    for rang in range(12):
        convoquer(
            ligne, agent(Role.MEMBRE_EPS, prenom=f"Membre{rang}", nom="Convoqué", structure=structure(f"Institution {rang}"))
        )
    for rang in range(1, situations + 1):
        suivi = parcours(beneficiaire(f"Nom-Composé-{rang}", "Prénom", classe="CE2"), EtatParcours.EN_COURS)
        for texte in ("Lire seul une page", "Venir à l’école le lundi"):
            db.session.add(Objectif(parcours_id=suivi.id, texte=texte, depuis_le=aujourd_hui()))
        situation(ligne, suivi, rang=rang, resume=TEXTE)
    return ligne


def mesurer(situations: int, tours: int) -> dict[str, float]:
    """Slowest time of each document, in seconds of processor."""
    with tempfile.TemporaryDirectory() as dossier, adresse_de_test("sqlite", Path(dossier), "banc") as adresse:
        app = application_neuve(Path(dossier), adresse)
        app.test_client_class = ClientVerifie
        with app.app_context():
            Base.metadata.create_all(db.engine)
            ligne = _la_reunion(situations)
            client = connecter(app.test_client(), agent(Role.COORDINATEUR_PRE))  # type: ignore[arg-type]
            identifiant = ligne.id
            db.session.remove()
        temps: dict[str, float] = {}
        for nom in ("fiches", "emargement", "ordre-du-jour", "convocations", "compte-rendu"):
            for _ in range(tours):
                debut = time.process_time()
                reponse = client.get(f"/reunions/{identifiant}/{nom}.pdf")
                duree = time.process_time() - debut
                assert reponse.status_code == 200, f"{nom} : {reponse.status_code}"
                temps[nom] = max(temps.get(nom, 0.0), duree)
        return temps


def principal(arguments: list[str]) -> int:
    """Print one line per document; 1 when one of them is too slow."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("--situations", type=int, default=40)
    lecteur.add_argument("--tours", type=int, default=3)
    choix = lecteur.parse_args(arguments)
    temps = mesurer(choix.situations, choix.tours)
    for nom, duree in temps.items():
        print(f"{nom:15} {duree * 1000:7.0f} ms   {choix.situations} situations")
    return int(max(temps.values()) > PLAFOND)


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
