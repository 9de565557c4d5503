"""States of a pathway for the three dispositifs: one declared table, refused elsewhere (pre.md §1.2, sante_emploi.md §1.1, §2.2)."""

from __future__ import annotations

import enum

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
