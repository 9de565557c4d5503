"""Who reads which meeting and which situation: two scopes, because the secretariat orders the agenda without reading it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.comptes.access import habilitations_en_vigueur
from parcours.comptes.models import Agent, Habilitation
from parcours.parcours_individuels.access import TABLES_DU_PARCOURS
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.models import (
    ActionProposee,
    ChiffreDeSeance,
    Convocation,
    Deliberation,
    ObjectifPropose,
    PointAnonyme,
    Presence,
    Reunion,
    Seance,
    Situation,
    SortieDeSalle,
)
from parcours.reunions.rules.preparation import VALIDITE_CHARTE
from parcours.socle.droits import Acteur, Dispositif, Droit, Role
from parcours.socle.horloge import PARIS, aujourd_hui
from parcours.socle.perimetre import Perimetre
from parcours.socle.reglages import reglages

_REUNION = (Reunion, Convocation, Situation, Presence, SortieDeSalle)
_DELIBERATION = (Deliberation, ObjectifPropose, ActionProposee)
_DOSSIER = (Beneficiaire, Rattachement)
ROLES_DE_L_AGENDA = (Role.COORDINATEUR_PRE, Role.SECRETARIAT_PRE, Role.COORDINATEUR_CITE)
REFERENTS = frozenset({Role.REFERENT_PRE, Role.REFERENT_INSERTION})
CONVIES = {
    Dispositif.PRE: (Role.MEMBRE_EPS,),
    Dispositif.EMPLOI: (Role.REFERENT_INSERTION, Role.COORDINATEUR_CITE),
}
"""Who is convened: members of the EPS under their charter; at the comité, those bound by their own role."""


def debut_de_journee(jour: date) -> datetime:
    """Midnight in Paris."""
    return datetime.combine(jour, time.min, PARIS)


def _mes_convocations(acteur: Acteur) -> Select[Any]:
    return select(Convocation.reunion_id).where(Convocation.agent_id == acteur.agent_id)


def reunions_visibles(acteur: Acteur) -> Select[Reunion]:
    """Meetings of the dispositif (coordination, secrétariat), of one's own children (référent), or one is convened to (member)."""
    conditions: list[ColumnElement[bool]] = []
    if dispositifs := acteur.dispositifs_de(*ROLES_DE_L_AGENDA):
        conditions.append(Reunion.dispositif.in_(sorted(dispositifs)))
    if REFERENTS & acteur.roles:
        de_mes_enfants = (
            select(Situation.reunion_id)
            .join(Situation.parcours)
            .join(Parcours.beneficiaire)
            .where(portee(acteur.au_titre_de(Droit.SITUATION_LIRE)), Situation.retiree_le.is_(None))
        )
        conditions.append(Reunion.id.in_(de_mes_enfants))
    if Role.MEMBRE_EPS in acteur.roles:
        conditions.append(Reunion.id.in_(_mes_convocations(acteur)))
    if Role.REFERENT_INSERTION in acteur.roles:
        conditions.append(and_(Reunion.dispositif == Dispositif.EMPLOI, Reunion.id.in_(_mes_convocations(acteur))))
    return select(Reunion).where(or_(*conditions) if conditions else false()).options(Perimetre(*_REUNION, Parcours, *_DOSSIER))


def _charte_en_vigueur(acteur: Acteur, jour: date) -> ColumnElement[bool]:
    """The charter of confidentiality of this member was signed within the year (pre.md §3.5)."""
    return exists(
        habilitations_en_vigueur(jour)
        .where(
            Habilitation.agent_id == acteur.agent_id,
            Habilitation.role == Role.MEMBRE_EPS,
            Habilitation.charte_signee_le <= jour,
            Habilitation.charte_signee_le >= jour - VALIDITE_CHARTE,
        )
        .with_only_columns(Habilitation.id)
    )


