"""What the clock reads: every referral that waits, whoever follows it. Nothing read here is shown to anybody."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select

from parcours.annuaire.models import Structure
from parcours.beneficiaires.access import accords_en_vigueur
from parcours.beneficiaires.models import Accord, PorteeAccord
from parcours.comptes.models import Agent, Habilitation
from parcours.orientations.models import Orientation
from parcours.orientations.models.relance import Relance
from parcours.orientations.rules import EN_ATTENTE, EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import PARIS, a_paris, aujourd_hui
from parcours.socle.perimetre import Perimetre


@dataclass(frozen=True)
class EnAttente:
    """A referral that waits, and the reminders already sent since its sending."""

    id: uuid.UUID
    etat: EtatOrientation
    envoi: date
    faites: dict[int, date]


def en_attente_depuis(jours: int, au: date) -> Iterator[EnAttente]:
    """Referrals sent so many days ago or more and not answered, the oldest first.

    What came from a spreadsheet is never among them: neither reminded nor expired (architecture, decisions).
    """
    limite = datetime.combine(au - timedelta(days=jours - 1), time.min, PARIS)
    attend = (
        select(Orientation.id, Orientation.etat, Orientation.envoyee_le)
        .where(Orientation.etat.in_(EN_ATTENTE), Orientation.importee.is_(False), Orientation.envoyee_le < limite)
        .order_by(Orientation.envoyee_le, Orientation.id)
        .options(Perimetre(Orientation))
    )
    lignes = db.session.execute(attend).all()
    relances = (
        select(Relance.orientation_id, Relance.envoi_du, Relance.rang, Relance.faite_le)
        .join(Orientation, Orientation.id == Relance.orientation_id)
        .where(Orientation.etat.in_(EN_ATTENTE))
        .options(Perimetre(Orientation, Relance))
    )
    faites: dict[tuple[uuid.UUID, date], dict[int, date]] = defaultdict(dict)
    for relance in db.session.execute(relances):
        faites[relance.orientation_id, relance.envoi_du][relance.rang] = a_paris(relance.faite_le).date()
    for ligne in lignes:
        envoi = a_paris(ligne.envoyee_le).date()
        yield EnAttente(ligne.id, ligne.etat, envoi, faites.get((ligne.id, envoi), {}))


def prendre(identifiant: uuid.UUID) -> Orientation | None:
    """The referral, locked until the end of the transaction: an answer given meanwhile is seen, or waits."""
    requete = (
        select(Orientation)
        .where(Orientation.id == identifiant)
        .with_for_update(of=Orientation)
        .options(Perimetre(Orientation))
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(requete)


def relances_de(orientation: Orientation, envoi: date) -> dict[int, date]:
    """Reminders sent since that sending."""
    requete = (
        select(Relance.rang, Relance.faite_le)
        .where(Relance.orientation_id == orientation.id, Relance.envoi_du == envoi)
        .options(Perimetre(Relance))
    )
    return {rang: a_paris(faite_le).date() for rang, faite_le in db.session.execute(requete)}


def accord_en_vigueur(orientation: Orientation) -> bool:
    """True while an agreement still names the structure: one withdrawn since the sending stops the reminders."""
    beneficiaire_id = db.session.scalar(
        select(Parcours.beneficiaire_id).where(Parcours.id == orientation.parcours_id).options(Perimetre(Parcours))
    )
    if beneficiaire_id is None:
        return False
    requete = (
        accords_en_vigueur(beneficiaire_id)
        .join(Accord.portees)
        .where(PorteeAccord.structure_id == orientation.structure_id)
        .with_only_columns(Accord.id)
        .limit(1)
    )
    return db.session.scalar(requete) is not None


def partenaires_de(structure: Structure) -> list[Agent]:
    """Accounts that answer for a structure today."""
    jour = aujourd_hui()
    habilites = select(Habilitation.agent_id).where(
        Habilitation.role == Role.PARTENAIRE,
        Habilitation.structure_id == structure.id,
        Habilitation.debut <= jour,
        or_(Habilitation.fin.is_(None), Habilitation.fin >= jour),
    )
    return list(
        db.session.scalars(
            select(Agent).where(Agent.id.in_(habilites), Agent.actif, Agent.empreinte.is_not(None)).order_by(Agent.cle_tri)
        )
    )
