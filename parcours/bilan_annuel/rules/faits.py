"""Rows to count, as plain values: one pathway, one saisine, one action."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from parcours.bilan_annuel.rules.periodes import Periode


@dataclass
class ParcoursCompte:
    """One PRE pathway with what the report needs of it."""

    id: uuid.UUID
    beneficiaire_id: uuid.UUID
    demande_le: date | None
    eps_le: date | None
    debut_le: date | None
    sortie_le: date | None
    sexe: str = "inconnu"
    naissance: date | None = None
    classe: str | None = None
    ecole: str | None = None
    niveau_ecole: str | None = None
    education_prioritaire: str | None = None
    commune: str | None = None
    situation_quartier: str = "inconnu"
    quartier: str | None = None
    orienteur: str | None = None
    profil: str | None = None
    motif_sortie: str | None = None
    relais: str | None = None
    satisfaction: str | None = None
    fratrie_id: uuid.UUID | None = None
    referent: str | None = None
    motif_principal: str | None = None
    motifs: set[str] = field(default_factory=set)
    accord_ecrit: bool = False
    contrat: tuple[date, bool] | None = None
    """Day of the signature, and whether the parents signed."""
    renouvellements: list[date] = field(default_factory=list)
    suspensions: list[date] = field(default_factory=list)
    bilans: list[tuple[date, str]] = field(default_factory=list)
    """Day and parents present: « mere », « pere », « deux », « aucun »."""
    notes: dict[str, dict[str, int]] = field(default_factory=dict)
    """Domain → moment → rating."""
    situations: dict[str, str] = field(default_factory=dict)
    """Domain → situation at the exit."""

    def ouvert_pendant(self, periode: Periode) -> bool:
        """Open at least one day of the year (pre.md §1.2)."""
        return (
            self.debut_le is not None
            and self.debut_le <= periode.fin
            and (self.sortie_le is None or self.sortie_le >= periode.debut)
        )

    def ouvert_le(self, jour: date) -> bool:
        """Open on a day; the day of the exit counts."""
        return self.debut_le is not None and self.debut_le <= jour and (self.sortie_le is None or self.sortie_le >= jour)

    def age_a_l_entree(self) -> int | None:
        """Age in full years on the day of entry."""
        if self.naissance is None or self.debut_le is None:
            return None
        n, d = self.naissance, self.debut_le
        return d.year - n.year - ((d.month, d.day) < (n.month, n.day))

    def mois(self) -> float | None:
        """Length of a finished pathway, in months of 30.44 days."""
        if self.debut_le is None or self.sortie_le is None:
            return None
        return (self.sortie_le - self.debut_le).days / 30.44


@dataclass
class SaisineComptee:
    """One saisine received."""

    id: uuid.UUID
    demande_le: date
    etat: str
    parcours_id: uuid.UUID | None
    orienteur: str | None
    vit_avec: str
    rencontree_le: date | None = None
    service_social: bool = False
    """A social service already helped; never which one, nor why (pre.md §2.3, B)."""


@dataclass
class ActionComptee:
    """One action of a pathway, with what was done of it during the year."""

    parcours_id: uuid.UUID
    type: str
    prevue_le: date | None
    faite_le: date | None
    operateur: str | None
    seances_faites: int = 0
    seances_manquees: int = 0
    minutes: int = 0
    collective: bool = False
    financement: str | None = None
    cout_prevu: int = 0
    cout_engage: int = 0
    cout_paye: int = 0
    """Costs in cents."""

    def a_lieu_pendant(self, periode: Periode) -> bool:
        """Some séance in the year, or the action itself is dated in it."""
        return bool(self.seances_faites or self.seances_manquees) or periode.contient(self.faite_le or self.prevue_le)


@dataclass
class ChiffreDEPS:
    """One figure of a closed meeting."""

    reunion_id: uuid.UUID
    type_reunion: str
    genre: str
    code: str
    nombre: int


@dataclass
class Faits:
    """Everything that is counted for one year."""

    parcours: list[ParcoursCompte]
    saisines: list[SaisineComptee]
    actions: list[ActionComptee]
    eps: list[ChiffreDEPS]
    mots: dict[str, dict[str, str]]
    """List → code → words."""
    chartes: list[tuple[str, bool]] = field(default_factory=list)
    """Institution of each member of the EPS, and whether the charter is in force."""
