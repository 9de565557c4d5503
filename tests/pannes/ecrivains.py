"""Many processes correct one file through the real pages: each reads a number, adds one, and saves.

The version travels in the form; a loser gets 409 and starts again. No acknowledged correction may be lost.
"""

from __future__ import annotations

import multiprocessing
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from config import Config, Mode
from parcours.application import create_app
from parcours.socle.base import Base, db
from parcours.socle.droits import Role
from tests.fabriques.monde import ClientSepare, Monde
from tests.formulaires import champs_du_formulaire
from tests.serveur import application_neuve, monde_enregistre


@dataclass(frozen=True)
class Resultat:
    """What the writers were told, and what the base holds."""

    acquittes: int
    conflits: int
    erreurs: int
    indisponibles: int
    """Answers « base occupée » (503): nothing was acknowledged, the writer starts again."""
    valeur: int

    @property
    def perdus(self) -> int:
        """Acknowledged corrections that the base does not hold."""
        return self.acquittes - self.valeur


def eprouver(dossier: Path, adresse: str, processus: int = 16, fois: int = 20) -> Resultat:
    """Run the writers on a new base and compare."""
    app = application_neuve(dossier, adresse)
    monde = monde_enregistre(app, figurants=0)
    _poser(app, monde, "0 rue de l’Essai")
    page = f"/beneficiaires/{monde.dossiers['preici'].beneficiaire.id}/identite"
    arguments = (str(dossier), adresse, page, monde.secrets[Role.COORDINATEUR_PRE], monde.jeton(), fois)
    contexte = multiprocessing.get_context("spawn")
    with contexte.Pool(processus) as equipe:
        comptes = equipe.starmap(_corriger, [arguments] * processus)
    acquittes, conflits, erreurs, indisponibles = (sum(c) for c in zip(*comptes, strict=True))
    valeur = int(_lire(app, monde).split(" ")[0])
    with app.app_context():
        db.engine.dispose()
    return Resultat(acquittes, conflits, erreurs, indisponibles, valeur)


def _poser(app: Flask, monde: Monde, texte: str) -> None:
    table = Base.metadata.tables["beneficiaire"]
    with app.app_context(), db.engine.begin() as connexion:
        connexion.execute(table.update().where(table.c.id == monde.dossiers["preici"].beneficiaire.id).values(adresse=texte))


def _lire(app: Flask, monde: Monde) -> str:
    table = Base.metadata.tables["beneficiaire"]
    with app.app_context(), db.engine.begin() as connexion:
        return str(connexion.scalar(select(table.c.adresse).where(table.c.id == monde.dossiers["preici"].beneficiaire.id)))


def _corriger(dossier: str, adresse: str, page: str, secret: str, jeton: str, fois: int) -> tuple[int, int, int, int]:
    """One writer: its own process, its own application, the real pages. Returns (acknowledged, conflicts, errors, busy)."""
    app = create_app(Config(mode=Mode.DEMONSTRATION, instance=Path(dossier), database_url=adresse))
    client = ClientSepare(app, app.response_class, use_cookies=True)
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": secret, "_fresh": True, "csrf_token": "jeton-de-test"})
    acquittes = conflits = erreurs = indisponibles = 0
    while acquittes < fois and erreurs < 5 and indisponibles < 50:
        ouverte = client.get(page)
        if ouverte.status_code == 503:
            indisponibles += 1
            continue
        champs = champs_du_formulaire(ouverte.text, page)
        nombre = int(re.match(r"\d+", champs["adresse"])[0])  # type: ignore[index]
        champs |= {"adresse": f"{nombre + 1} rue de l’Essai", "csrf_token": jeton}
        code = client.post(page, data=champs).status_code
        acquittes += code == 303
        conflits += code == 409
        indisponibles += code == 503
        erreurs += code not in {303, 409, 503}
    return acquittes, conflits, erreurs, indisponibles
