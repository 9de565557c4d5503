"""Kinds of meetings one organises, and the school holidays."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from parcours.reunions.access import ROLES_DE_L_AGENDA
from parcours.reunions.models import TypeDeReunion, VacancesScolaires
from parcours.reunions.rules.types import Vacances
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Droit


def dispositifs(acteur: Acteur) -> list[Dispositif]:
    """Schemes whose meetings this person organises."""
    return sorted(acteur.au_titre_de(Droit.REUNION_ECRIRE).dispositifs_de(*ROLES_DE_L_AGENDA))


def types_a_regler(acteur: Acteur) -> Select[TypeDeReunion]:
    """Kinds of meetings this person organises, with the members they convene by default."""
    return (
        select(TypeDeReunion)
        .where(TypeDeReunion.dispositif.in_(dispositifs(acteur)))
        .order_by(TypeDeReunion.rang, TypeDeReunion.libelle)
        .options(selectinload(TypeDeReunion.membres))
    )


def types(acteur: Acteur) -> list[TypeDeReunion]:
    """The same, in order."""
    return list(db.session.scalars(types_a_regler(acteur)))


def choix(acteur: Acteur, sauf: TypeDeReunion | None = None) -> list[tuple[str, str]]:
    """Kinds offered in a form: those in use, and the one the meeting already has."""
    return [(t.code, t.libelle) for t in types(acteur) if t.actif or t is sauf]


def vacances() -> list[Vacances]:
    """School holidays, in order."""
    lignes = db.session.scalars(select(VacancesScolaires).order_by(VacancesScolaires.du))
    return [Vacances(v.libelle, v.du, v.au) for v in lignes]
