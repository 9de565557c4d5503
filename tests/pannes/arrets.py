"""kill -9 of a real gunicorn while clients note échanges: whatever was acknowledged is there, act and journal together."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from parcours.socle.base import Base, db
from tests.fabriques.monde import Monde
from tests.pannes.clients import Envoi, poster, preparer
from tests.pannes.pepiniere import lancer
from tests.serveur import application_neuve, monde_enregistre, port_libre


@dataclass
class Resultat:
    """Figures of a run."""

    arrets: int = 0
    acquittes: set[str] = field(default_factory=set)
    refuses: list[int] = field(default_factory=list)
    perdus: int = 0
    sans_journal: int = 0
    journal_sans_acte: int = 0
    integrite: list[str] = field(default_factory=list)

    @property
    def bon(self) -> bool:
        """True when nothing was lost or halved, and something was really written."""
        return not (self.perdus or self.sans_journal or self.journal_sans_acte or self.integrite or self.refuses) and bool(
            self.acquittes
        )


def eprouver(dossier: Path, base: str, arrets: int = 200, clients: int = 4, graine: int = 1) -> Resultat:
    """Start, let clients write, kill; so many times. Then count.

    Args:
        base: address of an empty base of either engine.
    """
    app = application_neuve(dossier, base)
    monde = monde_enregistre(app, figurants=0)
    envoi = preparer(app, monde, monde.dossiers["preici"])
    resultat, hasard, port = Resultat(), random.Random(graine), port_libre()
    for _ in range(arrets):
        serveur = lancer(dossier, base, port=port)
        fin = threading.Event()
        fils = [threading.Thread(target=_ecrire, args=(serveur.adresse, envoi, fin, resultat)) for _ in range(clients)]
        for fil in fils:
            fil.start()
        time.sleep(hasard.uniform(0.05, 1.0))
        serveur.tuer()
        fin.set()
        for fil in fils:
            fil.join()
        resultat.arrets += 1
        resultat.integrite += _integrite(base)
    _compter(app, monde, resultat)
    return resultat


def _ecrire(adresse: str, envoi: Envoi, fin: threading.Event, resultat: Resultat) -> None:
    while not fin.is_set():
        texte = f"essai-{uuid.uuid4().hex}"
        try:
            code, _ = poster(adresse, envoi, texte, attente=5)
        except OSError:
            continue  # not acknowledged: it may be there or not
        if code == 303:
            resultat.acquittes.add(texte)
        else:
            resultat.refuses.append(code)


def _integrite(base: str) -> list[str]:
    """Complaints of SQLite after a crash of its own process; a PostgreSQL server outlives its clients."""
    if not base.startswith("sqlite:///"):
        return []
    with sqlite3.connect(base.removeprefix("sqlite:///"), timeout=15) as connexion:
        plaintes = [ligne[0] for ligne in connexion.execute("PRAGMA integrity_check") if ligne[0] != "ok"]
        plaintes += [f"clé étrangère : {ligne[0]}" for ligne in connexion.execute("PRAGMA foreign_key_check")]
    connexion.close()
    return plaintes


def _compter(app: Flask, monde: Monde, resultat: Resultat) -> None:
    """Compare the base with what was acknowledged, and each échange with its line of the journal."""
    from parcours.accompagnements.models import Echange

    echanges, journal = Base.metadata.tables["echange"], Base.metadata.tables["evenement_journal"]
    with app.app_context(), db.engine.connect() as connexion:
        ecrits = {}
        for ligne in connexion.execute(echanges.select().where(echanges.c.parcours_id == monde.dossiers["preici"].parcours.id)):
            echange = Echange(id=ligne.id, texte_chiffre=ligne.texte_chiffre)
            if (echange.texte or "").startswith("essai-"):
                ecrits[str(echange.texte)] = ligne.id
        notes = {
            ligne.objet_id
            for ligne in connexion.execute(journal.select())
            if ligne.objet == "echange" and ligne.action != "lire"
        }
    resultat.perdus = len(resultat.acquittes - set(ecrits))
    resultat.sans_journal = len(set(ecrits.values()) - notes)
    resultat.journal_sans_acte = len(notes - set(ecrits.values()))
