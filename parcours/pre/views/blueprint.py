"""The blueprint that the screens share."""

from flask import Blueprint

bp = Blueprint("pre", __name__, url_prefix="/pre")
