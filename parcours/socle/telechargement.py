"""A file made by the application, handed to the browser as a file and never shown inside a page."""

from __future__ import annotations

from flask import Response, current_app, make_response

from parcours.socle.maison import Maison

TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "ics": "text/calendar",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}


def maison() -> Maison:
    """The service as the settings of this installation name it."""
    reglages = current_app.extensions["configuration"]
    return Maison(
        nom=reglages.nom,
        service=reglages.service,
        territoire=reglages.territoire,
        couleur=reglages.couleur_marque,
        couleur_foncee=reglages.couleur_marque_foncee,
        url=reglages.url_publique,
    )


def telecharger(contenu: bytes, nom: str) -> Response:
    """Hand over a file under a name that says what it is and when, never who it is about (pre.md §3.5, rule 8)."""
    if not nom.isascii() or not set(nom) <= set("abcdefghijklmnopqrstuvwxyz0123456789-."):
        raise ValueError("Un nom de fichier dit un type de document et une date, rien d’autre.")
    reponse = make_response(contenu)
    reponse.mimetype = TYPES[nom.rpartition(".")[2]]
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse
