"""A browser in two words, so that somebody recognises their own sessions; no version, no address."""

from __future__ import annotations

NAVIGATEURS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def appareil(agent_utilisateur: str | None) -> str:
    """« Firefox sur Windows », from what the browser says of itself."""
    texte = agent_utilisateur or ""
    navigateur = next((nom for signe, nom in NAVIGATEURS if signe in texte), "Navigateur")
    systeme = next((nom for signe, nom in SYSTEMES if signe in texte), "")
    return f"{navigateur} sur {systeme}" if systeme else navigateur
