"""The follow-up screen: who waits, since when."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_
from sqlalchemy.orm import joinedload

from parcours.orientations.access import (
    orientations_deja_choisies,
    orientations_envoyees,
    orientations_parties,
    orientations_recues,
)
from parcours.orientations.models import Orientation
from parcours.orientations.rules import Cote, Delai, EtatOrientation
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit, Role
from parcours.socle.horloge import PARIS, aujourd_hui

PAR_PAGE = 25
EN_ATTENTE = tuple(e for e in EtatOrientation if e.attend_une_reponse)


@dataclass(frozen=True)
class Filtre:
    """What the follow-up screen is reduced to."""

    cote: Cote
    etat: EtatOrientation | None = None
    delai: Delai | None = None
    page: int = 1


@dataclass(frozen=True)
class PageDOrientations:
    """One page of the follow-up screen."""

    lignes: Sequence[Orientation]
    total: int
    page: int
    pages: int


def _attend_depuis(jours: int, au: date) -> ColumnElement[bool]:
    """Condition: sent `jours` days before `au` or earlier, no answer yet, not history from a spreadsheet."""
    limite = datetime.combine(au - timedelta(days=jours) + timedelta(days=1), time.min, PARIS)
    return and_(
        Orientation.etat.in_(EN_ATTENTE),
        Orientation.importee.is_(False),
        or_(
            Orientation.envoyee_le < limite,
            and_(Orientation.envoyee_le.is_(None), Orientation.envoyee_jour <= au - timedelta(days=jours)),
        ),
    )


def sans_reponse_depuis(acteur: Acteur, jours: int, au: date) -> Select[Orientation]:
    """Referrals within reach that still wait for an answer on the day `au`, `jours` days after their sending or more.

    What came from a spreadsheet is left out: history raises no alert (architecture, decisions).
    """
    return orientations_envoyees(acteur).where(_attend_depuis(jours, au)).order_by(Orientation.envoyee_le, Orientation.id)


def _du_cote(acteur: Acteur, cote: Cote) -> Select[Orientation]:
    """What one receives, what one sends; for a partner who sends none, what their structure sends."""
    if cote is Cote.RECEVEUR:
        return orientations_recues(acteur)
    return orientations_envoyees(acteur) if acteur.peut(Droit.ORIENTATION_ECRIRE) else orientations_parties(acteur)


def chercher(acteur: Acteur, filtre: Filtre) -> PageDOrientations:
    """The follow-up screen: those that wait first, the oldest first; then the others, latest first."""
    requete = _du_cote(acteur, filtre.cote)
    if filtre.etat is not None:
        requete = requete.where(Orientation.etat == filtre.etat)
    if filtre.delai is not None:
        requete = requete.where(_attend_depuis(int(filtre.delai.value), aujourd_hui()))
    en_attente, total = _nombres(requete)
    pages = max(1, -(-total // PAR_PAGE))
    page = min(max(1, filtre.page), pages)
    ids = _ids_de_la_page(requete, en_attente, (page - 1) * PAR_PAGE)
    lues = {o.id: o for o in db.session.scalars(orientations_deja_choisies(ids).options(joinedload(Orientation.structure)))}
    return PageDOrientations([lues[i] for i in ids], total, page, pages)


def _nombres(requete: Select[Orientation]) -> tuple[int, int]:
    """How many wait for an answer, and how many in all, in one statement."""
    attend = func.count(case((Orientation.etat.in_(EN_ATTENTE), 1)))
    en_attente, total = db.session.execute(requete.order_by(None).with_only_columns(attend, func.count())).one()
    return en_attente, total


def _ids_de_la_page(requete: Select[Orientation], en_attente: int, debut: int) -> list[uuid.UUID]:
    """Referrals of the page that starts at `debut`: what is left of those that wait, then the others.

    Each of the two follows an index and stops at the page; one order for both would sort the whole list each time.
    """
    attend, ids = Orientation.etat.in_(EN_ATTENTE), requete.with_only_columns(Orientation.id)
    page: list[uuid.UUID] = []
    if debut < en_attente:
        les_premieres = ids.where(attend).order_by(Orientation.envoyee_le, Orientation.id)
        page += db.session.scalars(les_premieres.limit(PAR_PAGE).offset(debut))
    if len(page) < PAR_PAGE:
        les_autres = ids.where(~attend).order_by(Orientation.envoyee_le.desc().nulls_last(), Orientation.id.desc())
        page += db.session.scalars(les_autres.limit(PAR_PAGE - len(page)).offset(max(0, debut - en_attente)))
    return page


def cotes_a_lire(acteur: Acteur) -> list[Cote]:
    """Sides of the list: a partner also reads what their structure sends, without acting on it."""
    suivies = cotes(acteur)
    return [*suivies, Cote.EMETTEUR] if suivies == [Cote.RECEVEUR] else suivies


def cotes(acteur: Acteur) -> list[Cote]:
    """Sides this person may look from: a partner receives, those who follow people send."""
    roles = [(Cote.RECEVEUR, Role.PARTENAIRE in acteur.roles), (Cote.EMETTEUR, acteur.peut(Droit.ORIENTATION_ECRIRE))]
    return [cote for cote, oui in roles if oui]
