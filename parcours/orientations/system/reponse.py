"""What a structure without an account reaches through its signed link: one referral, and nothing of the file behind it.

Unscoped on purpose: nobody is signed in. The secret of the link, then the code sent to the mailbox, are the scope.
"""

from __future__ import annotations

import uuid

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload

from parcours.comptes.models import Agent, Habilitation
from parcours.orientations.models import AccesReponse, BoiteProuvee, Orientation
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre


def _acces() -> Select[AccesReponse]:
    return select(AccesReponse).options(Perimetre(AccesReponse))


def acces(identifiant: uuid.UUID) -> AccesReponse | None:
    """The door behind a link."""
    return db.session.scalar(_acces().where(AccesReponse.id == identifiant))


def acces_a_ecrire(identifiant: uuid.UUID) -> AccesReponse:
    """The same, locked until the end of the request: codes tried at the same moment count one after the other."""
    requete = _acces().where(AccesReponse.id == identifiant).with_for_update()
    return db.session.scalars(requete.execution_options(populate_existing=True)).one()


def acces_de(orientation_id: uuid.UUID) -> AccesReponse | None:
    """The door of a referral already loaded."""
    return db.session.scalar(_acces().where(AccesReponse.orientation_id == orientation_id))


def acces_deja_servi(numero: uuid.UUID) -> AccesReponse | None:
    """The door through which this very form was already received: the same press of a button, twice."""
    return db.session.scalar(_acces().where(AccesReponse.numero_envoi == numero))


def orientation_de(porte: AccesReponse, *, a_ecrire: bool = False) -> Orientation | None:
    """The referral of a door, as long as it is still for the structure the link was sent to."""
    requete = (
        select(Orientation)
        .where(Orientation.id == porte.orientation_id, Orientation.structure_id == porte.structure_id)
        .options(
            Perimetre(Orientation),
            joinedload(Orientation.structure),
            joinedload(Orientation.emetteur),
            joinedload(Orientation.referent),
        )
    )
    if a_ecrire:
        requete = requete.with_for_update(of=Orientation).execution_options(populate_existing=True)
    return db.session.scalar(requete)


def boite_prouvee(empreinte: str) -> BoiteProuvee | None:
    """The proof a browser carries."""
    return db.session.scalar(select(BoiteProuvee).where(BoiteProuvee.empreinte == empreinte))


def a_un_compte(structure_id: uuid.UUID) -> bool:
    """True when somebody answers for this structure with an account of their own today."""
    le = aujourd_hui()
    quelqu_un = (
        select(Habilitation.id)
        .join(Agent, Agent.id == Habilitation.agent_id)
        .where(
            Habilitation.structure_id == structure_id,
            Habilitation.role == Role.PARTENAIRE,
            Habilitation.debut <= le,
            or_(Habilitation.fin.is_(None), Habilitation.fin >= le),
            Agent.actif,
        )
    )
    return bool(db.session.scalar(select(exists(quelqu_un))))
