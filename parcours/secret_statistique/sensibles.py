"""Sensitive cells: primary (small counts), virtual, full; and what their protection requires (S3, S4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .erreurs import RegistreIncoherent
from .systeme import Etat, Systeme


class Motif(Enum):
    """Why a cell is sensitive. Internal: never shown to the public, who must not tell them apart."""

    PRIMAIRE = "petit effectif"
    ACCROISSEMENT = "petit accroissement entre deux parutions"
    RESTE = "petit reste d’une soustraction"
    PLEINE = "case pleine"
    COMPLEMENT = "autres modalités d’une case pleine"


@dataclass(frozen=True)
class Exigence:
    """Protection interval required of a row: the attacker must believe possible some value
    >= `plancher`, some value <= `plafond`, and two values at least `etendue` apart (None: not required)."""

    rang: int
    motif: Motif
    plancher: int | None = None
    plafond: int | None = None
    etendue: int = 0


def exigences(systeme: Systeme) -> list[Exigence]:
    """Every requirement of one release, those of earlier releases included.

    Small count (1..k-1): possible value >= k and interval at least k-1 wide. Full cell of y people: possible
    value < y, and somebody possibly in another category. Raises RegistreIncoherent when a sensitive cell was
    already published: no later mask can protect it.
    """
    trouvees: dict[tuple[int, Motif], Exigence] = {}

    def petit(rang: int, seuil: int, motif: Motif) -> None:
        connue = trouvees.get((rang, motif))
        if connue is None or connue.plancher is None or connue.plancher < seuil:
            trouvees[rang, motif] = Exigence(rang, motif, plancher=seuil, etendue=seuil - 1)

    for cellule in systeme.cellules:
        if 0 < cellule.valeur < cellule.seuil:
            if cellule.etat is Etat.GELEE_PUBLIEE:
                raise RegistreIncoherent(f"{cellule.parution}, {cellule.table} : un effectif sensible est déjà publié")
            petit(cellule.rang, cellule.seuil, Motif.PRIMAIRE)
    for virtuelle in systeme.virtuelles:
        motif = Motif.ACCROISSEMENT if virtuelle.nature == "accroissement" else Motif.RESTE
        petit(virtuelle.rang, virtuelle.seuil, motif)
    for rang, reste in systeme.pleines:
        trouvees[rang, Motif.PLEINE] = Exigence(rang, Motif.PLEINE, plafond=int(systeme.y[rang]) - 1)
        trouvees[reste, Motif.COMPLEMENT] = Exigence(reste, Motif.COMPLEMENT, plancher=1)
    return list(trouvees.values())
