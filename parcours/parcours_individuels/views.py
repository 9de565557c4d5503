"""Pathways: state, référent, objectives, actions."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("parcours_individuels", __name__, url_prefix="/parcours")
