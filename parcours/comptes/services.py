"""Verbs on accounts and sessions."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parcours.comptes.models import Agent, SessionOuverte
from parcours.journal.services import noter_evenement
from parcours.socle.base import db
from parcours.socle.horloge import maintenant

_hacheur = PasswordHasher()
_places = threading.BoundedSemaphore(4)
"""At most four hashes at once in a process: 256 MiB (securite §4)."""
_FACTICE = _hacheur.hash("une phrase que personne ne tape jamais")


def hacher(phrase: str) -> str:
    """argon2id of a pass-phrase."""
    with _places:
        return _hacheur.hash(phrase)


def verifier_phrase(agent: Agent | None, phrase: str) -> bool:
    """True when the pass-phrase is the account's; as slow for an unknown account as for a known one."""
    empreinte = agent.empreinte if agent and agent.empreinte else _FACTICE
    with _places:
        try:
            juste = _hacheur.verify(empreinte, phrase[:1024])
        except (VerificationError, InvalidHashError):
            juste = False
    return juste and agent is not None and agent.actif and agent.empreinte is not None


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def ouvrir_session(agent: Agent, appareil: str | None = None) -> str:
    """Open a server-side session and return the secret that the cookie carries."""
    secret = secrets.token_urlsafe(32)
    db.session.add(SessionOuverte(agent_id=agent.id, empreinte=_empreinte(secret), appareil=(appareil or "")[:120] or None))
    noter_evenement("se_connecter", "agent", agent_id=agent.id, objet_id=agent.id)
    return secret


def lire_session(secret: str, *, inactivite: timedelta, duree: timedelta) -> SessionOuverte | None:
    """The live session behind a cookie's secret, or None when closed, idle or too old, or the account is inactive."""
    empreinte = _empreinte(secret)
    session = db.session.scalar(
        select(SessionOuverte).options(joinedload(SessionOuverte.agent)).where(SessionOuverte.empreinte == empreinte)
    )
    if session is None or not hmac.compare_digest(session.empreinte, empreinte):
        return None
    instant = maintenant()
    if session.fermee_le or instant - session.vue_le > inactivite or instant - session.ouverte_le > duree:
        return None
    return session if session.agent.actif else None


def fermer_session(session: SessionOuverte) -> None:
    """End one session at once."""
    session.fermee_le = maintenant()
    noter_evenement("se_deconnecter", "agent", agent_id=session.agent_id, objet_id=session.agent_id)


def fermer_les_sessions(agent: Agent, *, sauf: SessionOuverte | None = None) -> None:
    """End every session of an account (new pass-phrase, deactivation, habilitation ended)."""
    for session in db.session.scalars(
        select(SessionOuverte).where(SessionOuverte.agent_id == agent.id, SessionOuverte.fermee_le.is_(None))
    ):
        if sauf is None or session.id != sauf.id:
            session.fermee_le = maintenant()
