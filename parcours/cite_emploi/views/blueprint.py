"""The blueprint, one pathway within reach, the way back to it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, url_for

from parcours.cite_emploi.access import parcours_vers_l_emploi
from parcours.socle.web import acteur, un_ou_404

bp = Blueprint("cite_emploi", __name__)


def un_parcours(parcours_id: uuid.UUID) -> Any:
    """A pathway towards work, with its person."""
    return un_ou_404(parcours_vers_l_emploi(acteur()), parcours_id)


def page_du_suivi(parcours_id: uuid.UUID) -> str:
    """Address of the page « Vers l’emploi »."""
    return url_for("cite_emploi.suivi", parcours_id=parcours_id)
