"""Answer without an account: how long a link, a code and a proof live (issue 4, point 2; links of 8 days as DORA)."""

from __future__ import annotations

from datetime import timedelta

DUREE_DU_LIEN = timedelta(days=8)
DUREE_DU_CODE = timedelta(minutes=15)
DUREE_DE_LA_PREUVE = timedelta(hours=2)
"""A shared computer in a small association: short, and closed by a button."""
ESSAIS_PAR_CODE = 5
ECHECS_PAR_LIEN = 20
"""Wrong codes of all codes together; beyond, the link dies: a leaked link gives 20 guesses out of a million, no more."""
CHIFFRES = 6


def masquer(courriel: str) -> str:
    """« a…@defi-mobilite.fr »: enough to know where to look, not an address to collect."""
    boite, _, domaine = courriel.rpartition("@")
    return f"{boite[:1]}…@{domaine}"


def meme_boite(une: str | None, autre: str | None) -> bool:
    """True for the same mailbox, however it is written."""
    return bool(une and autre) and (une or "").strip().casefold() == (autre or "").strip().casefold()


def chiffres_du_code(texte: str | None) -> str:
    """The code as typed or pasted (« 123 456 », with any kind of space), digits only."""
    return "".join(c for c in texte or "" if c.isascii() and c.isdigit())


def adresse_de_reponse(adresse_de_l_orientation: str, jeton: str) -> str:
    """Address of the link, on the site where the referral's own page is; the secret is in the query, which no log keeps."""
    site, _, _ = adresse_de_l_orientation.rpartition("/orientations/")
    return f"{site}/orientations/reponse?cle={jeton}"
