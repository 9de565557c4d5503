"""Editable reference lists."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("nomenclatures", __name__, url_prefix="/nomenclatures")
