"""The meeting as it is led: who is in the room, where each situation stands, what is left to do afterwards."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import contains_eager

from parcours.accompagnements.access import rappels_visibles
from parcours.accompagnements.models import Rappel
from parcours.beneficiaires.queries import agents_referents
from parcours.comptes.models import Agent
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import (
    chiffres_de_seance,
    lignes_de_seance,
    points_de,
    presences_de,
    salle_de,
    seance_de,
)
from parcours.reunions.models import ChiffreDeSeance, Deliberation, Presence, Reunion, Seance, Situation
from parcours.reunions.queries.membres import convoques, membres
from parcours.reunions.queries.situations import avec_la_personne
from parcours.reunions.rules.deliberation import EtatDeSituation
from parcours.reunions.rules.preparation import MotifInscription
from parcours.reunions.rules.seance import Decision, GenreDeChiffre
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui

EQUIPE = "Équipe du PRE"


@dataclass(frozen=True)
class LigneDeSeance:
    """One situation of the meeting, and where it stands."""

    id: uuid.UUID
    rang: int
    nom: str
    motif: MotifInscription
    etat: EtatDeSituation
    decision: Decision | None
    rappel_id: uuid.UUID | None


@dataclass(frozen=True)
class PointDeSeance:
    """« Appui à la pratique » as the room reads it."""

    rang: int
    question: str | None


@dataclass(frozen=True)
class Conduite:
    """The meeting being led."""

    seance: Seance | None
    lignes: list[LigneDeSeance]
    points: list[PointDeSeance] = field(default_factory=list)
    """Anonymous points: a question, and nobody."""

    @property
    def close(self) -> bool:
        """True once the meeting is closed."""
        return self.seance is not None and self.seance.close_le is not None

    @property
    def conclues(self) -> int:
        """How many situations are settled."""
        return sum(1 for ligne in self.lignes if ligne.etat is EtatDeSituation.CONCLUE)

    def rang(self, situation_id: uuid.UUID) -> int:
        """Place of a situation among those of the meeting."""
        return [ligne.id for ligne in self.lignes].index(situation_id) + 1

    def voisines(self, situation_id: uuid.UUID) -> tuple[LigneDeSeance | None, LigneDeSeance | None]:
        """The situations before and after one."""
        ids = [ligne.id for ligne in self.lignes]
        place = ids.index(situation_id)
        apres = self.lignes[place + 1] if place + 1 < len(ids) else None
        return (self.lignes[place - 1] if place else None, apres)

    def a_voir(self, apres: uuid.UUID | None = None) -> LigneDeSeance | None:
        """The next situation that is not settled, after one, else from the beginning."""
        restes = [ligne for ligne in self.lignes if ligne.etat is not EtatDeSituation.CONCLUE]
        rang = next((ligne.rang for ligne in self.lignes if ligne.id == apres), -1)
        return next((ligne for ligne in restes if ligne.rang > rang), restes[0] if restes else None)


@dataclass(frozen=True)
class PersonneDeLAppel:
    """Somebody who may be in the room."""

    agent_id: uuid.UUID
    libelle: str
    institution: str
    present: bool


@dataclass(frozen=True)
class DansLaSalle:
    """Somebody at the meeting, and whether they are in the room for one situation."""

    id: uuid.UUID
    libelle: str
    agent: Agent | None
    present: bool


def conduite(acteur: Acteur, reunion: Reunion) -> Conduite:
    """Every situation of the agenda with where it stands."""
    requete = lignes_de_seance(acteur, reunion).order_by(Situation.rang, Situation.id)
    rangees: list[tuple[Any, ...]] = [tuple(rangee) for rangee in db.session.execute(avec_la_personne(requete))]
    points = [PointDeSeance(p.rang, p.question) for p in db.session.scalars(points_de(reunion))]
    if not rangees:
        return Conduite(db.session.scalar(seance_de(reunion)), [], points)
    return Conduite(rangees[0][2], [_ligne(situation, note) for situation, note, _ in rangees], points)


def _ligne(situation: Situation, note: Deliberation | None) -> LigneDeSeance:
    conclue = note.conclue_le if note is not None else situation.decidee_le
    return LigneDeSeance(
        id=situation.id,
        rang=situation.rang,
        nom=situation.parcours.beneficiaire.nom_affiche,
        motif=situation.motif,
        etat=_etat(conclue, note is not None),
        decision=note.decision if note is not None else situation.decision,
        rappel_id=note.rappel_id if note is not None else None,
    )


def _etat(conclue: datetime | None, notee: bool) -> EtatDeSituation:
    if conclue is not None:
        return EtatDeSituation.CONCLUE
    return EtatDeSituation.EN_COURS if notee else EtatDeSituation.A_VOIR


def presents(reunion: Reunion) -> list[Presence]:
    """Who is at the meeting, in the order of names."""
    return sorted(db.session.scalars(presences_de(reunion)), key=lambda p: p.libelle)


def salle(situation: Situation) -> list[DansLaSalle]:
    """Who is in the room for one situation: those at the meeting, but those who left for this one."""
    rangees: list[tuple[Any, ...]] = [tuple(rangee) for rangee in db.session.execute(salle_de(situation))]
    tous = [DansLaSalle(presence.id, presence.libelle, presence.agent, sortie is None) for presence, sortie in rangees]
    return sorted(tous, key=lambda p: p.libelle)


def appel(acteur: Acteur, reunion: Reunion, *, ouverte: bool) -> list[PersonneDeLAppel]:
    """Who may be there: the members convened, the team, whoever is already on the roll.

    Before the roll is called, the members convened and whoever leads the meeting are taken to be there.
    """
    inscrits = {p.agent_id: p for p in presents(reunion) if p.agent_id is not None}
    chez = {m.agent.id: m.structure for m in membres(reunion.jour, reunion.dispositif)}
    equipe = agents_referents(reunion.dispositif)
    attendus = convoques(reunion)
    presumes = {a.id for a in attendus} | {acteur.agent_id}
    connus: dict[uuid.UUID, PersonneDeLAppel] = {}
    for agent in [*attendus, *equipe, *(p.agent for p in inscrits.values() if p.agent is not None)]:
        deja = inscrits.get(agent.id)
        institution = (deja.institution if deja else None) or chez.get(agent.id) or (EQUIPE if agent in equipe else "")
        libelle = f"{agent.nom_complet}, {institution}" if institution else agent.nom_complet
        present = agent.id in inscrits if ouverte else agent.id in presumes
        connus.setdefault(agent.id, PersonneDeLAppel(agent.id, libelle, institution, present))
    return list(connus.values())


def invites(reunion: Reunion) -> str:
    """People without an account on the roll, one a line, as they were typed."""
    sans_compte = [p for p in presents(reunion) if p.agent_id is None]
    return "\n".join(f"{p.nom}, {p.institution}" if p.institution else p.nom or "" for p in sans_compte)


@dataclass(frozen=True)
class AFaire:
    """« Informer la famille »: what waits for somebody after the meeting."""

    situation_id: uuid.UUID
    nom: str
    objet: str
    qui: str
    pour_le: date
    fait_le: datetime | None


def a_faire(acteur: Acteur, lignes: list[LigneDeSeance]) -> list[AFaire]:
    """What is left to do for the situations settled, what is done last."""
    de_qui = {ligne.rappel_id: ligne for ligne in lignes if ligne.rappel_id is not None}
    if not de_qui:
        return []
    requete = (
        rappels_visibles(acteur)
        .where(Rappel.id.in_(de_qui))
        .options(contains_eager(Rappel.parcours).contains_eager(Parcours.beneficiaire))
    )
    rappels = sorted(db.session.scalars(requete), key=lambda r: (r.fait_le is not None, de_qui[r.id].rang))
    return [
        AFaire(
            de_qui[r.id].id,
            de_qui[r.id].nom,
            r.objet or "",
            r.agent.nom_complet if r.agent is not None else "La coordination",
            r.pour_le,
            r.fait_le,
        )
        for r in rappels
    ]


def rappel_de(acteur: Acteur, note: Deliberation) -> Rappel | None:
    """« Informer la famille » of one situation, when one may read it."""
    if note.rappel_id is None:
        return None
    return db.session.scalars(rappels_visibles(acteur).where(Rappel.id == note.rappel_id)).one_or_none()


def chiffres(reunion: Reunion) -> dict[GenreDeChiffre, list[tuple[str, int]]]:
    """Figures kept at the closing, in words."""
    motifs, decisions = {m.value: m.libelle for m in MotifInscription}, {d.value: d.libelle for d in Decision}
    tous: dict[GenreDeChiffre, list[tuple[str, int]]] = {genre: [] for genre in GenreDeChiffre}
    requete = chiffres_de_seance().where(ChiffreDeSeance.reunion_id == reunion.id).order_by(ChiffreDeSeance.nombre.desc())
    for ligne in db.session.scalars(requete):
        tous[ligne.genre].append((motifs.get(ligne.code) or decisions.get(ligne.code) or ligne.code, ligne.nombre))
    return tous


def ouverte(reunion: Reunion) -> bool:
    """True once the roll was called."""
    return db.session.scalar(seance_de(reunion)) is not None


def avant_la_reunion(reunion: Reunion) -> bool:
    """True before the day of the meeting: nothing is noted yet."""
    return reunion.jour > aujourd_hui()
