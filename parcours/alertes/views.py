"""Rupture alerts."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("alertes", __name__, url_prefix="/alertes")
