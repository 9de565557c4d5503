"""Flask-Login over our server-side sessions: the cookie carries a secret, the row decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, g, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import select

from parcours.comptes.access import acteur_de, habilitations_en_vigueur
from parcours.comptes.models import Agent, Habilitation, SessionOuverte
from parcours.comptes.services import lire_session
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.transaction import apres_lecture

PAS_DE_NOTE = timedelta(seconds=60)
"""The time of last activity is written at most once a minute."""


class Connecte(UserMixin):
    """What Flask-Login keeps of a signed-in person: the secret of the session."""

    def __init__(self, secret: str, session: SessionOuverte | None = None) -> None:
        self.secret = secret
        self.session = session

    def get_id(self) -> str:
        """Value of the cookie."""
        return self.secret


def enregistrer(app: Flask, config: Any) -> None:
    """Load, before anything else, who acts in this request and with which habilitations of today."""
    gestionnaire = LoginManager(app)
    gestionnaire.session_protection = None

    @gestionnaire.user_loader
    def _charger(secret: str) -> Connecte | None:
        session = lire_session(
            secret,
            inactivite=timedelta(minutes=config.inactivite_minutes),
            duree=timedelta(hours=config.session_heures),
        )
        return Connecte(secret, session) if session else None

    @app.before_request
    def _qui_agit() -> None:
        if request.endpoint == "static" or not current_user.is_authenticated:
            return
        session: SessionOuverte = current_user.session
        habilitations = list(
            db.session.scalars(habilitations_en_vigueur(aujourd_hui()).where(Habilitation.agent_id == session.agent_id))
        )
        acteur = acteur_de(session.agent, habilitations)
        minutes = config.inactivite_administrateur_minutes if Role.ADMINISTRATEUR in acteur.roles else config.inactivite_minutes
        inactif = maintenant() - session.vue_le
        if inactif > timedelta(minutes=minutes):
            return
        g.acteur = acteur
        g.session_ouverte_id = session.id
        g.session_expire_dans = minutes * 60
        g.raccourcis = session.agent.raccourcis
        if inactif > PAS_DE_NOTE:
            _noter_l_activite(session.id)


def _noter_l_activite(session_id: Any) -> None:
    def ecrire() -> None:
        session = db.session.scalar(select(SessionOuverte).where(SessionOuverte.id == session_id))
        if session is not None:
            session.vue_le = maintenant()

    if request.method in {"GET", "HEAD"}:
        apres_lecture(ecrire)
    else:
        ecrire()


def agent_connecte() -> Agent | None:
    """The account behind the current request."""
    return current_user.session.agent if current_user.is_authenticated else None
