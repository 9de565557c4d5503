"""States of a pathway for the three dispositifs: one declared table, refused elsewhere (pre.md §1.2, sante_emploi.md §1.1, §2.2)."""

from __future__ import annotations

import enum
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
    VEILLE = "veille"
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
            "veille": "En veille",
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
    E.VEILLE: frozenset({E.CLOS}),
    E.NON_RETENU: frozenset({E.CLOS}),
    E.CLOS: frozenset(),
}


TRANSITIONS_DU_PRE: dict[EtatParcours, frozenset[EtatParcours]] = TRANSITIONS | {
    E.EN_COURS: TRANSITIONS[E.EN_COURS] | {E.EN_COURS},
    E.SORTI: TRANSITIONS[E.SORTI] | {E.VEILLE},
}
"""The PRE adds the renewal (a step from « En cours » to itself) and the watch after the exit (pre.md §1.1, step 11)."""


PAR_UN_ECRAN = frozenset({E.SUSPENDU, E.SORTI, E.VEILLE})
"""Steps never taken by a bare choice in the PRE: they ask for a reason, a date, a review."""


def table(dispositif: Dispositif | None = None) -> dict[EtatParcours, frozenset[EtatParcours]]:
    """Steps allowed in a dispositif; those common to the three when none is given."""
    return TRANSITIONS_DU_PRE if dispositif is Dispositif.PRE else TRANSITIONS


def transition_permise(de: EtatParcours, vers: EtatParcours, dispositif: Dispositif | None = None) -> bool:
    """True when the table allows the step."""
    return vers in table(dispositif)[de]


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
    E.VEILLE: "Début de la veille",
    E.NON_RETENU: "Demande non retenue",
    E.CLOS: "Parcours clos",
}
"""What the timeline says of a step."""


PAGES_D_ETAPE: dict[Dispositif, str] = {}
"""Page of the next step, by dispositif whose steps are finer than these states; filled by the domain that owns them."""


OUVERTS = frozenset({E.DEMANDE, E.A_DEMARRER, *ACTIFS})
"""At most one open pathway for one file."""


BILAN_APRES_MOIS = 3
"""The first review comes three months after the entry (pre.md §1.5)."""


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
    """Code of list motif_sortie for an exit, of motif_suspension for a suspension."""
    precision: str | None = None
    prevu_le: date | None = None
    """Expected return of a suspension, new term of a renewal."""
    texte: str | None = None
    """In full, sealed."""


@dataclass(frozen=True)
class SaisieParcours:
    """Dates and reasons of a pathway."""

    demande_le: date | None
    oriente_par: str | None
    eps_le: date | None
    debut_le: date | None
    prochain_bilan_le: date | None
    profil: str | None = None
    motifs: tuple[tuple[str, str], ...] = ()
