"""Rules of accounts: durations of links, growing wait after failures, pass-phrases, names of devices."""

from __future__ import annotations

from datetime import timedelta

LONGUEUR_MINIMALE = 15
"""Characters: 15 in lower case only are worth 70 bits (securite §1.4)."""
LONGUEUR_MAXIMALE = 128
DUREE_INVITATION = timedelta(days=7)
DUREE_REINITIALISATION = timedelta(hours=24)
DUREE_INSTALLATION = timedelta(days=7)
"""Life of the one-time links."""
DEMANDES_PAR_HEURE = 3
"""How many times an hour one address may ask for a new link by itself."""
