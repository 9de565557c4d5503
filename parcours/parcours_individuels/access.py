"""Whose pathway an acting person may read: those of the files they may open, for roles that read pathways."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, select, true, union_all
from sqlalchemy.orm import contains_eager, joinedload

from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, PorteeAccord, Rattachement
from parcours.parcours_individuels.models import (
    Action,
    Bilan,
    ContratEngagement,
    EvaluationDomaine,
    MotifDeDemande,
    Objectif,
    Parcours,
    ProgresObjectif,
    SeanceAction,
    SortieDeParcours,
    TransitionParcours,
)
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Acteur, Droit
from parcours.socle.perimetre import Perimetre

TABLES_DU_PARCOURS = (
    Parcours,
    TransitionParcours,
    MotifDeDemande,
    Objectif,
    Action,
    SeanceAction,
    ContratEngagement,
    Bilan,
    ProgresObjectif,
    EvaluationDomaine,
    SortieDeParcours,
)
_DU_DOSSIER = (Beneficiaire, Contact, Accord, PorteeAccord, Rattachement)


def parcours_visibles(acteur: Acteur) -> Select[Parcours]:
    """Pathways of the files this person may open, the file joined."""
    return (
        select(Parcours)
        .join(Parcours.beneficiaire)
        .where(portee(acteur.au_titre_de(Droit.PARCOURS_LIRE)), Beneficiaire.fusionne_dans_id.is_(None))
        .options(Perimetre(*TABLES_DU_PARCOURS, *_DU_DOSSIER))
    )


def parcours_de_la_ligne() -> Select[Parcours]:
    """Pathways of the person of the statement around it, which brings its own scope: a value beside each file.

    Alone it would read `beneficiaire` without a scope, and be refused.
    """
    return (
        select(Parcours)
        .where(Parcours.beneficiaire_id == Beneficiaire.id)
        .correlate(Beneficiaire)
        .options(Perimetre(*TABLES_DU_PARCOURS))
    )


def parcours_avec_personne(acteur: Acteur) -> Select[Parcours]:
    """The same pathways with their person, for the pages of one pathway."""
    return parcours_visibles(acteur).options(contains_eager(Parcours.beneficiaire))


def parcours_complets(acteur: Acteur) -> Select[Parcours]:
    """The same pathways with all that hangs from them, in one statement: what a record shows.

    Each row brings one kind of thing: as many rows as things, where plain joins would bring their product.
    """
    genres = union_all(*(select(literal(g).label("genre")) for g in range(5))).subquery("genres")

    def du_genre(genre: int, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(genres.c.genre == genre, condition)

    return (
        parcours_visibles(acteur)
        .join(genres, true())
        .outerjoin(TransitionParcours, du_genre(0, TransitionParcours.parcours_id == Parcours.id))
        .outerjoin(Objectif, du_genre(1, Objectif.parcours_id == Parcours.id))
        .outerjoin(Action, du_genre(2, Action.parcours_id == Parcours.id))
        .outerjoin(SeanceAction, and_(SeanceAction.action_id == Action.id, SeanceAction.annulee.is_(False)))
        .outerjoin(Bilan, du_genre(3, Bilan.parcours_id == Parcours.id))
        .outerjoin(EvaluationDomaine, du_genre(4, EvaluationDomaine.parcours_id == Parcours.id))
        .outerjoin(Parcours.contrat)
        .outerjoin(Parcours.sortie)
        .options(
            contains_eager(Parcours.contrat),
            contains_eager(Parcours.sortie).joinedload(SortieDeParcours.relais_structure),
            contains_eager(Parcours.transitions),
            contains_eager(Parcours.objectifs),
            contains_eager(Parcours.actions).joinedload(Action.operateur),
            contains_eager(Parcours.actions).contains_eager(Action.seances),
            contains_eager(Parcours.bilans),
            contains_eager(Parcours.evaluations),
        )
        .order_by(
            Parcours.cree_le.desc(),
            Parcours.id.desc(),
            TransitionParcours.instant,
            Objectif.rang,
            Objectif.id,
            Action.cree_le.desc(),
            Action.id.desc(),
            SeanceAction.le,
            SeanceAction.id,
            Bilan.le.desc(),
            Bilan.id.desc(),
            EvaluationDomaine.le,
            EvaluationDomaine.id,
        )
    )


def etats_des_parcours(beneficiaire_id: uuid.UUID) -> Select[EtatParcours]:
    """States of the pathways of a file the caller has already loaded through its own scope."""
    return select(Parcours.etat).where(Parcours.beneficiaire_id == beneficiaire_id).options(Perimetre(Parcours))


def objectifs_de_ce_parcours(parcours_id: uuid.UUID) -> Select[Objectif]:
    """Objectives of a pathway the caller has already loaded through its own scope."""
    return select(Objectif).where(Objectif.parcours_id == parcours_id).options(Perimetre(Objectif))


def motifs_de_ce_parcours(parcours_id: uuid.UUID) -> Select[MotifDeDemande]:
    """Reasons of a pathway the caller has already loaded through its own scope."""
    return select(MotifDeDemande).where(MotifDeDemande.parcours_id == parcours_id).options(Perimetre(MotifDeDemande))


def objectifs_visibles(acteur: Acteur) -> Select[Objectif]:
    """Objectives of the pathways within reach."""
    return du_parcours(Objectif, acteur)


def bilans_visibles(acteur: Acteur) -> Select[Bilan]:
    """Bilans of the pathways within reach."""
    return du_parcours(Bilan, acteur)


def bilans_de_ce_parcours(parcours_id: uuid.UUID) -> Select[Bilan]:
    """Bilans of a pathway the caller has already loaded through its own scope."""
    return select(Bilan).where(Bilan.parcours_id == parcours_id).options(Perimetre(Bilan, EvaluationDomaine, ProgresObjectif))


def evaluations_de_ce_parcours(parcours_id: uuid.UUID) -> Select[EvaluationDomaine]:
    """Ratings of a pathway the caller has already loaded through its own scope."""
    return select(EvaluationDomaine).where(EvaluationDomaine.parcours_id == parcours_id).options(Perimetre(EvaluationDomaine))


def progres_de_ce_bilan(bilan_id: uuid.UUID) -> Select[ProgresObjectif]:
    """Progress noted at a bilan the caller has already loaded through its own scope."""
    return select(ProgresObjectif).where(ProgresObjectif.bilan_id == bilan_id).options(Perimetre(ProgresObjectif))


def contrat_de_ce_parcours(parcours_id: uuid.UUID) -> Select[ContratEngagement]:
    """Contract of a pathway the caller has already loaded through its own scope."""
    return select(ContratEngagement).where(ContratEngagement.parcours_id == parcours_id).options(Perimetre(ContratEngagement))


def sortie_de_ce_parcours(parcours_id: uuid.UUID) -> Select[SortieDeParcours]:
    """Exit of a pathway the caller has already loaded through its own scope."""
    return select(SortieDeParcours).where(SortieDeParcours.parcours_id == parcours_id).options(Perimetre(SortieDeParcours))


def motifs_visibles(acteur: Acteur) -> Select[MotifDeDemande]:
    """Reasons of the requests within reach."""
    return du_parcours(MotifDeDemande, acteur)


def actions_visibles(acteur: Acteur) -> Select[Action]:
    """Actions of the pathways within reach, with their operator."""
    return du_parcours(Action, acteur).options(joinedload(Action.operateur))


def seances_visibles(acteur: Acteur) -> Select[SeanceAction]:
    """Occurrences of the actions within reach, struck ones included, with their action."""
    visibles = select(Parcours.id).join(Parcours.beneficiaire).where(portee(acteur.au_titre_de(Droit.PARCOURS_LIRE)))
    return (
        select(SeanceAction)
        .join(SeanceAction.action)
        .where(Action.parcours_id.in_(visibles))
        .options(Perimetre(*TABLES_DU_PARCOURS, *_DU_DOSSIER), contains_eager(SeanceAction.action))
    )


def seances_de_cette_action(action_id: uuid.UUID) -> Select[SeanceAction]:
    """Occurrences that count, of an action the caller has already loaded through its own scope."""
    return (
        select(SeanceAction)
        .where(SeanceAction.action_id == action_id, SeanceAction.annulee.is_(False))
        .options(Perimetre(SeanceAction))
    )


def du_parcours(modele: type[Any], acteur: Acteur) -> Select[Any]:
    """Rows hanging from a pathway (objectives, actions, steps) within reach.

    Args:
        modele: a model with a `parcours_id` column.
    """
    visibles = select(Parcours.id).join(Parcours.beneficiaire).where(portee(acteur.au_titre_de(Droit.PARCOURS_LIRE)))
    return select(modele).where(modele.parcours_id.in_(visibles)).options(Perimetre(modele, *TABLES_DU_PARCOURS, *_DU_DOSSIER))
