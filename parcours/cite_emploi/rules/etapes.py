"""Steps of a person in the Cité de l'Emploi: one declared table over the states common to the three dispositifs (sante_emploi.md §2.2)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from parcours.parcours_individuels.rules import EtatParcours, transition_permise
from parcours.socle.droits import Dispositif


class EtapeEmploi(enum.StrEnum):
    """Where a person stands, from the repérage to the exit."""

    REPERE = "repere"
    INJOIGNABLE = "injoignable"
    CONTACTE = "contacte"
    REFUS = "refus"
    DIAGNOSTIC = "diagnostic"
    EN_COORDINATION = "en_coordination"
    ACCOMPAGNE = "accompagne"
    EN_VEILLE = "en_veille"
    RUPTURE = "rupture"
    SORTI_POSITIF = "sorti_positif"
    SORTI_AUTRE = "sorti_autre"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "repere": "Repérée",
            "injoignable": "Injoignable",
            "contacte": "Contactée",
            "refus": "Ne souhaite pas être accompagnée",
            "diagnostic": "En diagnostic",
            "en_coordination": "En comité de coordination",
            "accompagne": "Accompagnée",
            "en_veille": "En veille",
            "rupture": "En rupture",
            "sorti_positif": "Sortie dynamique",
            "sorti_autre": "Autre sortie",
        }[self.value]

    @property
    def ton(self) -> str:
        """Tone of the label."""
        if self in (Etape.REPERE, Etape.INJOIGNABLE, Etape.EN_VEILLE):
            return "attention"
        if self is Etape.RUPTURE:
            return "urgent"
        return "reussite" if self in (Etape.ACCOMPAGNE, Etape.SORTI_POSITIF) else "neutre"


Etape = EtapeEmploi
E = EtatParcours

ETATS: dict[EtapeEmploi, tuple[EtatParcours, ...]] = {
    Etape.REPERE: (E.DEMANDE,),
    Etape.INJOIGNABLE: (E.DEMANDE, E.A_DEMARRER),
    Etape.CONTACTE: (E.A_DEMARRER,),
    Etape.REFUS: (E.NON_RETENU,),
    Etape.DIAGNOSTIC: (E.A_DEMARRER,),
    Etape.EN_COORDINATION: (E.A_DEMARRER,),
    Etape.ACCOMPAGNE: (E.EN_COURS, E.SORTIE_PROPOSEE),
    Etape.EN_VEILLE: (E.SUSPENDU,),
    Etape.RUPTURE: (E.SUSPENDU, E.NON_RETENU),
    Etape.SORTI_POSITIF: (E.SORTI, E.VEILLE, E.CLOS),
    Etape.SORTI_AUTRE: (E.SORTI, E.VEILLE, E.CLOS),
}
"""States of the pathway each step goes with; the first that can be reached is the one taken."""

APRES = (E.VEILLE, E.CLOS)
"""States that come after an exit: no step leads to them."""

PAR_DEFAUT: dict[EtatParcours, EtapeEmploi] = {
    E.DEMANDE: Etape.REPERE,
    E.A_DEMARRER: Etape.CONTACTE,
    E.EN_COURS: Etape.ACCOMPAGNE,
    E.SORTIE_PROPOSEE: Etape.ACCOMPAGNE,
    E.SUSPENDU: Etape.EN_VEILLE,
    E.NON_RETENU: Etape.REFUS,
    E.SORTI: Etape.SORTI_AUTRE,
    E.VEILLE: Etape.SORTI_AUTRE,
    E.CLOS: Etape.SORTI_AUTRE,
}
"""Step of a pathway that came from a spreadsheet, or moved by another screen."""

SORTIES = (Etape.SORTI_POSITIF, Etape.SORTI_AUTRE)
"""Taken by the screen of the exit, which says the reason."""

TABLE: dict[EtapeEmploi, tuple[EtapeEmploi, ...]] = {
    Etape.REPERE: (Etape.CONTACTE, Etape.INJOIGNABLE, Etape.DIAGNOSTIC, Etape.REFUS),
    Etape.INJOIGNABLE: (Etape.CONTACTE, Etape.DIAGNOSTIC, Etape.REFUS, Etape.RUPTURE),
    Etape.CONTACTE: (Etape.DIAGNOSTIC, Etape.INJOIGNABLE, Etape.REFUS, Etape.RUPTURE),
    Etape.DIAGNOSTIC: (Etape.EN_COORDINATION, Etape.ACCOMPAGNE, Etape.INJOIGNABLE, Etape.REFUS, Etape.RUPTURE),
    Etape.EN_COORDINATION: (Etape.ACCOMPAGNE, Etape.INJOIGNABLE, Etape.REFUS, Etape.RUPTURE),
    Etape.ACCOMPAGNE: (Etape.EN_VEILLE, Etape.RUPTURE, *SORTIES),
    Etape.EN_VEILLE: (Etape.ACCOMPAGNE, Etape.RUPTURE, *SORTIES),
    Etape.RUPTURE: (Etape.ACCOMPAGNE, Etape.EN_VEILLE, *SORTIES),
    Etape.REFUS: (),
    Etape.SORTI_POSITIF: (),
    Etape.SORTI_AUTRE: (),
}

AVEC_RAISON = frozenset({Etape.REFUS, Etape.EN_VEILLE, Etape.RUPTURE})
"""Somebody will ask why, months later."""


@dataclass(frozen=True)
class SaisieEtape:
    """A step as typed."""

    vers: EtapeEmploi
    le: date
    raison: str | None = None
    retour_le: date | None = None
    """When to take news of somebody put on hold."""


def etape_de(etat: EtatParcours, notee: EtapeEmploi | None, *, dynamique: bool = False) -> EtapeEmploi:
    """Step of a pathway: the one noted as long as the state agrees, else the one the state tells."""
    if notee is not None and etat in ETATS[notee]:
        return notee
    par_defaut = PAR_DEFAUT[etat]
    return Etape.SORTI_POSITIF if par_defaut is Etape.SORTI_AUTRE and dynamique else par_defaut


def etat_vise(etat: EtatParcours, vers: EtapeEmploi) -> EtatParcours | None:
    """State of the pathway after the step: the present one when it goes with it; None when no state can be reached."""
    if etat in ETATS[vers]:
        return etat
    return next((e for e in ETATS[vers] if e not in APRES and transition_permise(etat, e, Dispositif.EMPLOI)), None)


def suites(etat: EtatParcours, etape: EtapeEmploi) -> list[EtapeEmploi]:
    """Steps that may follow, the exits included."""
    return [vers for vers in TABLE[etape] if etat_vise(etat, vers) is not None]
