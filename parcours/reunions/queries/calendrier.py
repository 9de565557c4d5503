"""Lists of meetings."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Select, func

from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import (
    debut_de_journee,
    inscriptions_visibles,
    reunions_visibles,
)
from parcours.reunions.models import Reunion, Situation, TypeDeReunion
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import reglages
from parcours.socle.typographie import pluriel

AU_PLUS = 50
"""Past meetings shown at once: four years of monthly ones."""


@dataclass(frozen=True)
class LigneReunion:
    """One meeting of the list, with how many situations of it one may read."""

    reunion: Reunion
    situations: int


def reunions(acteur: Acteur, *, passees: bool) -> list[LigneReunion]:
    """Coming meetings (soonest first) or past ones (latest first); today's are coming."""
    minuit = debut_de_journee(aujourd_hui())
    requete = reunions_visibles(acteur)
    if passees:
        requete = requete.where(Reunion.debut < minuit).order_by(Reunion.debut.desc()).limit(AU_PLUS)
    else:
        requete = requete.where(Reunion.debut >= minuit).order_by(Reunion.debut)
    lignes = list(db.session.scalars(requete))
    nombres: dict[uuid.UUID, int] = {}
    if lignes:
        comptes = (
            inscriptions_visibles(acteur)
            .where(Situation.reunion_id.in_([r.id for r in lignes]))
            .with_only_columns(Situation.reunion_id, func.count())
            .group_by(Situation.reunion_id)
        )
        nombres = {reunion_id: nombre for reunion_id, nombre in db.session.execute(comptes)}
    return [LigneReunion(reunion, nombres.get(reunion.id, 0)) for reunion in lignes]


def reunions_a_preparer(acteur: Acteur) -> Select[Reunion]:
    """Meetings one may organise."""
    return reunions_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))


def fenetre() -> str:
    """When a convened member reads the situations, in words."""
    reglees = reglages()
    avant, apres = pluriel(reglees["eps_fenetre_avant"], "jour"), pluriel(reglees["eps_fenetre_apres"], "jour")
    return f"de {avant} avant la réunion à {apres} après"


def choix_de_reunions(acteur: Acteur, parcours: Parcours) -> list[tuple[str, str]]:
    """Coming meetings where this pathway may be discussed: (id, words)."""
    minuit = debut_de_journee(aujourd_hui())
    requete = (
        reunions_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))
        .where(Reunion.debut >= minuit, Reunion.dispositif == parcours.dispositif, Reunion.annulee_le.is_(None))
        .where(Reunion.type.has(TypeDeReunion.sur_situations))
        .order_by(Reunion.debut)
    )
    return [(str(r.id), r.titre) for r in db.session.scalars(requete)]
