"""Referrals: sent, received, answered."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("orientations", __name__, url_prefix="/orientations")
