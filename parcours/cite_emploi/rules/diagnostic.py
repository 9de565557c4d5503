"""Shared diagnostic: obstacles with their level, situation, project, contrat d'engagement (sante_emploi.md §3.8, §6.4)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass, field
from datetime import date

from parcours.parcours_individuels.rules import dans_des_mois


class NiveauFrein(enum.StrEnum):
    """Level of an obstacle; not asked differs from not an obstacle, as at France Travail (NON_ABORDEE)."""

    NON_ABORDE = "non_aborde"
    PAS_UN_FREIN = "pas_un_frein"
    FREIN = "frein"
    BLOQUANT = "bloquant"
    LEVE = "leve"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "non_aborde": "Non abordé",
            "pas_un_frein": "Pas un frein",
            "frein": "Frein",
            "bloquant": "Frein bloquant",
            "leve": "Levé",
        }[self.value]

    @property
    def pose(self) -> bool:
        """True while something has to be done about it."""
        return self in (NiveauFrein.FREIN, NiveauFrein.BLOQUANT)


class TypeDeParcours(enum.StrEnum):
    """Orientation of the loi plein emploi."""

    SOCIAL = "social"
    SOCIO_PRO = "socio_pro"
    PRO = "pro"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"social": "Social", "socio_pro": "Socio-professionnel", "pro": "Professionnel"}[self.value]


HEURES = 15
"""Weekly hours of activity of a contrat d'engagement, which may be adapted (loi plein emploi, 18 December 2023)."""
HEURES_AU_PLUS = 35
NUMERO_FT = 11
"""Longest France Travail number (DORA, sante_emploi.md §3.1)."""


def contrat_avant_le(notifiee_le: date | None) -> date | None:
    """The contrat d'engagement is signed within one month of the notification of the orientation decision."""
    return dans_des_mois(notifiee_le, 1) if notifiee_le else None


@dataclass(frozen=True)
class SaisieDiagnostic:
    """A diagnostic as typed."""

    fait_le: date
    situation: str | None = None
    niveau_etude: str | None = None
    inscrit_ft: bool | None = None
    inscrit_ft_le: date | None = None
    rsa: bool | None = None
    rqth: bool | None = None
    parent_isole: bool | None = None
    metier: str | None = None
    projet: str | None = None
    organisme: str | None = None
    conseiller: str | None = None
    type_parcours: TypeDeParcours | None = None
    orientation_notifiee_le: date | None = None
    contrat_signe_le: date | None = None
    contrat_revu_le: date | None = None
    heures_semaine: int | None = None
    identifiant_ft: str | None = None
    identifiant_milo: str | None = None
    identifiant_plie: str | None = None


@dataclass(frozen=True)
class SaisieFreins:
    """Levels as ticked: code -> (words, level)."""

    niveaux: dict[str, tuple[str, NiveauFrein]] = field(default_factory=dict)


@dataclass(frozen=True)
class SaisieFrein:
    """One obstacle in detail: level, a sentence, what is done about it."""

    niveau: NiveauFrein
    precision: str | None = None
    actions: tuple[uuid.UUID, ...] = ()
    orientations: tuple[uuid.UUID, ...] = ()
