"""Agenda of a meeting, and children who may be put on it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case
from sqlalchemy.orm import contains_eager

from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import Couverture
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.access import (
    inscriptions_visibles,
    points_de,
    situations_visibles,
)
from parcours.reunions.models import Reunion, Situation
from parcours.reunions.queries.echeances import accords_de, couverture_eps
from parcours.reunions.queries.situations import avec_la_personne, dossiers_ouverts
from parcours.reunions.rules.preparation import MotifInscription, creneau, depassement, places_restantes
from parcours.reunions.rules.seance import Decision
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.recherche import motifs

PROPOSES = 20

PARCOURS_FINIS = (EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.NON_RETENU, EtatParcours.CLOS)


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
    creneau: datetime


@dataclass(frozen=True)
class LignePoint:
    """An anonymous point of an agenda: « appui à la pratique »."""

    id: uuid.UUID
    rang: int
    question: str | None
    creneau: datetime
    nom: str | None = None
    """Nobody's, by nature: what tells it from a situation."""


@dataclass(frozen=True)
class Agenda:
    """An agenda in its order, as one person may read it, with its slots."""

    lignes: list[LigneAgenda | LignePoint]
    fin: datetime
    depasse_de: int
    """Minutes by which the whole agenda overflows the meeting."""

    places: int
    """How many more lines fit before the end of the meeting."""

    @property
    def situations(self) -> int:
        """How many situations are shown."""
        return sum(isinstance(ligne, LigneAgenda) for ligne in self.lignes)

    def ids(self) -> list[str]:
        """Identifiers in their order, for the form that reorders."""
        return [str(ligne.id) for ligne in self.lignes]

    def echange(self, place: int, autre: int) -> str:
        """The same order with two neighbours exchanged: what a button asks for."""
        ids = self.ids()
        ids[place], ids[autre] = ids[autre], ids[place]
        return ",".join(ids)


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


def agenda(acteur: Acteur, reunion: Reunion) -> Agenda:
    """Situations and anonymous points in their order; the question of a point only for those who read sheets."""
    points = list(db.session.scalars(points_de(reunion)))
    lisible = acteur.peut(Droit.SITUATION_LIRE)
    lignes: list[LigneAgenda | LignePoint] = [
        LignePoint(p.id, p.rang, p.question if lisible else None, _creneau(reunion, p.rang)) for p in points
    ]
    lignes = sorted([*ordre_du_jour(acteur, reunion), *lignes], key=lambda ligne: (ligne.rang, ligne.id))
    nombre = max((ligne.rang for ligne in lignes), default=0)
    return Agenda(
        lignes,
        _creneau(reunion, nombre + 1),
        depassement(nombre, reunion.minutes_par_situation, reunion.duree_minutes),
        places_restantes(nombre, reunion.minutes_par_situation, reunion.duree_minutes),
    )


def _creneau(reunion: Reunion, rang: int) -> datetime:
    return creneau(reunion.debut, reunion.minutes_par_situation, rang)


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
        creneau=_creneau(situation.reunion, situation.rang),
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
    accords = accords_de(acteur, [p.beneficiaire_id for p in trouves])
    inscrits = set(
        db.session.scalars(
            inscriptions_visibles(acteur).where(Situation.reunion_id == reunion.id).with_only_columns(Situation.parcours_id)
        )
    )
    return [Candidat(p, couverture_eps(accords.get(p.beneficiaire_id, [])), p.id in inscrits) for p in trouves]


def parcours_a_inscrire(acteur: Acteur) -> Select[Parcours]:
    """Pathways that may be put on an agenda."""
    return parcours_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE)).options(contains_eager(Parcours.beneficiaire))


def parcours_courant(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Parcours | None:
    """The pathway of a file that may be discussed: running ones only, latest first."""
    requete = parcours_a_inscrire(acteur).where(
        Parcours.beneficiaire_id == beneficiaire_id, Parcours.etat.not_in(PARCOURS_FINIS)
    )
    return db.session.scalars(requete.order_by(Parcours.cree_le.desc()).limit(1)).first()
