"""What every view uses: the acting person, the loader that scopes and traces, the answer."""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from flask import abort, g
from sqlalchemy import Select

from parcours.socle.base import Base, db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.perimetre import options_de
from parcours.socle.rendu import rendre, suite
from parcours.socle.transaction import tracer

__all__ = ["acteur", "acteur_ou_rien", "agir_comme", "rendre", "reserver_a", "suite", "un_ou_404"]

Objet = TypeVar("Objet", bound=Base)


def acteur_ou_rien() -> Acteur | None:
    """The signed-in person with today's habilitations, or None."""
    qui: Acteur | None = g.get("acteur")
    return qui


def acteur() -> Acteur:
    """The signed-in person; a route reached without one answers 401."""
    qui = acteur_ou_rien()
    if qui is None:
        abort(401)
    return qui


def agir_comme(qui: Acteur) -> None:
    """Answer the rest of this request with fewer habilitations; the menu keeps all of them."""
    g.acteur_entier, g.acteur = g.get("acteur_entier") or acteur(), qui


def reserver_a(droit: Droit) -> None:
    """The page of a form opens only to those who may send it."""
    if not acteur().peut(droit):
        abort(403)


def un_ou_404(requete: Select[Objet], identifiant: uuid.UUID, *, trace: bool = True) -> Objet:
    """Load one row of a scoped statement by id, and trace the reading when its model is journalled.

    Outside the perimeter and not existing are the same answer, 404: who is followed is itself confidential.
    """
    modele: type[Objet] = requete.column_descriptions[0]["entity"]
    objet: Any = (
        db.session.scalars(requete.where(modele.id == identifiant).options(*options_de(requete))).unique().one_or_none()
    )
    if objet is None:
        abort(404)
    if trace and modele.__journal__:
        tracer("lire", modele.__journal__, identifiant)
    return objet  # type: ignore[no-any-return]
