"""People: list, search, record, contacts, agreements, merge."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("beneficiaires", __name__, url_prefix="/beneficiaires")
