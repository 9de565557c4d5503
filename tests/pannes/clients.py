"""A client of the running server: real HTTP, cookies and token of a signed-in agent."""

from __future__ import annotations

import http.client
import urllib.parse
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from parcours.socle.droits import Role
from parcours.socle.envois import CHAMP
from tests.fabriques.monde import Dossier, Monde
from tests.transverses.exemplaires import CHARGES, NOTER_UN_ECHANGE, arguments


@dataclass(frozen=True)
class Envoi:
    """How to note an échange: address, fields, headers."""

    chemin: str
    champs: dict[str, Any]
    entetes: dict[str, str]


def preparer(app: Flask, monde: Monde, dossier: Dossier, role: Role = Role.COORDINATEUR_PRE) -> Envoi:
    """What a browser would send to note an échange on this file."""
    with app.test_request_context():
        from flask import url_for

        regle = next(iter(app.url_map.iter_rules(NOTER_UN_ECHANGE)))
        chemin = url_for(NOTER_UN_ECHANGE, **arguments(monde, NOTER_UN_ECHANGE, set(regle.arguments), dossier))
    champs = CHARGES[NOTER_UN_ECHANGE](monde, role, dossier) | {"csrf_token": monde.jeton()}
    entetes = {"Cookie": monde.temoin_de_session(role), "Content-Type": "application/x-www-form-urlencoded"}
    return Envoi(chemin, champs, entetes)


def poster(adresse: str, envoi: Envoi, texte: str, numero: uuid.UUID | None = None, attente: float = 30) -> tuple[int, str]:
    """POST one échange; the status, and where it leads.

    Raises:
        OSError: the server went away before answering.
    """
    corps = urllib.parse.urlencode({**envoi.champs, "texte": texte, CHAMP: str(numero or uuid.uuid4())})
    connexion = http.client.HTTPConnection(urlsplit(adresse).netloc, timeout=attente)
    try:
        connexion.request("POST", envoi.chemin, body=corps, headers=envoi.entetes)
        reponse = connexion.getresponse()
        reponse.read()
        return reponse.status, reponse.headers.get("Location", "")
    except http.client.HTTPException as erreur:
        raise OSError(str(erreur)) from erreur
    finally:
        connexion.close()
