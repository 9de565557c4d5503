"""Convening the members, without any name of a child."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from parcours.comptes.models import Agent
from parcours.journal.services import noter
from parcours.reunions.access import convocations_de
from parcours.reunions.models import Convocation, Reunion
from parcours.reunions.queries.membres import membres
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_longue, heure


def convoquer(reunion: Reunion, agent_ids: Collection[uuid.UUID], adresse: str, *, par: Acteur) -> list[Agent]:
    """Convene exactly these members; returns those newly convened, who receive an e-mail that names nobody.

    Args:
        reunion: the meeting.
        agent_ids: members chosen.
        adresse: absolute address of the meeting, for the e-mail.
        par: who convenes.

    Raises:
        ErreurDuDomaine: one of them is not a member whose charter is in force.
    """
    possibles = {m.agent.id: m.agent for m in membres(aujourd_hui()) if m.charte_valide}
    deja = {c.agent_id: c for c in db.session.scalars(convocations_de(reunion))}
    nouveaux = [agent_id for agent_id in dict.fromkeys(agent_ids) if agent_id not in deja]
    if any(agent_id not in possibles for agent_id in nouveaux):
        raise ErreurDuDomaine(
            "Seuls les membres dont la charte de confidentialité est signée depuis moins d’un an sont convoqués."
        )
    for agent_id, convocation in deja.items():
        if agent_id not in agent_ids:
            db.session.delete(convocation)
    for agent_id in nouveaux:
        db.session.add(Convocation(reunion_id=reunion.id, agent_id=agent_id))
        _ecrire_au_membre(possibles[agent_id], reunion, adresse)
    noter("convoquer", reunion, par=par, detail=f"{len(nouveaux)} convocations")
    return [possibles[agent_id] for agent_id in nouveaux]


def _ecrire_au_membre(membre: Agent, reunion: Reunion, adresse: str) -> None:
    """No child, no initials: the list is read in the application (pre.md §3.2)."""
    lieu = f", {reunion.lieu}" if reunion.lieu else ""
    deposer(
        membre.courriel,
        f"Réunion du {date_longue(reunion.jour)}",
        f"Bonjour,\n\nVous êtes convié à la réunion « {reunion.type.libelle} » du {date_longue(reunion.jour, jour_de_semaine=True)} "
        f"à {heure(reunion.debut)}{lieu}.\n\nL’ordre du jour se lit dans l’application, à partir de sept jours avant :\n{adresse}\n",
    )
