"""Flask-Login over our server-side sessions: the cookie carries a secret, the row decides."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, request
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from parcours.comptes import queries
from parcours.comptes.access import acteur_de
from parcours.comptes.models import Agent, SessionOuverte
from parcours.comptes.services.sessions import fermer_session, lire_session, noter_activite, ouvrir_session
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
    app.extensions["noms_des_agents"] = queries.noms_des_agents

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
        acteur = acteur_de(session.agent, queries.habilitations_du_jour(session.agent_id, aujourd_hui()))
        minutes = config.inactivite_administrateur_minutes if Role.ADMINISTRATEUR in acteur.roles else config.inactivite_minutes
        inactif = maintenant() - session.vue_le
        if inactif > timedelta(minutes=minutes):
            return
        vue = app.view_functions.get(request.endpoint or "")
        g.acteur = replace(acteur, page=getattr(vue, "droit", None))
        g.session_ouverte_id = session.id
        g.session_expire_dans = minutes * 60
        g.raccourcis = session.agent.raccourcis
        if inactif > PAS_DE_NOTE:
            _noter_l_activite(session)


def _noter_l_activite(session: SessionOuverte) -> None:
    identifiant = session.id
    if request.method in {"GET", "HEAD"}:
        apres_lecture(lambda: noter_activite(identifiant))
    else:
        noter_activite(identifiant)


def connecter(agent: Agent) -> None:
    """Sign somebody in: whatever the browser carried before is dropped, so that no earlier cookie becomes theirs."""
    if current_user.is_authenticated:
        fermer_session(current_user.session)
    cookie.clear()
    login_user(Connecte(ouvrir_session(agent, request.user_agent.string)))


def deconnecter() -> None:
    """End the session in the base and empty the cookie."""
    fermer_session(current_user.session)
    logout_user()
    cookie.clear()


def agent_connecte() -> Agent:
    """The account behind the current request."""
    agent: Agent = current_user.session.agent
    return agent


def session_courante() -> SessionOuverte:
    """The session of the current request."""
    session: SessionOuverte = current_user.session
    return session


def compte_de(courriel: str, usage: str = "connexion") -> str:
    """Name under which tries are counted: keyed, so that the table does not tell who has an account."""
    cle = f"compte|{usage}|{current_app.secret_key!s}".encode()
    return hmac.new(cle, courriel.strip().lower().encode(), hashlib.sha256).hexdigest()
