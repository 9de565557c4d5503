"""One value inside and one outside the perimeter for each argument of an address; a form filled in for each write.

A new argument without an example, or a new write without its form, fails the matrix.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from parcours.socle.droits import Role
from tests.fabriques.monde import Dossier, Monde
from tests.transverses.lisible import AILLEURS, ICI

INCONNU = uuid.UUID("01890000-0000-7000-8000-000000000000")
"""An id that no row has."""

Exemple = Callable[[Monde, Dossier], Any]

EXEMPLAIRES: dict[str, Exemple] = {
    "beneficiaire_id": lambda monde, d: d.beneficiaire.id,
    "contact_id": lambda monde, d: d.contact.id,
    "accord_id": lambda monde, d: d.accord.id,
    "rattachement_id": lambda monde, d: d.referent.id,
    "parcours_id": lambda monde, d: d.parcours.id,
    "objectif_id": lambda monde, d: d.objectif.id,
    "action_id": lambda monde, d: d.action.id,
    "echange_id": lambda monde, d: d.echange.id,
    "rappel_id": lambda monde, d: d.rappel.id,
    "reunion_id": lambda monde, d: d.reunion.id,
    "situation_id": lambda monde, d: d.situation.id,
    "orientation_id": lambda monde, d: d.orientation.id,
    "lot_id": lambda monde, d: d.lot.id,
    "ligne_id": lambda monde, d: d.ligne.id,
    "agent_id": lambda monde, d: monde.agents[Role.PARTENAIRE].id,
    "structure_id": lambda monde, d: monde.structures["autre"].id,
}
"""Argument of an address -> its value for a file."""

PARTICULIERS: dict[tuple[str, str], Exemple] = {}
"""(endpoint, argument) -> value, where the state of the ordinary example would refuse the act."""

CHARGES: dict[str, Callable[[Monde, Role, Dossier], dict[str, Any]]] = {
    "comptes.se_deconnecter": lambda monde, role, d: {},
}
"""Form that each write accepts."""

NOTER_UN_ECHANGE = "accompagnements.noter"
"""The write that the fault tests repeat."""

REQUETES: dict[str, tuple[str, ...]] = {}
"""Other query strings to try on a reading page: searches that would find the outside files."""


def dossier_ici(monde: Monde, role: Role) -> Dossier:
    """The file this role reaches (any file for a role that reaches none: the address must exist all the same)."""
    return monde.dossiers[ICI.get(role, "preici")]


def dossiers_ailleurs(monde: Monde, role: Role) -> list[Dossier]:
    """Files this role must not know of."""
    return [monde.dossiers[code] for code in AILLEURS.get(role, ("preici",))]


def arguments(monde: Monde, endpoint: str, noms: set[str], dossier: Dossier) -> dict[str, Any]:
    """Values of the arguments of one address.

    Raises:
        KeyError: an argument has no example.
    """
    return {nom: (PARTICULIERS.get((endpoint, nom)) or EXEMPLAIRES[nom])(monde, dossier) for nom in noms}
