"""The blueprint, and the settings of the installation these screens ask for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, url_for

from parcours.comptes.services.agents import INVITATION

bp = Blueprint("comptes", __name__)


def configuration() -> Any:
    """Settings of this installation."""
    return current_app.extensions["configuration"]


def courriel_regle() -> bool:
    """True when e-mails can leave."""
    return bool(configuration().smtp_hote)


def adresse_du_lien(usage: str, secret: str) -> str:
    """Full address of a one-time link; the secret is in the query, which no access log keeps."""
    endpoint = "comptes.invitation" if usage == INVITATION else "comptes.nouvelle_phrase"
    return str(configuration().url_publique).rstrip("/") + url_for(endpoint, cle=secret)
