"""Communes, districts, streets, schools."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("territoire", __name__, url_prefix="/territoire")
