"""Tools of the tests that walk every route: what a base holds, what an answer says, what it must not say."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdf
from flask import Flask
from sqlalchemy import Connection, event, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from parcours.socle.base import Base
from parcours.socle.droits import METHODES_DE_LECTURE, Role
from tests.fabriques.monde import TELEPHONES, Monde, temoin
from tests.transverses.lisible import interdits

FICHIER = Path(__file__).with_name("matrice.toml")
JOURNAL = "evenement_journal"
_HORS_CONTENU = frozenset({JOURNAL, "session_ouverte"})
"""The journal grows by design; the time of last activity of a session moves with any request."""


@dataclass(frozen=True)
class Ligne:
    """One endpoint of the matrix, as reviewed by hand."""

    endpoint: str
    roles: frozenset[Role]
    public: bool
    perimetre: bool
    trace: str
    statut: int
    note: str


@cache
def matrice() -> dict[str, Ligne]:
    """The file `matrice.toml`."""
    brut = tomllib.loads(FICHIER.read_text(encoding="utf-8"))
    return {
        endpoint: Ligne(
            endpoint,
            frozenset(Role(r) for r in ligne["roles"]) if isinstance(ligne["roles"], list) else frozenset(Role),
            ligne["roles"] == "public",
            ligne["perimetre"],
            ligne["trace"],
            ligne.get("statut", 200),
            ligne.get("note", ""),
        )
        for endpoint, ligne in brut.items()
    }


def regles(app: Flask, *, lecture: bool | None = None) -> list[Rule]:
    """The routes, the ones that read or the ones that write."""
    toutes = [r for r in app.url_map.iter_rules() if r.endpoint != "static"]
    return [r for r in toutes if lecture is None or (methode(r) == "GET") is lecture]


def methode(regle: Rule) -> str:
    """GET, or the method that writes."""
    ecrit = (regle.methods or set()) - METHODES_DE_LECTURE
    return min(ecrit) if ecrit else "GET"


class Contenu:
    """What a base holds, read again only when a statement may have changed it since the last reading.

    Everything the tests and the application do goes through one connection: what was not written there is the same.
    """

    _NEUTRE = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|PRAGMA|SHOW)\b", re.IGNORECASE)
    _ECRIT_HORS_CONTENU = re.compile(
        rf'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?({"|".join(sorted(_HORS_CONTENU))})\b', re.IGNORECASE
    )

    def __init__(self, connexion: Connection) -> None:
        self.connexion = connexion
        self._lu: dict[str, tuple[int, str]] | None = None
        self._touchee = False
        event.listen(connexion, "before_cursor_execute", self._ecouter)

    def _ecouter(self, connexion: Connection, curseur: object, ordre: str, *_: object) -> None:
        if self._NEUTRE.match(ordre) or self._ECRIT_HORS_CONTENU.match(ordre):
            return
        if ordre.upper().startswith("ROLLBACK"):
            self._lu = self._lu if not self._touchee else None
        else:
            self._lu, self._touchee = None, True

    def neuf(self) -> None:
        """Everything written since the start has just been undone."""
        self._touchee = False

    def lire(self) -> dict[str, tuple[int, str]]:
        """Number of rows and fingerprint of every table but the journal and the sessions."""
        if self._lu is None:
            self._lu = {t.name: self._table(t.name) for t in Base.metadata.sorted_tables if t.name not in _HORS_CONTENU}
        return self._lu

    def _table(self, nom: str) -> tuple[int, str]:
        # Straight from the driver: no conversion of types, since only sameness matters.
        lignes = sorted(repr(tuple(ligne)) for ligne in self.connexion.exec_driver_sql(f"SELECT * FROM {nom}"))
        return len(lignes), hashlib.sha256("\n".join(lignes).encode()).hexdigest()[:16]


def ecarts(avant: dict[str, tuple[int, str]], apres: dict[str, tuple[int, str]]) -> list[str]:
    """Names of the tables that changed."""
    return [nom for nom in avant if avant[nom] != apres[nom]]


def lignes_du_journal(connexion: Connection) -> list[tuple[str, str]]:
    """(action, object) of every line of the journal, oldest first (ids are made in order of time)."""
    table = Base.metadata.tables[JOURNAL]
    return [(a, o) for a, o in connexion.execute(select(table.c.action, table.c.objet).order_by(table.c.id))]


def texte_de(reponse: TestResponse) -> str:
    """Everything an answer says, address of its redirection included."""
    entetes = " ".join(f"{nom}: {valeur}" for nom, valeur in reponse.headers if nom != "Set-Cookie")
    corps = reponse.get_data()
    if reponse.mimetype == "application/pdf":
        if not corps:
            return entetes  # the answer to a HEAD has no body
        pages = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(corps)).pages)
        return entetes + pages + pages.replace("\n", "")  # a name cut by the end of a line is still a name
    if reponse.mimetype == "text/calendar":
        return entetes + corps.replace(b"\r\n ", b"").decode()
    if corps[:2] == b"PK":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(corps)) as archive:
            return entetes + " ".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())
    for encodage in ("utf-8", "cp1252"):
        try:
            return entetes + corps.decode(encodage)
        except UnicodeDecodeError:
            continue
    return entetes + corps.decode("latin-1")


def fuites(role: Role | None, reponse: TestResponse) -> list[str]:
    """Canaries found in an answer to somebody who may not read them."""
    texte = texte_de(reponse)
    mots = texte.upper()
    chiffres = re.sub(r"(?<=\d)(?:[\s.\u00a0\u202f-]|&nbsp;|&#160;)+(?=\d)", "", texte)
    trouvees = []
    for dossier, zone in interdits(role):
        signe = temoin(dossier, zone)
        present = signe[3:] in chiffres if zone in TELEPHONES else signe.upper() in mots
        if present:
            trouvees.append(f"{dossier}.{zone}")
    return trouvees


def regle_de(monde: Monde, endpoint: str) -> Rule:
    """The route of an endpoint (one address each)."""
    return next(iter(monde.app.url_map.iter_rules(endpoint)))
