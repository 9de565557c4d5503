"""Agenda of a meeting, and children who may be put on it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case
from sqlalchemy.orm import contains_eager

from parcours.beneficiaires.access import du_dossier
from parcours.beneficiaires.models import Accord, Beneficiaire
from parcours.beneficiaires.rules import Couverture, EtatAccord, couverture_selon
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.access import (
    inscriptions_visibles,
    situations_visibles,
)
from parcours.reunions.models import Reunion, Situation
from parcours.reunions.queries.situations import avec_la_personne, dossiers_ouverts
from parcours.reunions.rules.preparation import MotifInscription
from parcours.reunions.rules.seance import Decision
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.recherche import motifs

PROPOSES = 20

PARCOURS_FINIS = (EtatParcours.SORTI, EtatParcours.NON_RETENU, EtatParcours.CLOS)


@dataclass(frozen=True)
class LigneAgenda:
    """One line of an agenda: identity and order; the decision only for those who read the sheet."""

    id: uuid.UUID
    rang: int
    beneficiaire_id: uuid.UUID
    parcours_id: uuid.UUID
    nom: str
    naissance: date | None
    motif: MotifInscription
    decision: Decision | None
    fiche: bool
    dossier: bool


@dataclass(frozen=True)
class Candidat:
    """A child that may be put on an agenda, and what the agreement says."""

    parcours: Parcours
    couverture: Couverture
    inscrit: bool


def ordre_du_jour(acteur: Acteur, reunion: Reunion) -> list[LigneAgenda]:
    """The agenda as this person may read it."""
    requete = inscriptions_visibles(acteur).where(Situation.reunion_id == reunion.id).order_by(Situation.rang, Situation.id)
    situations = list(db.session.scalars(avec_la_personne(requete)))
    lisibles = set(
        db.session.scalars(
            situations_visibles(acteur).where(Situation.reunion_id == reunion.id).with_only_columns(Situation.id)
        )
    )
    ouverts = dossiers_ouverts(acteur, [s.parcours.beneficiaire_id for s in situations])
    return [_ligne(s, fiche=s.id in lisibles, dossier=s.parcours.beneficiaire_id in ouverts) for s in situations]


def _ligne(situation: Situation, *, fiche: bool, dossier: bool) -> LigneAgenda:
    personne = situation.parcours.beneficiaire
    return LigneAgenda(
        id=situation.id,
        rang=situation.rang,
        beneficiaire_id=personne.id,
        parcours_id=situation.parcours_id,
        nom=personne.nom_affiche,
        naissance=personne.date_naissance,
        motif=situation.motif,
        decision=situation.decision if fiche else None,
        fiche=fiche,
        dossier=dossier,
    )


def candidats(acteur: Acteur, reunion: Reunion, recherche: str) -> list[Candidat]:
    """Children within reach that answer to the words typed, those in a running pathway only."""
    requete = parcours_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE)).where(
        Parcours.dispositif == reunion.dispositif,
        Parcours.etat.not_in(PARCOURS_FINIS),
        *(Beneficiaire.cle_recherche.like(motif) for motif in motifs(recherche)),
    )
    trouves = list(
        db.session.scalars(
            requete.options(contains_eager(Parcours.beneficiaire))
            .order_by(case((Parcours.etat == EtatParcours.DEMANDE, 0), else_=1), Beneficiaire.cle_tri)
            .limit(PROPOSES)
        )
    )
    accords: dict[uuid.UUID, list[Accord]] = {}
    for accord in db.session.scalars(
        du_dossier(Accord, acteur).where(Accord.beneficiaire_id.in_([p.beneficiaire_id for p in trouves]))
    ):
        accords.setdefault(accord.beneficiaire_id, []).append(accord)
    inscrits = set(
        db.session.scalars(
            inscriptions_visibles(acteur).where(Situation.reunion_id == reunion.id).with_only_columns(Situation.parcours_id)
        )
    )
    return [Candidat(p, _couverture_eps(accords.get(p.beneficiaire_id, [])), p.id in inscrits) for p in trouves]


def _couverture_eps(accords: list[Accord]) -> Couverture:
    if any(a.etat is EtatAccord.CONFIRME and a.portee_eps for a in accords):
        return Couverture.CONFIRMEE
    return couverture_selon({a.etat for a in accords})


def parcours_a_inscrire(acteur: Acteur) -> Select[Parcours]:
    """Pathways that may be put on an agenda."""
    return parcours_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE)).options(contains_eager(Parcours.beneficiaire))


def parcours_courant(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Parcours | None:
    """The pathway of a file that may be discussed: running ones only, latest first."""
    requete = parcours_a_inscrire(acteur).where(
        Parcours.beneficiaire_id == beneficiaire_id, Parcours.etat.not_in(PARCOURS_FINIS)
    )
    return db.session.scalars(requete.order_by(Parcours.cree_le.desc()).limit(1)).first()
