"""Entries of the main menu: each domain declares its own, shown only to those who hold the right."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for

from parcours.socle.droits import Acteur, Droit


@dataclass(frozen=True)
class Entree:
    """One line of the menu."""

    libelle: str
    endpoint: str
    icone: str
    droit: Droit
    rang: int
    prefixe: str


@dataclass(frozen=True)
class EntreeAffichee:
    """A line as the layout shows it."""

    libelle: str
    url: str
    icone: str
    actif: bool
    compte: int | None = None


def declarer(app: Flask, *entrees: Entree) -> None:
    """Add entries to the menu (called once by each domain's registration)."""
    app.extensions.setdefault("navigation", []).extend(entrees)


def navigation(app: Flask, acteur: Acteur | None) -> list[EntreeAffichee]:
    """The menu of this person, in order."""
    if acteur is None:
        return []
    entrees: list[Entree] = sorted(app.extensions.get("navigation", []), key=lambda e: e.rang)
    return [
        EntreeAffichee(
            e.libelle,
            url_for(e.endpoint),
            e.icone,
            request.path == "/" if e.prefixe == "/" else request.path.startswith(e.prefixe),
        )
        for e in entrees
        if acteur.peut(e.droit)
    ]
