"""Words of a meeting, which are not those of a child's family outside the PRE."""

from __future__ import annotations

from dataclasses import dataclass

from parcours.socle.droits import Dispositif


@dataclass(frozen=True)
class Mots:
    """How a meeting names what it examines."""

    instance: str
    """« l’EPS »."""
    qui: str
    """« enfant »: whose situation is examined."""
    entourage: str
    """« la famille »: who agrees, and who is told."""
    equipe: str
    """« l’équipe PRE »: who reads what is noted."""

    @property
    def du_qui(self) -> str:
        """« d’enfant », « de personne »."""
        return f"d’{self.qui}" if self.qui[0] in "aeiou" else f"de {self.qui}"


DU_PRE = Mots("l’EPS", "enfant", "la famille", "l’équipe PRE")
MOTS: dict[Dispositif, Mots] = {
    Dispositif.EMPLOI: Mots("le comité de coordination", "personne", "la personne", "l’équipe de la Cité de l’Emploi")
}


def mots_de(dispositif: Dispositif) -> Mots:
    """Words of the meetings of a dispositif."""
    return MOTS.get(dispositif, DU_PRE)
