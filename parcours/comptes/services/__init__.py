"""Verbs on accounts, one module per subject; the names other domains use are here."""

from parcours.comptes.services.phrases import hacher, verifier_phrase
from parcours.comptes.services.sessions import fermer_les_sessions, fermer_session, ouvrir_session

__all__ = ["fermer_les_sessions", "fermer_session", "hacher", "ouvrir_session", "verifier_phrase"]
