"""The follow-up of several referrals at once: what waits, since when, on each side."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_
from sqlalchemy.orm import aliased, joinedload

from parcours.orientations.access import orientations_deja_choisies, orientations_envoyees, orientations_recues
from parcours.orientations.models import Orientation
from parcours.orientations.rules import A_REFAIRE, EN_ATTENTE, Cote, EtatOrientation
from parcours.orientations.rules.suivi import A_REPRENDRE_PENDANT, ATTENTES, DE_L_EMETTEUR, Tranche
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import PARIS, aujourd_hui, maintenant

AU_PLUS = 50
"""Lines of one slice shown at once: the next ones come up as these are dealt with."""


@dataclass(frozen=True)
class Suivi:
    """Counts of each slice on one side, and the lines of the chosen one."""

    comptes: dict[Tranche, int]
    tranche: Tranche | None
    lignes: Sequence[Orientation]

    @property
    def reste(self) -> int:
        """Lines of the chosen slice that are not shown."""
        return (self.comptes[self.tranche] if self.tranche else 0) - len(self.lignes)


def _minuit(jour: date) -> datetime:
    return datetime.combine(jour, time.min, PARIS)


def _est(tranche: Tranche, jour: date) -> ColumnElement[bool]:
    """Condition: the referral is in this slice on `jour`; history from a spreadsheet is in none."""
    if tranche in ATTENTES:
        de, jusqu_a = ATTENTES[tranche]
        bornes = [Orientation.etat.in_(EN_ATTENTE), Orientation.envoyee_le < _minuit(jour - timedelta(days=de - 1))]
        if jusqu_a is not None:
            bornes.append(Orientation.envoyee_le >= _minuit(jour - timedelta(days=jusqu_a - 1)))
        return and_(*bornes)
    if tranche is Tranche.BROUILLONS:
        return Orientation.etat == EtatOrientation.BROUILLON
    if tranche is Tranche.RENDEZ_VOUS_PASSE:
        return and_(Orientation.etat == EtatOrientation.ACCEPTEE, Orientation.rendez_vous_le < maintenant())
    if tranche is Tranche.SANS_RENDEZ_VOUS:
        return and_(Orientation.etat == EtatOrientation.ACCEPTEE, Orientation.rendez_vous_le.is_(None))
    suite = aliased(Orientation)
    reprise = (
        suite.parcours_id == Orientation.parcours_id,
        or_(suite.suite_de_id == Orientation.id, suite.envoyee_le > Orientation.envoyee_le),
    )
    return and_(
        Orientation.etat.in_([e for e in A_REFAIRE if e is not EtatOrientation.ANNULEE]),
        Orientation.envoyee_le >= _minuit(jour - timedelta(days=A_REPRENDRE_PENDANT)),
        ~exists().where(*reprise).correlate(Orientation),
    )


def _a_suivre(acteur: Acteur, cote: Cote, *, a_moi: bool) -> Select[Orientation]:
    if cote is Cote.RECEVEUR:
        requete = orientations_recues(acteur)
    else:
        requete = orientations_envoyees(acteur)
        if a_moi:
            # Written this way round, no index of one's own referrals is taken: those still alive are far fewer.
            requete = requete.where(literal(acteur.agent_id).in_([Orientation.emetteur_id, Orientation.referent_id]))
    return requete.where(Orientation.importee.is_(False))


def tranches(cote: Cote) -> list[Tranche]:
    """Slices of one side, the most pressing first."""
    return [t for t in Tranche if cote is Cote.EMETTEUR or t not in DE_L_EMETTEUR]


def suivi(acteur: Acteur, cote: Cote, tranche: Tranche | None, *, a_moi: bool) -> Suivi:
    """Counts, in one statement, and the lines of the slice asked for, or of the first that is not empty."""
    jour, requete, possibles = aujourd_hui(), _a_suivre(acteur, cote, a_moi=a_moi), tranches(cote)
    vivantes = requete.where(or_(*(_est(t, jour) for t in possibles)))
    colonnes = [func.count(case((_est(t, jour), 1))) for t in possibles]
    nombres = db.session.execute(vivantes.order_by(None).with_only_columns(*colonnes)).one()
    comptes = dict(zip(possibles, nombres, strict=True))
    choisie = tranche if tranche in comptes else next((t for t in possibles if comptes[t]), None)
    return Suivi(comptes, choisie, _lignes(requete.where(_est(choisie, jour))) if choisie else [])


def _lignes(requete: Select[Orientation]) -> list[Orientation]:
    """The oldest first; drafts in the order they were written."""
    ordre = (Orientation.envoyee_le, Orientation.id)
    ids = list(db.session.scalars(requete.with_only_columns(Orientation.id).order_by(*ordre).limit(AU_PLUS)))
    avec = (joinedload(Orientation.structure), joinedload(Orientation.emetteur))
    return list(db.session.scalars(orientations_deja_choisies(ids).options(*avec).order_by(*ordre)))


def choisies(acteur: Acteur, cote: Cote, ids: Collection[uuid.UUID]) -> list[Orientation]:
    """The referrals ticked, those within reach only."""
    requete = _a_suivre(acteur, cote, a_moi=False).where(Orientation.id.in_(list(ids)[:AU_PLUS]))
    return list(
        db.session.scalars(
            requete.options(
                joinedload(Orientation.structure), joinedload(Orientation.emetteur), joinedload(Orientation.referent)
            ).order_by(Orientation.id)
        )
    )
