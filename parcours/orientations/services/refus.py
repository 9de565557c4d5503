"""What a referral may be refused for."""

from __future__ import annotations

from parcours.annuaire.models import Structure
from parcours.beneficiaires.rules import Couverture
from parcours.socle.exceptions import ErreurDuDomaine


class AccordManquant(ErreurDuDomaine):
    """No confirmed agreement names this structure: it cannot be a recipient (pre.md §3.5, rule 2)."""

    def __init__(self, etat: Couverture, structure: Structure) -> None:
        super().__init__(
            f"Rien n’est parti : il faut d’abord un accord confirmé qui nomme {structure.libelle}. Votre brouillon est gardé."
        )
        self.etat = etat
