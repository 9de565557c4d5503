"""What a prescripteur without an account reaches through a one-time link: their own invitation, and nothing of a child.

Unscoped on purpose: nobody is signed in. The secret of the link is the scope, and no narrative leaves this module.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select

from parcours.saisines.models import ComplementDeSaisine, InvitationSaisine, Saisine
from parcours.socle.base import db
from parcours.socle.perimetre import Perimetre


def invitation(identifiant: uuid.UUID) -> InvitationSaisine | None:
    """The invitation behind a live link."""
    return db.session.get(InvitationSaisine, identifiant)


def invitation_deja_servie(numero: uuid.UUID) -> InvitationSaisine | None:
    """The invitation whose form was already received with this one-use number: the same press of a button, twice."""
    return db.session.scalar(select(InvitationSaisine).where(InvitationSaisine.numero_envoi == numero))


def complement(identifiant: uuid.UUID) -> ComplementDeSaisine:
    """The question a link answers."""
    requete = select(ComplementDeSaisine).where(ComplementDeSaisine.id == identifiant)
    return db.session.scalars(requete.options(Perimetre(ComplementDeSaisine))).one()


def saisine_du_complement(ligne: ComplementDeSaisine) -> Saisine:
    """The saisine a question is about, to move it on; never shown to who answers."""
    requete = select(Saisine).where(Saisine.id == ligne.saisine_id).with_for_update(of=Saisine)
    return db.session.scalars(requete.options(Perimetre(Saisine))).one()


def reference_libre(reference: str) -> bool:
    """True when no saisine bears this reference."""
    requete = select(Saisine.id).where(Saisine.reference == reference)
    return db.session.scalar(requete.options(Perimetre(Saisine))) is None
