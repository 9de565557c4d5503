"""The work list of the Cité de l'Emploi: where each person stands, since when, what holds them back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_

from parcours.beneficiaires.models import Beneficiaire
from parcours.cite_emploi.access import (
    freins_de,
    parcours_de_la_cohorte,
    parcours_par_etape,
    suivis_apres_sortie_visibles,
)
from parcours.cite_emploi.models import Cohorte, FreinDiagnostic, SortieEmploi, SuiviApresSortie, SuiviEmploi
from parcours.cite_emploi.rules import CategorieSortie, EtapeEmploi, NiveauFrein
from parcours.cite_emploi.rules.etapes import ETATS, PAR_DEFAUT
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui

PAR_PAGE = 25
D_AVANCE = timedelta(days=7)
"""News to take are announced a week before their day."""

E = EtapeEmploi
GROUPES: dict[str, tuple[str, frozenset[EtapeEmploi]]] = {
    "a-appeler": ("À appeler", frozenset({E.REPERE, E.INJOIGNABLE})),
    "diagnostic": ("À diagnostiquer", frozenset({E.CONTACTE, E.DIAGNOSTIC})),
    "coordination": ("En comité", frozenset({E.EN_COORDINATION})),
    "accompagnees": ("Accompagnées", frozenset({E.ACCOMPAGNE})),
    "en-veille": ("En veille, en rupture", frozenset({E.EN_VEILLE, E.RUPTURE})),
    "terminees": ("Terminées", frozenset({E.SORTI_POSITIF, E.SORTI_AUTRE, E.REFUS})),
}
"""Tabs: the beats of a pathway towards work."""


def etape_en_sql() -> ColumnElement[Any]:
    """`rules.etape_de`, for the whole list in one statement."""
    accord = or_(*(and_(SuiviEmploi.etape == etape, Parcours.etat.in_(etats)) for etape, etats in ETATS.items()))
    sorties = [etat for etat, etape in PAR_DEFAUT.items() if etape is E.SORTI_AUTRE]
    dynamique = and_(Parcours.etat.in_(sorties), SortieEmploi.categorie != CategorieSortie.AUTRE)
    # Values rather than enumerations: a CASE mixing a column and constants has no type of its own.
    return case(
        (accord, cast(SuiviEmploi.etape, String)),
        (dynamique, E.SORTI_POSITIF.value),
        *((Parcours.etat == etat, etape.value) for etat, etape in PAR_DEFAUT.items()),
        else_=E.REPERE.value,
    )


@dataclass(frozen=True)
class PersonneSuivie:
    """One line."""

    parcours_id: uuid.UUID
    beneficiaire_id: uuid.UUID
    nom: str
    telephone: str | None
    etape: EtapeEmploi
    depuis_le: date | None
    freins: Sequence[FreinDiagnostic]
    retour_le: date | None


@dataclass(frozen=True)
class PageDePersonnes:
    """One page of a tab, with the counts of all of them."""

    lignes: Sequence[PersonneSuivie]
    comptes: dict[str, int]
    par_etape: dict[EtapeEmploi, int]
    total: int
    page: int
    pages: int


def personnes_par_etape(
    acteur: Acteur, groupe: str | None, *, cohorte: Cohorte | None = None, page: int = 1
) -> PageDePersonnes:
    """People of a tab, those who have waited longest first; all of them when `groupe` is None."""
    etape = etape_en_sql()
    requete = parcours_par_etape(acteur)
    if cohorte is not None:
        requete = requete.where(Parcours.id.in_(parcours_de_la_cohorte(cohorte.id)))
    # A name no table has: GROUP BY would otherwise take the column of the step noted.
    nombres = db.session.execute(
        requete.with_only_columns(etape.label("calculee"), func.count(Parcours.id)).group_by("calculee")
    )
    par_etape = {EtapeEmploi(code): nombre for code, nombre in nombres}
    comptes = {code: sum(par_etape.get(e, 0) for e in etapes) for code, (_, etapes) in GROUPES.items()}
    total = sum(par_etape.values()) if groupe is None else comptes[groupe]
    pages = max(1, -(-total // PAR_PAGE))
    page = min(max(1, page), pages)
    if groupe is not None:
        requete = requete.where(etape.in_([e.value for e in GROUPES[groupe][1]]))
    depuis = func.coalesce(SuiviEmploi.depuis_le, Parcours.sortie_le, Parcours.debut_le, Parcours.demande_le)
    lues = db.session.execute(
        requete.with_only_columns(
            Parcours.id,
            Beneficiaire.id,
            Beneficiaire.nom,
            Beneficiaire.prenom,
            Beneficiaire.telephone,
            etape,
            depuis,
            Parcours.retour_prevu_le,
        )
        .order_by(depuis.nulls_last(), Parcours.id)
        .limit(PAR_PAGE)
        .offset((page - 1) * PAR_PAGE)
    ).all()
    poses = _freins_poses([ligne[0] for ligne in lues])
    lignes = [
        PersonneSuivie(
            parcours_id,
            personne_id,
            f"{nom.upper()} {prenom}",
            telephone,
            EtapeEmploi(code),
            le,
            poses.get(parcours_id, []),
            retour,
        )
        for parcours_id, personne_id, nom, prenom, telephone, code, le, retour in lues
    ]
    return PageDePersonnes(lignes, comptes, par_etape, total, page, pages)


def _freins_poses(parcours_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[FreinDiagnostic]]:
    poses: dict[uuid.UUID, list[FreinDiagnostic]] = {}
    if not parcours_ids:
        return poses
    requete = freins_de(parcours_ids).where(FreinDiagnostic.niveau.in_([n for n in NiveauFrein if n.pose]))
    for frein in db.session.scalars(requete.order_by(FreinDiagnostic.niveau, FreinDiagnostic.libelle)):
        poses.setdefault(frein.parcours_id, []).append(frein)
    return poses


def nouvelles_a_prendre(acteur: Acteur, au_plus: int = 25) -> list[SuiviApresSortie]:
    """News whose day has come, or comes within the week."""
    requete = suivis_apres_sortie_visibles(acteur).where(
        SuiviApresSortie.fait_le.is_(None), SuiviApresSortie.prevu_le <= aujourd_hui() + D_AVANCE
    )
    return list(db.session.scalars(requete.order_by(SuiviApresSortie.prevu_le).limit(au_plus)))
