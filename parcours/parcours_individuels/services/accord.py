"""A family that withdraws its agreement: nothing more is written about the child, except the closure (pre.md §3.4)."""

from __future__ import annotations

from parcours.beneficiaires.access import etats_des_accords
from parcours.beneficiaires.rules import EtatAccord
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import RETRAITS
from parcours.socle.base import db
from parcours.socle.droits import Dispositif
from parcours.socle.exceptions import ErreurDuDomaine

EN_VIGUEUR = frozenset({EtatAccord.CONFIRME, EtatAccord.REPRIS})


class AccordRetire(ErreurDuDomaine):
    """The family stopped: shown as it stands."""

    def __init__(self) -> None:
        super().__init__(
            "La famille a retiré son accord : plus rien ne s’écrit dans ce parcours, sauf sa sortie et sa clôture. "
            "Un retour se fait avec un nouvel accord et un nouveau parcours."
        )


def accord_retire(parcours: Parcours) -> bool:
    """True when the exit says so, or when the family’s agreement was withdrawn and none is left."""
    if parcours.dispositif is not Dispositif.PRE:
        return False
    if parcours.motif_sortie in RETRAITS:
        return True
    etats = set(db.session.scalars(etats_des_accords(parcours.beneficiaire_id)))
    return EtatAccord.RETIRE in etats and not etats & (EN_VIGUEUR | {EtatAccord.EN_ATTENTE})


def exiger_l_accord(parcours: Parcours) -> None:
    """Refuse new data when the agreement was withdrawn.

    Raises:
        AccordRetire: only the exit and the closure are still written.
    """
    if accord_retire(parcours):
        raise AccordRetire


def exiger_un_accord_en_vigueur(parcours: Parcours) -> None:
    """No PRE pathway starts without a recorded agreement (loi 2005-32, art. 128; pre.md §3.5, rule 1).

    Raises:
        ErreurDuDomaine: none is recorded.
    """
    if not EN_VIGUEUR & set(db.session.scalars(etats_des_accords(parcours.beneficiaire_id))):
        raise ErreurDuDomaine("Aucun accord des parents n’est enregistré : le parcours ne peut pas commencer.")
