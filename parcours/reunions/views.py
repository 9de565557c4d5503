"""Meetings: agenda and decisions."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reunions", __name__, url_prefix="/reunions")
