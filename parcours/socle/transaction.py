"""One transaction per request, e-mails and traces inside it; SQLite writers take the lock at once (securite §0)."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Engine, event

from parcours.socle.base import db
from parcours.socle.droits import METHODES_DE_LECTURE
from parcours.socle.envois import noter_la_suite, rendre_le_numero

_lecture_seule: ContextVar[bool] = ContextVar("lecture_seule", default=False)


@dataclass(frozen=True)
class Trace:
    """One line for the journal: what was done to which object; never a name."""

    action: str
    objet: str
    objet_id: uuid.UUID | None = None
    detail: str | None = None


EcrireTraces = Callable[[list[Trace]], None]


def tracer(action: str, objet: str, objet_id: uuid.UUID | None = None, detail: str | None = None) -> None:
    """Ask for a consultation trace; it is written before the answer leaves, or the answer does not leave."""
    if "traces" not in g:
        g.traces = []
    trace = Trace(action, objet, objet_id, detail)
    if trace not in g.traces:
        g.traces.append(trace)


def apres_lecture(ecriture: Callable[[], None]) -> None:
    """Ask for a small write (time of last activity) to be made with the traces of a reading request."""
    g.setdefault("apres_lecture", []).append(ecriture)


def garder_malgre_refus() -> None:
    """Commit what this request wrote even though it answers 4xx: a failed sign-in must be counted."""
    g.garder_malgre_refus = True


@contextmanager
def lecture_breve() -> Iterator[None]:
    """Read now and let go at once: what follows (a hash, a network call) must not hold the base.

    Only at the beginning of a request, before it has written anything: its transaction ends here.
    """
    db.session.rollback()
    jeton = _lecture_seule.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _lecture_seule.reset(jeton)


class Application(Flask):
    """Flask whose every request is one transaction: committed under status 400, rolled back otherwise."""

    ecrire_traces: EcrireTraces

    def full_dispatch_request(self) -> Response:
        """Declare a reading request before anything of it touches the base: who is signed in is a read too.

        Without this, each page opened by somebody signed in took SQLite's only writing place for its whole time.
        """
        jeton = _lecture_seule.set(request.method in METHODES_DE_LECTURE)
        try:
            return super().full_dispatch_request()
        finally:
            _lecture_seule.reset(jeton)

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view, write its traces, commit. A failure of the commit is an error of the request."""
        lecture = request.method in METHODES_DE_LECTURE
        jeton = _lecture_seule.set(lecture)
        try:
            reponse: Response = self.make_response(super().dispatch_request())
            if reponse.status_code >= 400 and not g.pop("garder_malgre_refus", False):
                db.session.rollback()
                return reponse
            if reponse.status_code >= 400:
                rendre_le_numero()
            traces: list[Trace] = g.pop("traces", [])
            if lecture:
                # What a reading view left in the session is not kept: a GET changes nothing but the journal.
                db.session.rollback()
                _lecture_seule.set(False)
            noter_la_suite(reponse.headers.get("HX-Redirect") or reponse.headers.get("Location"))
            for ecriture in g.pop("apres_lecture", []):
                ecriture()
            if traces:
                self.ecrire_traces(traces)
            db.session.commit()
            return reponse
        except BaseException:
            db.session.rollback()
            raise
        finally:
            _lecture_seule.reset(jeton)


VERSIONS_SURES_EN_WAL = "3.44.6 à 3.44.x, 3.50.7 à 3.50.x, 3.51.3 et suivantes"


def mode_de_journal(version: tuple[int, int, int]) -> str:
    """`WAL` when this SQLite is free of the WAL-reset bug, else `DELETE` (sqlite.org/wal.html, « WAL-reset »)."""
    sure = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)
    return "WAL" if sure else "DELETE"


def proteger_sqlite(engine: Engine) -> None:
    """Give a SQLite engine the safe settings: explicit BEGIN, foreign keys, durable commits, patience."""
    journal = mode_de_journal(sqlite3.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def _a_la_connexion(connexion: Any, _enregistrement: Any) -> None:
        connexion.isolation_level = None  # the driver's own BEGIN loses updates (measured: 3,041 of 3,200)
        curseur = connexion.cursor()
        curseur.execute("PRAGMA busy_timeout = 15000")
        curseur.execute(f"PRAGMA journal_mode = {journal}")
        curseur.execute(f"PRAGMA synchronous = {'FULL' if journal == 'WAL' else 'EXTRA'}")
        curseur.execute("PRAGMA foreign_keys = ON")
        curseur.execute("PRAGMA secure_delete = ON")
        curseur.execute("PRAGMA mmap_size = 0")
        curseur.close()

    @event.listens_for(engine, "begin")
    def _au_debut(connexion: Connection) -> None:
        connexion.exec_driver_sql("BEGIN" if _lecture_seule.get() else "BEGIN IMMEDIATE")


def verifier_postgresql(engine: Engine) -> None:
    """Refuse a cluster that is not UTF-8, or that acknowledges commits it may lose.

    Raises:
        RuntimeError: with the setting to change.
    """
    with engine.connect() as connexion:
        encodage = connexion.exec_driver_sql("SHOW server_encoding").scalar()
        if encodage != "UTF8":
            raise RuntimeError(f"La base PostgreSQL doit être en UTF8 (elle est en {encodage}).")
