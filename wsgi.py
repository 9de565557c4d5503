"""WSGI entry point: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from config import charger
from parcours.application import create_app

app = create_app(charger())
