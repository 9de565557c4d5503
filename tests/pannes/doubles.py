"""The same form sent five times at once through the threads of a real server: one record, one answer."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from parcours.socle.base import Base, db
from tests.pannes.clients import poster, preparer
from tests.serveur import application_neuve, monde_enregistre, serveur


@dataclass(frozen=True)
class Resultat:
    """Forms sent, times each, records made, forms whose answers differ."""

    formulaires: int
    fois: int
    crees: int
    divergents: int

    @property
    def bon(self) -> bool:
        """One record and one answer for each form."""
        return self.crees == self.formulaires and self.divergents == 0


def eprouver(dossier: Path, adresse: str, formulaires: int = 20, fois: int = 5, processus: int = 2) -> Resultat:
    """Send each form `fois` times in parallel."""
    app = application_neuve(dossier, adresse)
    monde = monde_enregistre(app, figurants=0)
    envoi, table = preparer(app, monde, monde.dossiers["preici"]), Base.metadata.tables["echange"]

    def compte() -> int:
        with app.app_context(), db.engine.connect() as connexion:
            return connexion.scalar(select(func.count()).select_from(table)) or 0

    avant, divergents = compte(), 0
    with serveur(dossier, adresse, processus=processus, fils=4) as ouvert, ThreadPoolExecutor(fois) as equipe:
        for rang in range(formulaires):
            numero = uuid.uuid4()
            reponses = set(equipe.map(lambda n, r=rang: poster(ouvert.adresse, envoi, f"double {r}", n), [numero] * fois))
            divergents += len(reponses) != 1 or next(iter(reponses))[0] != 303
    resultat = Resultat(formulaires, fois, compte() - avant, divergents)
    with app.app_context():
        db.engine.dispose()
    return resultat
