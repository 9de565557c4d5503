"""Rules of accounts: length and deny list of pass-phrases, durations."""

from __future__ import annotations

from datetime import timedelta

LONGUEUR_MINIMALE = 15
"""Characters: 15 in lower case only are worth 70 bits (securite §1.4)."""
LONGUEUR_MAXIMALE = 128
DUREE_INVITATION = timedelta(days=7)
DUREE_REINITIALISATION = timedelta(hours=24)
"""Life of the one-time links."""
ECHECS_AVANT_ATTENTE = 5
ECHECS_PAR_JOUR = 25
ATTENTE = timedelta(minutes=5)
"""After 5 failures within the wait, the account waits; at most 25 failures a day (CNIL 2022-100)."""
