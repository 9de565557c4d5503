"""Unscoped counts: the city contract's indicators bear on everybody, whoever draws them up.

Reason: a pilote has no file within reach and must never have one; the figures are nevertheless those of all the files.
Only counts leave this module: no id, no name, no date of a person is selected, and every figure goes through
`secret_statistique` before it is stored or shown (services.etablir).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import case, func, or_, select

from parcours.beneficiaires.models import Beneficiaire, QuartierConstate
from parcours.beneficiaires.rules import SituationQuartier
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.perimetre import Perimetre
from parcours.territoire.models import Quartier

ENTRES = (
    EtatParcours.EN_COURS,
    EtatParcours.SUSPENDU,
    EtatParcours.SORTIE_PROPOSEE,
    EtatParcours.SORTI,
    EtatParcours.VEILLE,
    EtatParcours.CLOS,
)
"""States of a pathway that has begun; a request not yet accepted is not counted."""


def effectifs(premier: date, dernier: date) -> list[dict[str, Any]]:
    """How many files were active at least one day between two days, by dispositif, sex and district as at the last one."""
    a_la_date = (
        select(QuartierConstate.id)
        .where(QuartierConstate.beneficiaire_id == Beneficiaire.id, QuartierConstate.au <= dernier)
        .order_by(QuartierConstate.au.desc(), QuartierConstate.id.desc())
        .limit(1)
        .correlate(Beneficiaire)
        .scalar_subquery()
    )
    dossiers = (
        select(
            Beneficiaire.dispositif,
            Beneficiaire.sexe,
            func.coalesce(QuartierConstate.situation, Beneficiaire.situation_quartier).label("situation"),
            case((QuartierConstate.id.is_not(None), QuartierConstate.quartier_id), else_=Beneficiaire.quartier_id).label(
                "quartier_id"
            ),
        )
        .outerjoin(QuartierConstate, QuartierConstate.id == a_la_date)
        .where(
            Beneficiaire.fusionne_dans_id.is_(None),
            Beneficiaire.id.in_(
                select(Parcours.beneficiaire_id).where(
                    Parcours.etat.in_(ENTRES),
                    Parcours.debut_le <= dernier,
                    or_(Parcours.sortie_le.is_(None), Parcours.sortie_le >= premier),
                )
            ),
        )
        .subquery()
    )
    requete = (
        select(dossiers.c.dispositif, dossiers.c.sexe, dossiers.c.situation, Quartier.code, func.count().label("n"))
        .outerjoin(Quartier, Quartier.id == dossiers.c.quartier_id)
        .group_by(dossiers.c.dispositif, dossiers.c.sexe, dossiers.c.situation, Quartier.code)
        .options(Perimetre(Beneficiaire, QuartierConstate, Parcours))
    )
    return [
        {
            "dispositif": ligne.dispositif,
            "sexe": ligne.sexe,
            "situation": SituationQuartier(ligne.situation),
            "quartier": ligne.code,
            "n": ligne.n,
        }
        for ligne in db.session.execute(requete)
    ]
