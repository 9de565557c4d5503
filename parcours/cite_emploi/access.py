"""Who reads what of the Cité de l'Emploi.

Repérages: the coordination all of them, a partner those of its structure and nothing behind them. The rest (steps,
diagnostic, offers, exits, cohorts) follows the file: whoever may open it through a role of this dispositif.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, true, union_all
from sqlalchemy.orm import contains_eager, joinedload

from parcours.beneficiaires.models import Beneficiaire
from parcours.cite_emploi.models import (
    Cohorte,
    DiagnosticEmploi,
    Frein,
    FreinDiagnostic,
    MembreDeCohorte,
    OffreMobilisee,
    PasEmploi,
    Reperage,
    ReponseAuFrein,
    SortieEmploi,
    SuiviApresSortie,
    SuiviEmploi,
)
from parcours.parcours_individuels.access import du_parcours, parcours_avec_personne, parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Acteur, Dispositif, Droit, Role
from parcours.socle.perimetre import Perimetre

_TABLES = (
    Reperage,
    Frein,
    SuiviEmploi,
    PasEmploi,
    OffreMobilisee,
    DiagnosticEmploi,
    FreinDiagnostic,
    ReponseAuFrein,
    SortieEmploi,
    SuiviApresSortie,
    MembreDeCohorte,
)


def reperages_visibles(acteur: Acteur) -> Select[Reperage]:
    """All of them for the coordination; those of one's structure, as long as one belongs to it, for a partner.

    The pathway and the person are joined for their state and name only: queries select columns, never the file.
    """
    conditions: list[ColumnElement[bool]] = []
    if Dispositif.EMPLOI in acteur.dispositifs_de(Role.COORDINATEUR_CITE):
        conditions.append(Parcours.dispositif == Dispositif.EMPLOI)
    if structures := acteur.structures_de(Role.PARTENAIRE):
        conditions.append(Reperage.structure_id.in_(structures))
    return (
        select(Reperage)
        .join(Reperage.parcours)
        .join(Parcours.beneficiaire)
        .where(or_(*conditions) if conditions else false(), Beneficiaire.fusionne_dans_id.is_(None))
        .options(Perimetre(Reperage, Frein, Parcours, Beneficiaire))
    )


def _au_titre_du_suivi(acteur: Acteur) -> Acteur:
    return acteur.au_titre_de(Droit.SUIVI_EMPLOI_LIRE)


def parcours_vers_l_emploi(acteur: Acteur) -> Select[Parcours]:
    """Pathways of this dispositif within reach, with their person, for the pages of one pathway."""
    requete = parcours_avec_personne(_au_titre_du_suivi(acteur))
    return requete.where(Parcours.dispositif == Dispositif.EMPLOI).options(Perimetre(*_TABLES))


def tout_du_parcours(parcours_id: uuid.UUID) -> Select[Any]:
    """Everything that hangs from a pathway the caller has already loaded through its own scope, in one statement.

    Each row brings one kind of thing (as `parcours_individuels.access.parcours_complets`).
    """
    genres = union_all(*(select(literal(g).label("genre")) for g in range(6))).subquery("genres_emploi")

    def du_genre(genre: int, modele: Any) -> ColumnElement[bool]:
        return and_(genres.c.genre == genre, modele.parcours_id == Parcours.id)

    colonnes: tuple[Any, ...] = (
        FreinDiagnostic, OffreMobilisee, SuiviApresSortie, PasEmploi, Cohorte, Frein, ReponseAuFrein, SuiviEmploi,
        DiagnosticEmploi, SortieEmploi, Reperage,
    )  # fmt: skip
    return (
        select(*colonnes)
        .select_from(Parcours)
        .join(genres, true())
        .outerjoin(FreinDiagnostic, du_genre(0, FreinDiagnostic))
        .outerjoin(ReponseAuFrein, ReponseAuFrein.frein_id == FreinDiagnostic.id)
        .outerjoin(OffreMobilisee, du_genre(1, OffreMobilisee))
        .outerjoin(SuiviApresSortie, du_genre(2, SuiviApresSortie))
        .outerjoin(PasEmploi, du_genre(3, PasEmploi))
        .outerjoin(MembreDeCohorte, and_(du_genre(4, MembreDeCohorte), MembreDeCohorte.sorti_le.is_(None)))
        .outerjoin(Cohorte, Cohorte.id == MembreDeCohorte.cohorte_id)
        .outerjoin(Reperage, Reperage.parcours_id == Parcours.id)
        .outerjoin(Frein, and_(genres.c.genre == 5, Frein.reperage_id == Reperage.id))
        .outerjoin(SuiviEmploi, SuiviEmploi.parcours_id == Parcours.id)
        .outerjoin(DiagnosticEmploi, DiagnosticEmploi.parcours_id == Parcours.id)
        .outerjoin(SortieEmploi, SortieEmploi.parcours_id == Parcours.id)
        .where(Parcours.id == parcours_id)
        .options(
            Perimetre(Parcours, *_TABLES),
            joinedload(Reperage.structure),
            joinedload(OffreMobilisee.structure),
        )
    )


def un_seul(modele: Any, parcours_id: uuid.UUID) -> Select[Any]:
    """The row of a table that has one for each pathway, which the caller has already loaded through its own scope."""
    return select(modele).where(modele.parcours_id == parcours_id).options(Perimetre(*_TABLES))


def parcours_par_etape(acteur: Acteur) -> Select[Any]:
    """Pathways within reach with their step and their exit: the work list takes columns of them."""
    return (
        parcours_visibles(_au_titre_du_suivi(acteur))
        .outerjoin(SuiviEmploi, SuiviEmploi.parcours_id == Parcours.id)
        .outerjoin(SortieEmploi, SortieEmploi.parcours_id == Parcours.id)
        .where(Parcours.dispositif == Dispositif.EMPLOI)
        .options(Perimetre(*_TABLES))
    )


def parcours_de_la_cohorte(cohorte_id: uuid.UUID) -> Select[Any]:
    """Ids of the pathways in a cohort today, for a statement that brings its own scope."""
    return (
        select(MembreDeCohorte.parcours_id)
        .where(MembreDeCohorte.cohorte_id == cohorte_id, MembreDeCohorte.sorti_le.is_(None))
        .options(Perimetre(MembreDeCohorte))
    )


def freins_de(parcours_ids: list[uuid.UUID]) -> Select[FreinDiagnostic]:
    """Obstacles of pathways the caller has already read through its own scope."""
    return select(FreinDiagnostic).where(FreinDiagnostic.parcours_id.in_(parcours_ids)).options(Perimetre(FreinDiagnostic))


def freins_de_ce_parcours(parcours_id: uuid.UUID) -> Select[FreinDiagnostic]:
    """Obstacles of a pathway the caller has already loaded through its own scope, with what is done about each."""
    return (
        select(FreinDiagnostic)
        .outerjoin(FreinDiagnostic.reponses)
        .where(FreinDiagnostic.parcours_id == parcours_id)
        .options(Perimetre(FreinDiagnostic, ReponseAuFrein), contains_eager(FreinDiagnostic.reponses))
    )


def freins_du_reperage(parcours_id: uuid.UUID) -> Select[Frein]:
    """What the partner said of the obstacles, for a pathway the caller has already loaded through its own scope."""
    return select(Frein).join(Frein.reperage).where(Reperage.parcours_id == parcours_id).options(Perimetre(Frein, Reperage))


def freins_visibles(acteur: Acteur) -> Select[FreinDiagnostic]:
    """Obstacles of the people within reach, with their pathway and its person, and what is done about each."""
    return (
        _avec_sa_personne(FreinDiagnostic, acteur)
        .outerjoin(FreinDiagnostic.reponses)
        .options(contains_eager(FreinDiagnostic.reponses))
    )


def offres_visibles(acteur: Acteur) -> Select[OffreMobilisee]:
    """Offers asked for the people within reach, with their pathway and its person."""
    return _avec_sa_personne(OffreMobilisee, acteur)


def suivis_apres_sortie_visibles(acteur: Acteur) -> Select[SuiviApresSortie]:
    """News to take, or taken, of the people within reach, with their pathway and its person."""
    return _avec_sa_personne(SuiviApresSortie, acteur)


def pas_visibles(acteur: Acteur) -> Select[PasEmploi]:
    """Steps taken by the people within reach."""
    return (
        du_parcours(PasEmploi, _au_titre_du_suivi(acteur))
        .join(Parcours, Parcours.id == PasEmploi.parcours_id)
        .join(Parcours.beneficiaire)
        .where(Parcours.dispositif == Dispositif.EMPLOI, Beneficiaire.fusionne_dans_id.is_(None))
        .options(Perimetre(*_TABLES))
    )


def membres_visibles(acteur: Acteur) -> Select[MembreDeCohorte]:
    """Members of cohorts within reach, with their pathway and its person."""
    return _avec_sa_personne(MembreDeCohorte, acteur)


def _avec_sa_personne(modele: Any, acteur: Acteur) -> Select[Any]:
    return (
        du_parcours(modele, _au_titre_du_suivi(acteur))
        .join(modele.parcours)
        .join(Parcours.beneficiaire)
        .where(Parcours.dispositif == Dispositif.EMPLOI, Beneficiaire.fusionne_dans_id.is_(None))
        .options(contains_eager(modele.parcours).contains_eager(Parcours.beneficiaire), Perimetre(*_TABLES))
    )


def cohortes() -> Select[Cohorte]:
    """Every cohort: it names nobody."""
    return select(Cohorte)


def membre_de(cohorte_id: uuid.UUID, parcours_ids: list[uuid.UUID]) -> Select[MembreDeCohorte]:
    """Members, past ones included, among pathways the caller has already loaded through its own scope."""
    return (
        select(MembreDeCohorte)
        .where(MembreDeCohorte.cohorte_id == cohorte_id, MembreDeCohorte.parcours_id.in_(parcours_ids))
        .options(Perimetre(MembreDeCohorte))
    )
