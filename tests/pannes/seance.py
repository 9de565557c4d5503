"""kill -9 of a real gunicorn in the middle of a meeting: two people note, whatever was said saved is there afterwards.

Each one writes her own fields, and both write one in common: none of the texts acknowledged for a field alone may be
missing, and the field in common never loses a text without a 409 having said so.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from parcours.reunions.models import Deliberation, ObjectifPropose
from parcours.reunions.rules.deliberation import empreinte
from parcours.socle.base import Base, db
from parcours.socle.droits import Role
from tests.fabriques.monde import Dossier, Monde
from tests.pannes.pepiniere import lancer
from tests.serveur import application_neuve, monde_enregistre, port_libre

CHAMPS = (("objectif_1_texte", "objectif_2_texte"), ("annonce", "objectif_3_texte"))
"""Fields of each of the two noters; both also write `raison`."""


@dataclass
class Noteur:
    """One of the two people: what the page in front of her shows, and what was acknowledged."""

    champs: tuple[str, ...]
    montre: dict[str, str] = field(default_factory=dict)
    acquis: dict[str, str] = field(default_factory=dict)
    """Last text acknowledged for each field."""
    tentes: dict[str, set[str]] = field(default_factory=dict)
    """Texts sent after it whose answer was lost: they may be there or not."""


@dataclass
class Resultat:
    """Figures of a run."""

    arrets: int = 0
    acquittes: int = 0
    conflits: int = 0
    perdus: int = 0
    refuses: list[int] = field(default_factory=list)

    @property
    def bon(self) -> bool:
        """True when nothing acknowledged was lost, and something was really written by both."""
        return not self.perdus and not self.refuses and self.acquittes > 0


@dataclass(frozen=True)
class Page:
    """How to note a situation over HTTP."""

    chemin: str
    entetes: dict[str, str]
    jeton: str


def eprouver(dossier: Path, arrets: int = 20, graine: int = 1) -> Resultat:
    """Start, let two people note, kill; so many times; look at the base after each death."""
    base = f"sqlite:///{dossier / 'seance.db'}"
    app = application_neuve(dossier, base)
    monde = monde_enregistre(app, figurants=0)
    ou = monde.dossiers["preici"]
    page, resultat, hasard, port = _page(app, monde, ou), Resultat(), random.Random(graine), port_libre()
    noteurs = [Noteur(champs) for champs in CHAMPS]
    for noteur in noteurs:
        noteur.montre = _notes(app, ou)
    for _ in range(arrets):
        serveur = lancer(dossier, base, port=port)
        fin = threading.Event()
        fils = [threading.Thread(target=_noter, args=(serveur.adresse, page, n, fin, resultat)) for n in noteurs]
        for fil in fils:
            fil.start()
        time.sleep(hasard.uniform(0.5, 2.5))
        serveur.tuer()
        fin.set()
        for fil in fils:
            fil.join()
        resultat.arrets += 1
        _verifier(_notes(app, ou), noteurs, resultat)
    return resultat


def _page(app: Flask, monde: Monde, dossier: Dossier) -> Page:
    entetes = {
        "Cookie": monde.temoin_de_session(Role.COORDINATEUR_PRE),
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
    }
    return Page(f"/reunions/situations/{dossier.situation.id}/seance", entetes, monde.jeton())


def _noter(adresse: str, page: Page, noteur: Noteur, fin: threading.Event, resultat: Resultat) -> None:
    rang = 0
    while not fin.is_set():
        champ = ("raison", *noteur.champs)[rang % (len(noteur.champs) + 1)]
        rang += 1
        texte = f"{champ} {resultat.arrets}-{rang}-{id(noteur)}"
        noteur.tentes.setdefault(champ, set()).add(texte)
        try:
            code, corps = _envoyer(adresse, page, champ, texte, noteur.montre.get(champ, ""))
        except OSError:
            continue  # not acknowledged: the page says so, and sends it again
        if code == 200:
            resultat.acquittes += 1
            noteur.montre[champ] = noteur.acquis[champ] = texte
            noteur.tentes[champ] = set()
        elif code == 409:
            resultat.conflits += 1
            trouve = re.search(r'data-valeur="([^"]*)"', corps)
            noteur.montre[champ] = trouve.group(1) if trouve else ""  # she looks at the two texts, then keeps hers
            noteur.acquis.pop(champ, None)
        else:
            resultat.refuses.append(code)


def _envoyer(adresse: str, page: Page, champ: str, texte: str, avant: str) -> tuple[int, str]:
    corps = urllib.parse.urlencode({champ: texte, f"avant_{champ}": empreinte(avant), "csrf_token": page.jeton})
    connexion = http.client.HTTPConnection(urlsplit(adresse).netloc, timeout=5)
    try:
        connexion.request("POST", page.chemin, body=corps, headers=page.entetes)
        reponse = connexion.getresponse()
        return reponse.status, reponse.read().decode()
    except http.client.HTTPException as erreur:
        raise OSError(str(erreur)) from erreur
    finally:
        connexion.close()


def _notes(app: Flask, dossier: Dossier) -> dict[str, str]:
    """What the base says, field by field."""
    deliberations, objectifs = Base.metadata.tables["deliberation"], Base.metadata.tables["objectif_propose"]
    with app.app_context(), db.engine.connect() as connexion:
        ligne = connexion.execute(deliberations.select().where(deliberations.c.situation_id == dossier.situation.id)).one()
        note = Deliberation(id=ligne.id, raison_chiffre=ligne.raison_chiffre, annonce_chiffre=ligne.annonce_chiffre)
        trouves = {"raison": note.raison or "", "annonce": note.annonce or ""}
        for objectif in connexion.execute(objectifs.select().where(objectifs.c.deliberation_id == ligne.id)):
            propose = ObjectifPropose(id=objectif.id, texte_chiffre=objectif.texte_chiffre)
            trouves[f"objectif_{objectif.rang}_texte"] = propose.texte or ""
    return trouves


def _verifier(trouves: dict[str, str], noteurs: list[Noteur], resultat: Resultat) -> None:
    """Each field holds a text that somebody was told is saved, or one whose answer was lost on the way."""
    for noteur in noteurs:
        for champ in noteur.champs:
            attendus = {noteur.acquis.get(champ, trouves.get(champ, ""))} | noteur.tentes.get(champ, set())
            resultat.perdus += trouves.get(champ, "") not in attendus
    raisons = {n.acquis["raison"] for n in noteurs if "raison" in n.acquis}
    essais = set().union(*(n.tentes.get("raison", set()) for n in noteurs))
    resultat.perdus += bool(raisons) and trouves["raison"] not in raisons | essais
    for noteur in noteurs:  # each opens the page again after the cut: what it shows is what must still be there next time
        noteur.montre = dict(trouves)
        noteur.acquis = {champ: trouves.get(champ, "") for champ in noteur.acquis}
        noteur.tentes = {}
