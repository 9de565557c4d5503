"""Échanges and reminders."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accompagnements", __name__, url_prefix="/accompagnements")