def _comme_membre(acteur: Acteur) -> ColumnElement[bool]:
    """Situations of the meetings one is convened to, from 7 days before to 7 days after, charter in force.

    Both numbers are settings; a cancelled meeting opens nothing.
    """
    jour, reglees = aujourd_hui(), reglages()
    return and_(
        Situation.reunion_id.in_(_mes_convocations(acteur)),
        Reunion.debut >= debut_de_journee(jour - timedelta(days=reglees["eps_fenetre_apres"])),
        Reunion.debut < debut_de_journee(jour + timedelta(days=reglees["eps_fenetre_avant"] + 1)),
        Reunion.annulee_le.is_(None),
        _charte_en_vigueur(acteur, jour),
        Situation.id.not_in(_situations_sans_moi(acteur)),
    )


def _situations_sans_moi(acteur: Acteur) -> Select[Any]:
    """Situations for which one left the room: their sheet is not read either (pre.md §3.2)."""
    return select(SortieDeSalle.situation_id).join(SortieDeSalle.presence).where(Presence.agent_id == acteur.agent_id)


def _situations(acteur: Acteur, droit: Droit) -> Select[Situation]:
    conditions = [portee(acteur.au_titre_de(droit))]
    if Role.MEMBRE_EPS in acteur.roles:
        conditions.append(_comme_membre(acteur))
    return (
        select(Situation)
        .join(Situation.reunion)
        .join(Situation.parcours)
        .join(Parcours.beneficiaire)
        .where(or_(*conditions), Situation.retiree_le.is_(None))
        .options(Perimetre(*_REUNION, *TABLES_DU_PARCOURS, *_DOSSIER))
    )


def situations_visibles(acteur: Acteur) -> Select[Situation]:
    """Situations whose one-page sheet and decision one may read; not the secrétariat."""
    return _situations(acteur, Droit.SITUATION_LIRE)


def inscriptions_visibles(acteur: Acteur) -> Select[Situation]:
    """Lines of the agenda: who and in which order, nothing of the sheet (secrétariat included)."""
    return _situations(acteur, Droit.REUNION_LIRE)


def parcours_inscrits(acteur: Acteur) -> Select[uuid.UUID, datetime]:
    """Pathways on an agenda, not decided yet, with the instant of the first such meeting (socle.dossier, `Inscriptions`)."""
    return (
        inscriptions_visibles(acteur)
        .where(Situation.decision.is_(None), Reunion.annulee_le.is_(None))
        .with_only_columns(Situation.parcours_id.label("parcours_id"), func.min(Reunion.debut).label("le"))
        .group_by(Situation.parcours_id)
    )


def membres_a_convoquer(jour: date, dispositif: Dispositif = Dispositif.PRE) -> Select[Agent, Habilitation]:
    """Who may be convened on a day, with the habilitation that carries their charter."""
    return (
        habilitations_en_vigueur(jour)
        .join(Agent, Agent.id == Habilitation.agent_id)
        .where(Habilitation.role.in_(CONVIES.get(dispositif, ())), Agent.actif)
        .with_only_columns(Agent, Habilitation)
        .order_by(Agent.nom, Agent.prenom)
        .options(joinedload(Habilitation.structure))
    )


def inscription_retiree(reunion: Reunion, parcours: Parcours) -> Select[Situation]:
    """The line of this pathway on this agenda, taken off or not: both were loaded through their own scope."""
    return (
        select(Situation)
        .where(Situation.reunion_id == reunion.id, Situation.parcours_id == parcours.id)
        .options(Perimetre(Situation))
    )


def ordre_du_jour(reunion: Reunion) -> Select[Situation]:
    """Every line of an agenda already loaded through its scope: to number and reorder it, not to show it."""
    return (
        select(Situation)
        .where(Situation.reunion_id == reunion.id, Situation.retiree_le.is_(None))
        .order_by(Situation.rang)
        .options(Perimetre(Situation))
    )


def convocations_de(reunion: Reunion) -> Select[Convocation]:
    """Members convened to a meeting already loaded through its scope."""
    return select(Convocation).where(Convocation.reunion_id == reunion.id).options(Perimetre(Convocation))


def seance_de(reunion: Reunion) -> Select[Seance]:
    """How a meeting already loaded through its scope was held."""
    return select(Seance).where(Seance.reunion_id == reunion.id).options(Perimetre(Seance))


