"""Structures."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("annuaire", __name__, url_prefix="/annuaire")
