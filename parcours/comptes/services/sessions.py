"""Server-side sessions: open, read, end."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from parcours.comptes.models import Agent, SessionOuverte
from parcours.comptes.rules.appareils import appareil as nom_d_appareil
from parcours.journal.services import noter_evenement
from parcours.socle.base import db
from parcours.socle.horloge import maintenant


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def ouvrir_session(agent: Agent, agent_utilisateur: str | None = None) -> str:
    """Open a server-side session and return the secret that the cookie carries."""
    secret = secrets.token_urlsafe(32)
    db.session.add(SessionOuverte(agent_id=agent.id, empreinte=_empreinte(secret), appareil=nom_d_appareil(agent_utilisateur)))
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


def fermer_une_session(agent_id: uuid.UUID, session_id: uuid.UUID) -> bool:
    """End one of somebody's own sessions; False when it is not theirs or already ended."""
    session = db.session.scalar(
        select(SessionOuverte).where(
            SessionOuverte.id == session_id, SessionOuverte.agent_id == agent_id, SessionOuverte.fermee_le.is_(None)
        )
    )
    if session is None:
        return False
    fermer_session(session)
    return True


def noter_activite(session_id: uuid.UUID) -> None:
    """Write that the session was used just now."""
    # One statement, no reading (bringing the loaded row up to date would read it again): this is added to almost every page.
    activite = update(SessionOuverte).where(SessionOuverte.id == session_id).values(vue_le=maintenant())
    db.session.execute(activite.execution_options(synchronize_session=False))


def regler_le_telephone(agent: Agent, telephone: str | None) -> None:
    """The number of one's office, or none."""
    agent.telephone = telephone


def regler_les_raccourcis(agent: Agent, actifs: bool) -> None:
    """Turn somebody's keyboard shortcuts on or off."""
    agent.raccourcis = actifs
