"""What a partner types in one minute, and what it learns afterwards of the people it spotted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from parcours.beneficiaires.rules import FormeAccord
from parcours.parcours_individuels.rules import EtatParcours


@dataclass(frozen=True)
class SaisieReperage:
    """A person spotted, as typed on a phone."""

    nom: str
    prenom: str
    telephone: str
    accord: FormeAccord
    freins: tuple[tuple[str, str], ...]
    structure_id: uuid.UUID
    comite: bool = False
    """Agrees that its situation is discussed in the comité de coordination."""
    mot: str | None = None
    """When to call, what to know before calling."""


_POUR_LE_PARTENAIRE: dict[EtatParcours, tuple[str, str]] = {
    EtatParcours.DEMANDE: ("Repérée, pas encore appelée", "attention"),
    EtatParcours.A_DEMARRER: ("Contactée", "neutre"),
    EtatParcours.EN_COURS: ("Accompagnée", "reussite"),
    EtatParcours.SUSPENDU: ("Accompagnée", "reussite"),
    EtatParcours.SORTIE_PROPOSEE: ("Accompagnée", "reussite"),
    EtatParcours.SORTI: ("Accompagnement terminé", "neutre"),
    EtatParcours.VEILLE: ("Accompagnement terminé", "neutre"),
    EtatParcours.NON_RETENU: ("Sans suite", "neutre"),
    EtatParcours.CLOS: ("Accompagnement terminé", "neutre"),
}


def etat_pour_le_partenaire(etat: EtatParcours) -> tuple[str, str]:
    """(words, tone): where the person stands, without why: a suspension or the reason of an exit is not the partner's."""
    return _POUR_LE_PARTENAIRE[etat]
