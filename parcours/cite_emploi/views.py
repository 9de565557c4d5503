"""People spotted by partners."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("cite_emploi", __name__, url_prefix="/cite-emploi")
