"""The one-page sheet of a situation, and the way from one to the next."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, with_expression

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.models import Bilan, Parcours
from parcours.parcours_individuels.rules import EtatObjectif
from parcours.reunions.access import (
    situations_visibles,
)
from parcours.reunions.models import Situation
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.typographie import age_en_annees


@dataclass(frozen=True)
class FicheDeSituation:
    """The one-page sheet: what a member needs, and nothing else of the file (pre.md §3.2)."""

    nom: str
    age: int | None
    classe: str | None
    ecole: str | None
    motifs: tuple[str, ...]
    objectifs: tuple[str, ...]
    dernier_bilan_le: date | None = None


def avec_la_personne(requete: Select[Situation]) -> Select[Situation]:
    return requete.options(
        contains_eager(Situation.reunion), contains_eager(Situation.parcours).contains_eager(Parcours.beneficiaire)
    )


def dossiers_ouverts(acteur: Acteur, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these files may be opened by name."""
    if not ids or not acteur.peut(Droit.BENEFICIAIRE_LIRE):
        return set()
    return set(
        db.session.scalars(beneficiaires_visibles(acteur).where(Beneficiaire.id.in_(ids)).with_only_columns(Beneficiaire.id))
    )


def situations_a_ouvrir(acteur: Acteur) -> Select[Situation]:
    """Situations whose sheet one may open, with what the sheet shows."""
    dernier_bilan = (
        select(func.max(Bilan.le)).where(Bilan.parcours_id == Situation.parcours_id).correlate(Situation).scalar_subquery()
    )
    return avec_la_personne(situations_visibles(acteur)).options(
        contains_eager(Situation.parcours).contains_eager(Parcours.beneficiaire).joinedload(Beneficiaire.etablissement),
        contains_eager(Situation.parcours).selectinload(Parcours.objectifs),
        contains_eager(Situation.parcours).selectinload(Parcours.motifs),
        with_expression(Situation.dernier_bilan_le, dernier_bilan),
    )


def situations_a_preparer(acteur: Acteur) -> Select[Situation]:
    """Lines of the agendas one may organise, with the person."""
    return situations_a_ouvrir(acteur.au_titre_de(Droit.REUNION_ECRIRE))


def fiche(situation: Situation) -> FicheDeSituation:
    """The sheet of a situation already loaded."""
    parcours, personne = situation.parcours, situation.parcours.beneficiaire
    return FicheDeSituation(
        nom=personne.nom_affiche,
        age=age_en_annees(personne.date_naissance),
        classe=personne.classe,
        ecole=personne.etablissement.nom if personne.etablissement else None,
        motifs=tuple(m.libelle for m in parcours.motifs),
        objectifs=tuple(o.texte or "" for o in parcours.objectifs if o.etat is EtatObjectif.EN_COURS),
        dernier_bilan_le=situation.dernier_bilan_le,
    )


def dossier_ouvert(acteur: Acteur, situation: Situation) -> bool:
    """True when this person may also open the record of the child."""
    return bool(dossiers_ouverts(acteur, [situation.parcours.beneficiaire_id]))


def voisines(acteur: Acteur, situation: Situation) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """Situations before and after this one, to go through a meeting without coming back to the list."""
    ids = list(
        db.session.scalars(
            situations_visibles(acteur)
            .where(Situation.reunion_id == situation.reunion_id)
            .order_by(Situation.rang, Situation.id)
            .with_only_columns(Situation.id)
        )
    )
    place = ids.index(situation.id)
    return (ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None)
