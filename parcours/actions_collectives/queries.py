"""Workshops: the list, one workshop, the roll call, those of one person."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy.orm import contains_eager

from parcours.actions_collectives.access import (
    ateliers_visibles,
    parcours_a_inscrire,
    participants_visibles,
    presences_visibles,
    seances_visibles,
)
from parcours.actions_collectives.models import Atelier, Participant, PresenceAtelier, SeanceAtelier
from parcours.actions_collectives.rules import Assiduite, Compte, compte
from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import compter, db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import motifs
from parcours.socle.typographie import age

TROUVES_AU_PLUS = 40


@dataclass(frozen=True)
class LigneAtelier:
    """One line of the list."""

    atelier: Atelier
    inscrits: int
    prochaine: date | None
    a_pointer: int
    """Past dates whose attendance was not taken."""


def liste(acteur: Acteur, *, termines: bool) -> list[LigneAtelier]:
    """Workshops one may open, those under way or those that ended: three statements."""
    condition = Atelier.termine_le.is_not(None) if termines else Atelier.termine_le.is_(None)
    ateliers = list(db.session.scalars(ateliers_visibles(acteur).where(condition).order_by(Atelier.nom, Atelier.id)))
    ids = [a.id for a in ateliers]
    inscrits: dict[uuid.UUID, int] = {}
    dates: dict[uuid.UUID, list[tuple[date, bool]]] = defaultdict(list)
    if ids:
        actifs = participants_visibles(acteur).where(Participant.atelier_id.in_(ids), Participant.sorti_le.is_(None))
        comptes = actifs.with_only_columns(Participant.atelier_id, func.count()).group_by(Participant.atelier_id)
        inscrits = {atelier: nombre for atelier, nombre in db.session.execute(comptes.order_by(None))}
        notees = presences_visibles(acteur).with_only_columns(PresenceAtelier.seance_id)
        seances = seances_visibles(acteur).where(SeanceAtelier.atelier_id.in_(ids), SeanceAtelier.annulee.is_(False))
        colonnes = (SeanceAtelier.atelier_id, SeanceAtelier.le, SeanceAtelier.id.in_(notees))
        for atelier_id, le, notee in db.session.execute(seances.with_only_columns(*colonnes).order_by(SeanceAtelier.le)):
            dates[atelier_id].append((le, bool(notee)))
    jour = aujourd_hui()
    return [
        LigneAtelier(
            a,
            inscrits.get(a.id, 0),
            next((le for le, _ in dates[a.id] if le >= jour), None),
            sum(le < jour and not notee for le, notee in dates[a.id]) if inscrits.get(a.id) else 0,
        )
        for a in ateliers
    ]


@dataclass(frozen=True)
class LigneParticipant:
    """One enrolled person and how often they came."""

    participant: Participant
    compte: Compte

    @property
    def personne(self) -> Beneficiaire:
        """Who."""
        return self.participant.parcours.beneficiaire


@dataclass(frozen=True)
class LigneSeance:
    """One date and how many came."""

    seance: SeanceAtelier
    compte: Compte
    attendus: int

    @property
    def a_pointer(self) -> bool:
        """True when it is past, and nobody took the roll."""
        return not self.seance.annulee and self.seance.le <= aujourd_hui() and self.attendus > 0 and not self.compte.total


@dataclass(frozen=True)
class DetailAtelier:
    """A workshop with its people and its dates."""

    participants: list[LigneParticipant]
    sortis: list[LigneParticipant]
    seances: list[LigneSeance]

    @property
    def a_appeler(self) -> LigneSeance | None:
        """The date whose roll is to be taken: the latest past one that waits, else none."""
        return next((s for s in reversed(self.seances) if s.a_pointer), None)

    @property
    def prochaine(self) -> SeanceAtelier | None:
        """The next date."""
        return next((s.seance for s in self.seances if not s.seance.annulee and s.seance.le >= aujourd_hui()), None)


def detail(acteur: Acteur, atelier: Atelier) -> DetailAtelier:
    """One workshop already loaded: three statements."""
    personnes = participants_de(acteur, atelier.id)
    seances = list(
        db.session.scalars(
            seances_visibles(acteur).where(SeanceAtelier.atelier_id == atelier.id).order_by(SeanceAtelier.le, SeanceAtelier.id)
        )
    )
    par_seance: dict[uuid.UUID, list[Assiduite]] = defaultdict(list)
    par_personne: dict[uuid.UUID, list[Assiduite]] = defaultdict(list)
    gardees = {s.id for s in seances if not s.annulee}
    for presence in db.session.scalars(presences_visibles(acteur).where(PresenceAtelier.seance_id.in_(gardees))):
        par_seance[presence.seance_id].append(presence.assiduite)
        par_personne[presence.participant_id].append(presence.assiduite)
    lignes = [LigneParticipant(p, compte(par_personne[p.id])) for p in personnes]
    return DetailAtelier(
        [ligne for ligne in lignes if ligne.participant.sorti_le is None],
        [ligne for ligne in lignes if ligne.participant.sorti_le is not None],
        [LigneSeance(s, compte(par_seance[s.id]), sum(_attendu(p, s.le) for p in personnes)) for s in seances],
    )


def participants_de(acteur: Acteur, atelier_id: uuid.UUID) -> list[Participant]:
    """Participants of a workshop one may name, in alphabetical order."""
    requete = participants_visibles(acteur).where(Participant.atelier_id == atelier_id)
    return list(db.session.scalars(requete.order_by(Beneficiaire.cle_tri, Participant.id)))


def _attendu(participant: Participant, jour: date) -> bool:
    return participant.inscrit_le <= jour and (participant.sorti_le is None or participant.sorti_le >= jour)


@dataclass(frozen=True)
class LigneAppel:
    """One line of the roll: nothing more than what calling it takes."""

    participant: Participant
    nom: str
    precision: str
    assiduite: Assiduite | None


@dataclass(frozen=True)
class ListeDAppel:
    """The roll of one séance, within reach of who takes it."""

    seance: SeanceAtelier
    lignes: list[LigneAppel]
    faite: bool
    """True when the roll was taken already."""


def liste_d_appel(acteur: Acteur, seance: SeanceAtelier) -> ListeDAppel:
    """Who is expected at a séance, in alphabetical order, with what was noted: two statements.

    Args:
        acteur: who takes the roll, or prints it; a référent reads only their own.
        seance: loaded through `seances_visibles`.
    """
    notees = {p.participant_id: p.assiduite for p in presences_de(acteur, seance)}
    attendus = [p for p in participants_de(acteur, seance.atelier_id) if _attendu(p, seance.le) or p.id in notees]
    lignes = [
        LigneAppel(
            p,
            p.parcours.beneficiaire.nom_liste,
            ", ".join(m for m in (age(p.parcours.beneficiaire.date_naissance), p.parcours.beneficiaire.classe or "") if m),
            notees.get(p.id),
        )
        for p in attendus
    ]
    return ListeDAppel(seance, lignes, bool(notees))


def presences_de(acteur: Acteur, seance: SeanceAtelier) -> Sequence[PresenceAtelier]:
    """Attendances of a séance one may read, with the line each wrote in the record."""
    requete = presences_visibles(acteur).where(PresenceAtelier.seance_id == seance.id).join(PresenceAtelier.seance_action)
    return db.session.scalars(requete.options(contains_eager(PresenceAtelier.seance_action))).all()


@dataclass(frozen=True)
class Candidat:
    """A person found, and whether they already take part."""

    parcours: Parcours
    inscrit: bool


def candidats(acteur: Acteur, atelier: Atelier, q: str) -> list[Candidat]:
    """Open pathways of the dispositif whose person bears these words; everybody when nothing is asked: two statements."""
    requete = parcours_a_inscrire(acteur, atelier)
    for motif in motifs(q):
        requete = requete.where(Beneficiaire.cle_recherche.like(motif))
    trouves = list(db.session.scalars(requete.order_by(Beneficiaire.cle_tri, Parcours.id).limit(TROUVES_AU_PLUS)))
    deja = set(
        db.session.scalars(
            participants_visibles(acteur)
            .where(Participant.atelier_id == atelier.id, Participant.sorti_le.is_(None))
            .with_only_columns(Participant.parcours_id)
        )
    )
    return [Candidat(p, p.id in deja) for p in trouves]


def ateliers_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Atelier]:
    """Workshops of one person, those under way first: one statement."""
    siens = (
        participants_visibles(acteur)
        .where(Parcours.beneficiaire_id == beneficiaire_id)
        .with_only_columns(Participant.atelier_id)
    )
    requete = ateliers_visibles(acteur).where(Atelier.id.in_(siens))
    return list(db.session.scalars(requete.order_by(Atelier.termine_le.desc().nulls_first(), Atelier.nom)))


def atelier_de_l_action(acteur: Acteur, action_id: uuid.UUID) -> Atelier | None:
    """The workshop whose attendance writes this action, when one may open it."""
    siens = participants_visibles(acteur).where(Participant.action_id == action_id).with_only_columns(Participant.atelier_id)
    return db.session.scalar(ateliers_visibles(acteur).where(Atelier.id.in_(siens)))


def contexte_de_la_fiche(lecture: Lecture) -> dict[str, object] | None:
    """Workshops of the person, in « Situation »; nothing when there is none."""
    ateliers = lecture.une_fois(ateliers_de)
    return {"ateliers": ateliers} if ateliers else None


def nombre_d_inscrits(acteur: Acteur, atelier: Atelier) -> int:
    """Places taken."""
    return compter(participants_visibles(acteur).where(Participant.atelier_id == atelier.id, Participant.sorti_le.is_(None)))
