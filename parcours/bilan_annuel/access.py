"""What the report counts: the PRE's own rows, for those who coordinate it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, String, Uuid, case, cast, func, literal, null, select, union_all

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Accord, Beneficiaire, QuartierConstate, Rattachement
from parcours.bilan_annuel.models import ExerciceDuPre, Moyen, PhotoDeBilan
from parcours.comptes.access import habilitations_en_vigueur
from parcours.comptes.models import Agent, Habilitation
from parcours.nomenclatures.models import ValeurDeListe
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import (
    Action,
    Bilan,
    ContratEngagement,
    EvaluationDomaine,
    MotifDeDemande,
    Parcours,
    SeanceAction,
    SortieDeParcours,
    TransitionParcours,
)
from parcours.pre.models import MembreDeFratrie
from parcours.reunions.models import TypeDeReunion
from parcours.saisines.access import saisines_visibles
from parcours.saisines.models import AideTentee, RecitDeSaisine, RencontreFamille, Saisine
from parcours.socle.droits import Acteur, Dispositif, Droit, Role
from parcours.socle.perimetre import Perimetre

CHARTE = "charte"
_TABLES = (
    Accord,
    Action,
    AideTentee,
    Beneficiaire,
    Bilan,
    ContratEngagement,
    EvaluationDomaine,
    MembreDeFratrie,
    MotifDeDemande,
    Parcours,
    QuartierConstate,
    Rattachement,
    RecitDeSaisine,
    RencontreFamille,
    Saisine,
    SeanceAction,
    SortieDeParcours,
    TransitionParcours,
)


def parcours_du_bilan(acteur: Acteur) -> Select[Parcours]:
    """Every PRE pathway of those who may read the report."""
    return (
        parcours_visibles(acteur.au_titre_de(Droit.BILAN_ANNUEL_LIRE))
        .where(Parcours.dispositif == Dispositif.PRE)
        .options(Perimetre(*_TABLES))
    )


def saisines_du_bilan(acteur: Acteur) -> Select[Saisine]:
    """Saisines of those who may read the report, with the day the family was met."""
    return saisines_visibles(acteur.au_titre_de(Droit.BILAN_ANNUEL_LIRE)).options(Perimetre(*_TABLES))


def evenements_du_bilan(acteur: Acteur) -> Select[Any]:
    """Reasons, steps, contracts, bilans and ratings of these pathways in one statement: (genre, parcours_id, code, autre, valeur, le)."""
    ids = parcours_du_bilan(acteur).with_only_columns(Parcours.id)

    def lignes(genre: str, modele: Any, code: Any, autre: Any, valeur: Any, le: Any) -> Select[Any]:
        return select(
            literal(genre).label("genre"),
            cast(modele.parcours_id, Uuid).label("parcours_id"),
            cast(code, String).label("code"),
            cast(autre, String).label("autre"),
            valeur.label("valeur"),
            le.label("le"),
        ).where(modele.parcours_id.in_(ids))

    rien = cast(null(), String)
    sans_jour = cast(null(), TransitionParcours.a_la_date.type)
    parents = case(
        (Bilan.present_mere & Bilan.present_pere, "deux"),
        (Bilan.present_mere, "mere"),
        (Bilan.present_pere, "pere"),
        else_="aucun",
    )
    toutes = union_all(
        lignes("motif", MotifDeDemande, MotifDeDemande.code, MotifDeDemande.libelle, case((MotifDeDemande.principal, 1), else_=0), sans_jour),
        lignes("etape", TransitionParcours, TransitionParcours.vers, TransitionParcours.de, literal(0), TransitionParcours.a_la_date),
        lignes("contrat", ContratEngagement, rien, rien, case((ContratEngagement.signe_parents, 1), else_=0), ContratEngagement.signe_le),
        lignes("bilan", Bilan, parents, rien, literal(0), Bilan.le),
        lignes("note", EvaluationDomaine, EvaluationDomaine.domaine, EvaluationDomaine.moment, func.coalesce(EvaluationDomaine.note, 0), EvaluationDomaine.le),
        lignes("situation", EvaluationDomaine, EvaluationDomaine.domaine, EvaluationDomaine.situation, literal(0), EvaluationDomaine.le).where(EvaluationDomaine.situation.is_not(None)),
    ).subquery()  # fmt: skip
    return select(toutes).order_by(toutes.c.le, toutes.c.code).options(Perimetre(*_TABLES))


def actions_du_bilan(acteur: Acteur) -> Select[Action]:
    """Actions of these pathways."""
    ids = parcours_du_bilan(acteur).with_only_columns(Parcours.id)
    return select(Action).where(Action.parcours_id.in_(ids)).options(Perimetre(*_TABLES))


def lexique(acteur: Acteur, listes: Sequence[str], jour: date) -> Select[Any]:
    """In one statement, (list, code, words, parent): editable lists, kinds of meetings, and for those who may read the
    report each member of the EPS in force that day: institution and day of the charter."""
    valeurs = select(ValeurDeListe.liste, ValeurDeListe.code, ValeurDeListe.libelle, ValeurDeListe.parent, ValeurDeListe.rang)
    types = select(
        literal("type_de_reunion"), TypeDeReunion.code, TypeDeReunion.libelle, cast(null(), String), TypeDeReunion.rang
    )
    membres = (
        habilitations_en_vigueur(jour)
        .join(Agent, Agent.id == Habilitation.agent_id)
        .outerjoin(Structure, Structure.id == Habilitation.structure_id)
        .where(Habilitation.role == Role.MEMBRE_EPS, Agent.actif, literal(acteur.peut(Droit.BILAN_ANNUEL_LIRE)))
        .with_only_columns(
            literal(CHARTE),
            cast(Habilitation.agent_id, String),
            func.coalesce(func.max(Structure.nom), ""),
            cast(func.max(Habilitation.charte_signee_le), String),
            literal(0),
        )
        .group_by(Habilitation.agent_id)
        .order_by(None)
    )
    toutes = union_all(valeurs.where(ValeurDeListe.liste.in_(listes)), types, membres).subquery()
    liste, code, libelle, parent, rang = toutes.c
    return select(liste, code, libelle, parent).order_by(rang, libelle)


def exercices() -> Select[ExerciceDuPre]:
    """Years of means: amounts of the service, about nobody."""
    return select(ExerciceDuPre)


def moyens() -> Select[Moyen]:
    """Amounts of the years."""
    return select(Moyen)


def photos_visibles(acteur: Acteur) -> Select[PhotoDeBilan]:
    """Frozen reports, for those who may read the live one."""
    requete = select(PhotoDeBilan)
    return requete if acteur.peut(Droit.BILAN_ANNUEL_LIRE) else requete.where(PhotoDeBilan.id.is_(None))
