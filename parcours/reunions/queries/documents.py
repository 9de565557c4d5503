"""What the documents of a meeting need beyond its pages."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from parcours.beneficiaires.access import du_dossier
from parcours.beneficiaires.models import Beneficiaire, Contact, Rattachement
from parcours.comptes.models import Agent
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import deliberation_de, situations_visibles, sorties_de
from parcours.reunions.models import Deliberation, Reunion, Situation
from parcours.reunions.queries.membres import convoques, membres
from parcours.reunions.queries.seance import presents
from parcours.reunions.queries.situations import situations_a_preparer
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit


def situations_a_emporter(acteur: Acteur) -> Select[Situation]:
    """Situations one may take away on paper, with what the sheet shows: those of the children one follows.

    Members of the EPS read on screen only, in their window (pre.md §3.5, rule 3: no download).
    """
    return (
        situations_visibles(acteur.au_titre_de(Droit.PARCOURS_LIRE))
        .outerjoin(Beneficiaire.rattachements)
        .options(
            contains_eager(Situation.reunion),
            contains_eager(Situation.parcours).selectinload(Parcours.objectifs),
            contains_eager(Situation.parcours).selectinload(Parcours.motifs),
            contains_eager(Situation.parcours)
            .contains_eager(Parcours.beneficiaire)
            .options(
                contains_eager(Beneficiaire.rattachements).joinedload(Rattachement.agent),
                joinedload(Beneficiaire.etablissement),
            ),
        )
    )


def situations_de_la_reunion(acteur: Acteur, reunion: Reunion) -> list[Situation]:
    """Situations of an agenda one prepares, in order, with what their sheets show."""
    requete = situations_a_preparer(acteur).where(Situation.reunion_id == reunion.id)
    return list(db.session.scalars(requete.order_by(Situation.rang, Situation.id)).unique())


def note_conclue(situation: Situation) -> Deliberation:
    """What was noted about a loaded situation; an empty note when it was decided outside a meeting."""
    notee = db.session.scalars(deliberation_de(situation)).unique().one_or_none()
    return notee if notee is not None else Deliberation(situation_id=situation.id)


def a_faire_signer(reunion: Reunion) -> list[tuple[str, str]]:
    """(name, institution) of those at the meeting, or of those convened as long as the roll is not called."""
    if la := presents(reunion):
        return [(p.agent.nom_complet if p.agent is not None else p.nom or "", p.institution or "") for p in la]
    chez = {m.agent.id: m.structure for m in membres(reunion.jour, reunion.dispositif)}
    return [(agent.nom_complet, chez.get(agent.id, "")) for agent in convoques(reunion)]


def sorties_de_salle(reunion: Reunion) -> dict[object, frozenset[str]]:
    """Situation -> names of those who left the room for it."""
    noms = {p.id: p.agent.nom_complet if p.agent is not None else p.nom or "" for p in presents(reunion)}
    sorties: dict[object, frozenset[str]] = {}
    for sortie in db.session.scalars(sorties_de(reunion)):
        sorties[sortie.situation_id] = sorties.get(sortie.situation_id, frozenset()) | {noms.get(sortie.presence_id, "")}
    return sorties


def a_qui_ecrire(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Contact]:
    """Holders of parental authority who may be written to (restrictions of contact are respected)."""
    requete = (
        du_dossier(Contact, acteur)
        .where(Contact.beneficiaire_id == beneficiaire_id, Contact.autorite_parentale, Contact.contact_autorise)
        .order_by(Contact.rang, Contact.id)
    )
    return list(db.session.scalars(requete))


def nom_de_l_agent(agent_id: uuid.UUID | None) -> str:
    """Name of an agent, empty when there is none."""
    agent = db.session.scalar(select(Agent).where(Agent.id == agent_id)) if agent_id else None
    return agent.nom_complet if agent is not None else ""


def types_d_action() -> dict[str, str]:
    """Words of every kind of action, ended ones included."""
    return nomenclatures.libelles("type_action")
