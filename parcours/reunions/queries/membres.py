"""Members of the EPS and those convened."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import joinedload

from parcours.comptes.models import Agent
from parcours.reunions.access import (
    convocations_de,
    membres_a_convoquer,
)
from parcours.reunions.models import Convocation, Reunion
from parcours.reunions.rules.preparation import charte_valide
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui


@dataclass(frozen=True)
class Membre:
    """A member of the EPS, and whether they may be convened."""

    agent: Agent
    structure: str
    charte_signee_le: date | None
    charte_valide: bool


def membres(jour: date) -> list[Membre]:
    """Members of the EPS in function, once each, those whose charter is in force first."""
    connus: dict[uuid.UUID, Membre] = {}
    for agent, h in db.session.execute(membres_a_convoquer(jour)):
        chez = h.structure.libelle if h.structure is not None else ""
        membre = Membre(agent, chez, h.charte_signee_le, charte_valide(h.charte_signee_le, jour))
        if agent.id not in connus or (membre.charte_valide and not connus[agent.id].charte_valide):
            connus[agent.id] = membre
    return sorted(connus.values(), key=lambda m: not m.charte_valide)


def convoques(reunion: Reunion) -> list[Agent]:
    """Members convened to a meeting."""
    requete = convocations_de(reunion).options(joinedload(Convocation.agent))
    return sorted((c.agent for c in db.session.scalars(requete)), key=lambda a: (a.nom, a.prenom))


def choix_de_membres(reunion: Reunion) -> list[tuple[str, str]]:
    """Members who may be convened: (id, name and institution); those already convened stay in the list."""
    possibles = [
        (str(m.agent.id), f"{m.agent.nom_complet}, {m.structure}" if m.structure else m.agent.nom_complet)
        for m in membres(aujourd_hui())
        if m.charte_valide
    ]
    connus = {code for code, _ in possibles}
    return possibles + [(str(a.id), a.nom_complet) for a in convoques(reunion) if str(a.id) not in connus]