def presences_de(reunion: Reunion) -> Select[Presence]:
    """Who is in the room of a meeting already loaded through its scope."""
    return select(Presence).where(Presence.reunion_id == reunion.id).options(Perimetre(Presence), joinedload(Presence.agent))


def sorties_de(reunion: Reunion) -> Select[SortieDeSalle]:
    """Who left the room, for which situation, in a meeting already loaded through its scope."""
    return (
        select(SortieDeSalle)
        .join(SortieDeSalle.presence)
        .where(Presence.reunion_id == reunion.id)
        .options(Perimetre(SortieDeSalle, Presence))
    )


def salle_de(situation: Situation) -> Select[Presence, uuid.UUID]:
    """Who is at the meeting of a situation already loaded through its scope, and whether they left for this one."""
    return (
        select(Presence, SortieDeSalle.id)
        .outerjoin(SortieDeSalle, and_(SortieDeSalle.presence_id == Presence.id, SortieDeSalle.situation_id == situation.id))
        .where(Presence.reunion_id == situation.reunion_id)
        .options(Perimetre(Presence, SortieDeSalle), joinedload(Presence.agent))
    )


def lignes_de_seance(acteur: Acteur, reunion: Reunion) -> Select[Any]:
    """(situation, its note, the meeting held) of an agenda one leads, in one statement."""
    return (
        situations_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))
        .outerjoin(Deliberation, Deliberation.situation_id == Situation.id)
        .outerjoin(Seance, Seance.reunion_id == Situation.reunion_id)
        .add_columns(Deliberation, Seance)
        .where(Situation.reunion_id == reunion.id)
        .options(Perimetre(*_DELIBERATION, Seance))
    )


def deliberation_de(situation: Situation) -> Select[Deliberation]:
    """What was noted about a situation already loaded through its scope, objectives and actions in the same statement."""
    return (
        select(Deliberation)
        .outerjoin(Deliberation.objectifs)
        .outerjoin(Deliberation.actions)
        .where(Deliberation.situation_id == situation.id)
        .options(
            Perimetre(*_DELIBERATION),
            contains_eager(Deliberation.objectifs),
            contains_eager(Deliberation.actions).joinedload(ActionProposee.operateur),
        )
        .order_by(ObjectifPropose.rang, ActionProposee.rang)
    )


def chiffres_de_seance() -> Select[ChiffreDeSeance]:
    """Figures of the meetings held: they name nobody."""
    return select(ChiffreDeSeance)


def decisions_de(reunion: Reunion) -> Select[uuid.UUID]:
    """Situations decided in a meeting already loaded through its scope."""
    return (
        select(Situation.id)
        .where(Situation.reunion_id == reunion.id, Situation.decision.is_not(None))
        .options(Perimetre(Situation))
    )


def points_de(reunion: Reunion) -> Select[PointAnonyme]:
    """Anonymous points of a meeting already loaded through its scope."""
    return (
        select(PointAnonyme)
        .where(PointAnonyme.reunion_id == reunion.id, PointAnonyme.retire_le.is_(None))
        .order_by(PointAnonyme.rang)
        .options(Perimetre(PointAnonyme))
    )


def points_a_preparer(acteur: Acteur) -> Select[PointAnonyme]:
    """Anonymous points of the agendas one may organise."""
    dispositifs = acteur.au_titre_de(Droit.REUNION_ECRIRE).dispositifs_de(*ROLES_DE_L_AGENDA)
    return (
        select(PointAnonyme)
        .join(PointAnonyme.reunion)
        .where(Reunion.dispositif.in_(sorted(dispositifs)), PointAnonyme.retire_le.is_(None))
        .options(contains_eager(PointAnonyme.reunion), Perimetre(PointAnonyme, Reunion))
    )


def appartenances_visibles(acteur: Acteur) -> Select[Habilitation]:
    """Memberships of the EPS in force, for the coordination that prepares its meetings; no other habilitation (ADR 0009)."""
    requete = habilitations_en_vigueur(aujourd_hui()).join(Habilitation.agent)
    requete = requete.where(Habilitation.role == Role.MEMBRE_EPS, Agent.actif)
    return requete if acteur.peut(Droit.MEMBRE_EPS_LIRE) else requete.where(false())
