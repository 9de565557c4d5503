"""Masked counts and the monthly file."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("indicateurs", __name__, url_prefix="/indicateurs")
