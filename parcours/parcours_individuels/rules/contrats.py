"""The contrat d’engagement starts a PRE pathway; a renewal gives it a new term (pre.md §1.1, step 7)."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date


class Signataire(enum.StrEnum):
    """Who signs (pre.md §5: child, parents, référent, coordonnateur)."""

    ENFANT = "enfant"
    PARENTS = "parents"
    REFERENT = "referent"
    COORDINATEUR = "coordinateur"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "enfant": "L’enfant",
            "parents": "Les parents",
            "referent": "Le référent",
            "coordinateur": "Le coordinateur",
        }[self.value]


@dataclass(frozen=True)
class SaisieContrat:
    """A signed contract."""

    signe_le: date
    signataires: frozenset[Signataire]
    terme_le: date | None = None
    prochain_bilan_le: date | None = None
    notes: dict[str, int] = field(default_factory=dict)
    """Ratings by domain at the entry."""
    profil: str | None = None


@dataclass(frozen=True)
class SaisieSuspension:
    """A pause, with its reason and when the family is expected back."""

    le: date
    motif: str
    """Code of list motif_suspension."""
    retour_le: date
    texte: str | None = None


@dataclass(frozen=True)
class SaisieRenouvellement:
    """A new term, and why."""

    le: date
    terme_le: date
    raison: str
