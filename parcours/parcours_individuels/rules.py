"""States of a pathway for the three dispositifs: one declared table, refused elsewhere (pre.md §1.2, sante_emploi.md §1.1, §2.2)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import date

from parcours.socle.droits import Dispositif


class EtatParcours(enum.StrEnum):
    """Where a pathway stands. A file never goes back before its entry: re-entry is a new pathway."""

    DEMANDE = "demande"
    A_DEMARRER = "a_demarrer"
    EN_COURS = "en_cours"
    SUSPENDU = "suspendu"
    SORTIE_PROPOSEE = "sortie_proposee"
    SORTI = "sorti"
    NON_RETENU = "non_retenu"
    CLOS = "clos"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "demande": "Demande",
            "a_demarrer": "À démarrer",
            "en_cours": "En cours",
            "suspendu": "Suspendu",
            "sortie_proposee": "Sortie proposée",
            "sorti": "Sorti",
            "non_retenu": "Non retenu",
            "clos": "Clos",
        }[self.value]

    @property
    def actif(self) -> bool:
        """True while the person is in the pathway (counts in the active file)."""
        return self in ACTIFS


ACTIFS = frozenset({EtatParcours.EN_COURS, EtatParcours.SUSPENDU, EtatParcours.SORTIE_PROPOSEE})

E = EtatParcours
TRANSITIONS: dict[EtatParcours, frozenset[EtatParcours]] = {
    E.DEMANDE: frozenset({E.A_DEMARRER, E.EN_COURS, E.NON_RETENU}),
    E.A_DEMARRER: frozenset({E.EN_COURS, E.NON_RETENU}),
    E.EN_COURS: frozenset({E.SUSPENDU, E.SORTIE_PROPOSEE, E.SORTI}),
    E.SUSPENDU: frozenset({E.EN_COURS, E.SORTI}),
    E.SORTIE_PROPOSEE: frozenset({E.EN_COURS, E.SORTI}),
    E.SORTI: frozenset({E.CLOS}),
    E.NON_RETENU: frozenset({E.CLOS}),
    E.CLOS: frozenset(),
}


def transition_permise(de: EtatParcours, vers: EtatParcours) -> bool:
    """True when the table allows the step."""
    return vers in TRANSITIONS[de]


class EtatObjectif(enum.StrEnum):
    """Progress of an objective."""

    EN_COURS = "en_cours"
    ATTEINT = "atteint"
    PARTIEL = "partiellement_atteint"
    ABANDONNE = "abandonne"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "en_cours": "En cours",
            "atteint": "Atteint",
            "partiellement_atteint": "Partiellement atteint",
            "abandonne": "Abandonné",
        }[self.value]


class EtatAction(enum.StrEnum):
    """Life of an action."""

    PREVUE = "prevue"
    EN_COURS = "en_cours"
    FAITE = "faite"
    NON_REALISEE = "non_realisee"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"prevue": "Prévue", "en_cours": "En cours", "faite": "Faite", "non_realisee": "Non réalisée"}[self.value]


OBJECTIFS_AU_PLUS = 3
"""At most three objectives open at once (pre.md §3.2, pairs.md)."""


def etapes(dispositif: Dispositif) -> tuple[str, ...]:
    """Names of the steps drawn at the top of the record."""
    if dispositif is Dispositif.PRE:
        return ("Saisine", "Accord", "EPS", "En parcours", "Bilan", "Sortie")
    if dispositif is Dispositif.SANTE:
        return ("Premier contact", "En accompagnement", "Fin de médiation")
    return ("Repérage", "En accompagnement", "Sortie")


VERBES: dict[EtatParcours, str] = {
    E.DEMANDE: "Demande reçue",
    E.A_DEMARRER: "Parcours à démarrer",
    E.EN_COURS: "Entrée en parcours",
    E.SUSPENDU: "Parcours suspendu",
    E.SORTIE_PROPOSEE: "Sortie proposée",
    E.SORTI: "Sortie du parcours",
    E.NON_RETENU: "Demande non retenue",
    E.CLOS: "Parcours clos",
}
"""What the timeline says of a step."""

OUVERTS = frozenset({E.DEMANDE, E.A_DEMARRER, *ACTIFS})
"""At most one open pathway for one file."""

BILAN_APRES_MOIS = 3
"""The first review comes three months after the entry (pre.md §1.5)."""


def dans_des_mois(jour: date, mois: int) -> date:
    """The same day some months later; the last day of a shorter month."""
    total = jour.month - 1 + mois
    annee, rang = jour.year + total // 12, total % 12 + 1
    for quantieme in range(jour.day, 27, -1):
        try:
            return date(annee, rang, quantieme)
        except ValueError:
            continue
    return date(annee, rang, jour.day)


def duree_en_mots(debut: date, fin: date) -> str:
    """« 11 mois », « 12 jours », « 2 ans »."""
    mois = (fin.year - debut.year) * 12 + fin.month - debut.month - (fin.day < debut.day)
    if mois < 1:
        jours = max(0, (fin - debut).days)
        return f"{jours}\u00a0jour{'s' if jours > 1 else ''}"
    if mois < 24:
        return f"{mois}\u00a0mois"
    return f"{mois // 12}\u00a0ans"


@dataclass(frozen=True)
class SaisieOuverture:
    """A pathway that begins."""

    demande_le: date
    oriente_par: str | None = None
    debut_le: date | None = None
    motifs: tuple[tuple[str, str], ...] = ()
    """(code, words); the first is the main one."""


@dataclass(frozen=True)
class SaisieEtat:
    """A step."""

    vers: EtatParcours
    le: date
    motif: str | None = None
    """Code of list motif_sortie for an exit."""
    precision: str | None = None


@dataclass(frozen=True)
class SaisieParcours:
    """Dates and reasons of a pathway."""

    demande_le: date | None
    oriente_par: str | None
    eps_le: date | None
    debut_le: date | None
    prochain_bilan_le: date | None
    motifs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SaisieObjectif:
    """An objective as typed."""

    texte: str
    domaine: str | None
    etat: EtatObjectif
    depuis_le: date
    atteint_le: date | None


@dataclass(frozen=True)
class SaisieAction:
    """An action as typed."""

    type: str
    libelle: str
    etat: EtatAction
    objectif_id: uuid.UUID | None
    operateur_id: uuid.UUID | None
    prevue_le: date | None
    faite_le: date | None
