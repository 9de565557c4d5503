"""One person who acts, and every way a file may hang from them: what the tests of access functions read the list of.

Thirty-six files: in each dispositif, one per tie. A code (« pre à une autre ») names the file in the failure of a test.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import NatureRattachement
from parcours.comptes.access import acteur_de
from parcours.comptes.models import Agent
from parcours.comptes.queries import habilitations_du_jour
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes

SUIVIES_EN_NOM = frozenset({"au référent", "au coréférent jusqu’à ce soir"})
SUIVIES_PAR_LA_STRUCTURE = frozenset({"à la structure", "repérée par la structure jusqu’à ce soir"})
ABSORBEE = "au référent, absorbée"
LIENS = (
    *sorted(SUIVIES_EN_NOM | SUIVIES_PAR_LA_STRUCTURE),
    ABSORBEE,
    "à l’ancien référent",
    "au référent de demain",
    "à l’agent sans être son référent",
    "à l’ancienne structure",
    "à la structure de demain",
    "à une autre",
    "à personne",
)
"""How a file hangs from the person who acts."""

TOUT_LE_DISPOSITIF = {
    Role.COORDINATEUR_PRE: Dispositif.PRE,
    Role.SECRETARIAT_PRE: Dispositif.PRE,
    Role.MEDIATEUR_SANTE: Dispositif.SANTE,
    Role.COORDINATEUR_CITE: Dispositif.EMPLOI,
}
"""Roles whose work is a whole dispositif, as architecture.md says it: written again here, so that a slip there shows."""


def portee_de(role: Role | None, *, absorbees: bool = False) -> set[str]:
    """Codes of the files this role reaches; those absorbed by a merge are asked for by name."""
    codes: set[str] = set()
    if role in TOUT_LE_DISPOSITIF:
        codes = {f"{TOUT_LE_DISPOSITIF[role]} {lien}" for lien in LIENS}
    elif role is Role.REFERENT_PRE:
        codes = {f"pre {lien}" for lien in SUIVIES_EN_NOM | {ABSORBEE}}
    elif role is Role.REFERENT_INSERTION:
        codes = {f"emploi {lien}" for lien in SUIVIES_EN_NOM | SUIVIES_PAR_LA_STRUCTURE | {ABSORBEE}}
    return codes if absorbees else {code for code in codes if ABSORBEE not in code}


@dataclass
class Voisinage:
    """Somebody, their structure, another one, and the files around."""

    agent: Agent
    structure: Structure
    ailleurs: Structure
    fiches: dict[str, Beneficiaire]
    parcours: dict[str, Parcours]

    @property
    def acteur(self) -> Acteur:
        """With what they hold today."""
        return acteur_de(self.agent, habilitations_du_jour(self.agent.id, aujourd_hui()))

    def codes(self, ids: Iterable[uuid.UUID]) -> set[str]:
        """Codes of the files, or of the files of the pathways, of these ids."""
        connus = {ligne.id: code for quoi in (self.fiches, self.parcours) for code, ligne in quoi.items()}
        return {connus[identifiant] for identifiant in ids}


def voisinage(role: Role | None, **habilitation: Any) -> Voisinage:
    """Build it around somebody who holds `role` and belongs to a structure, whatever the role.

    Args:
        role: None for somebody who holds nothing.
        habilitation: `debut`, `fin`, `charte_signee_le`.
    """
    chez, ailleurs = personnes.structure("Ma structure"), personnes.structure("Une autre structure")
    moi = personnes.agent(role, structure=chez, **habilitation)
    collegue = personnes.agent(Role.REFERENT_PRE, prenom="Autre", nom="Collègue")
    fiches = {
        f"{dispositif} {lien}": personnes.beneficiaire(f"{dispositif} {lien}", "Léa", dispositif)
        for dispositif in Dispositif
        for lien in LIENS
    }
    for dispositif in Dispositif:
        _rattacher({lien: fiches[f"{dispositif} {lien}"] for lien in LIENS}, moi, collegue, chez, ailleurs)
    db.session.flush()
    return Voisinage(moi, chez, ailleurs, fiches, {code: personnes.parcours(fiche) for code, fiche in fiches.items()})


def _rattacher(fiches: dict[str, Beneficiaire], moi: Agent, collegue: Agent, chez: Structure, ailleurs: Structure) -> None:
    """Tie each file of one dispositif in its own way."""
    jour, un_jour = aujourd_hui(), timedelta(days=1)
    finie: dict[str, Any] = {"debut": jour - 9 * un_jour, "fin": jour - un_jour}
    a_venir: dict[str, Any] = {"debut": jour + un_jour}
    ce_soir: dict[str, Any] = {"debut": jour - un_jour, "fin": jour}
    personnes.rattacher(fiches["au référent"], agent=moi)
    personnes.rattacher(fiches["au coréférent jusqu’à ce soir"], agent=moi, nature=NatureRattachement.COREFERENT, **ce_soir)
    personnes.rattacher(fiches["à la structure"], structure=chez)
    personnes.rattacher(
        fiches["repérée par la structure jusqu’à ce soir"], structure=chez, nature=NatureRattachement.REPERAGE, **ce_soir
    )
    personnes.rattacher(fiches["à l’ancien référent"], agent=moi, **finie)
    personnes.rattacher(fiches["au référent de demain"], agent=moi, **a_venir)
    personnes.rattacher(fiches["à l’agent sans être son référent"], agent=moi, nature=NatureRattachement.ACCOMPAGNEMENT)
    personnes.rattacher(fiches["à l’ancienne structure"], structure=chez, **finie)
    personnes.rattacher(fiches["à la structure de demain"], structure=chez, **a_venir)
    personnes.rattacher(fiches["à une autre"], agent=collegue)
    personnes.rattacher(fiches["à une autre"], structure=ailleurs)
    personnes.rattacher(fiches[ABSORBEE], agent=moi)
    fiches[ABSORBEE].fusionne_dans_id = fiches["au référent"].id
