"""People spotted: names, day and state, as columns."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire
from parcours.cite_emploi.access import reperages_visibles
from parcours.cite_emploi.models import Reperage
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import compter, db
from parcours.socle.droits import Acteur, Role

PAR_PAGE = 25


@dataclass(frozen=True)
class PersonneReperee:
    """One line of the list."""

    beneficiaire_id: uuid.UUID
    nom: str
    repere_le: date | None
    etat: EtatParcours
    structure: str


@dataclass(frozen=True)
class PageDeReperages:
    """One page of the list."""

    lignes: Sequence[PersonneReperee]
    total: int
    page: int
    pages: int


def reperages(acteur: Acteur, *, nouveaux: bool, page: int = 1) -> PageDeReperages:
    """People spotted, latest first; `nouveaux` keeps those nobody has called yet."""
    requete = reperages_visibles(acteur)
    if nouveaux:
        requete = requete.where(Parcours.etat == EtatParcours.DEMANDE)
    total = compter(requete)
    pages = max(1, -(-total // PAR_PAGE))
    page = min(max(1, page), pages)
    colonnes = (
        requete.outerjoin(Structure, Structure.id == Reperage.structure_id)
        .with_only_columns(
            Beneficiaire.id,
            Beneficiaire.nom,
            Beneficiaire.prenom,
            Reperage.repere_le,
            Parcours.etat,
            Structure.nom,
            Reperage.structure_libelle,
        )
        .order_by(Reperage.repere_le.desc().nulls_last(), Reperage.id.desc())
        .limit(PAR_PAGE)
        .offset((page - 1) * PAR_PAGE)
    )
    lignes = [
        PersonneReperee(identifiant, f"{nom.upper()} {prenom}", repere_le, etat, structure or libelle or "")
        for identifiant, nom, prenom, repere_le, etat, structure, libelle in db.session.execute(colonnes)
    ]
    return PageDeReperages(lignes, total, page, pages)


def a_appeler(acteur: Acteur) -> tuple[int, date | None]:
    """(how many people nobody has called yet, since when the oldest waits), for the first page."""
    requete = reperages_visibles(acteur).where(Parcours.etat == EtatParcours.DEMANDE)
    nombre, depuis = db.session.execute(requete.with_only_columns(func.count(Reperage.id), func.min(Reperage.repere_le))).one()
    return nombre, depuis


def mes_structures(acteur: Acteur) -> list[tuple[str, str]]:
    """Structures in whose name this partner spots people: (id, words)."""
    ids = acteur.structures_de(Role.PARTENAIRE)
    structures = db.session.scalars(select(Structure).where(Structure.id.in_(ids)).order_by(Structure.nom))
    return [(str(s.id), s.libelle) for s in structures]
