"""Words and delays of a link between two files."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from parcours.socle.droits import Dispositif

JOURS_POUR_REPONDRE = 30
"""After that a request is closed for both sides, whatever the other one did with it."""

AUTRES: dict[Dispositif, tuple[Dispositif, ...]] = {d: tuple(a for a in Dispositif if a is not d) for d in Dispositif}
"""The dispositifs a file may be linked with: never its own."""

LA: dict[Dispositif, str] = {
    Dispositif.PRE: "la Réussite éducative",
    Dispositif.SANTE: "la médiation santé",
    Dispositif.EMPLOI: "la Cité de l’Emploi",
}
"""The dispositif inside a sentence."""


class EtatLiaison(enum.StrEnum):
    """Life of a link. The side that asked never tells PROPOSEE and ECARTEE apart."""

    PROPOSEE = "proposee"
    LIEE = "liee"
    ECARTEE = "ecartee"
    ROMPUE = "rompue"


@dataclass(frozen=True)
class SaisieLiaison:
    """With whom, and about whom: a contact of the file (a parent), or the person followed."""

    vers: Dispositif
    contact_id: uuid.UUID | None


def demandees_depuis(maintenant: datetime) -> datetime:
    """Requests made at this instant or later are still open."""
    return maintenant - timedelta(days=JOURS_POUR_REPONDRE)
