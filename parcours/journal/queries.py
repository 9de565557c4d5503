"""Reading the journal: filters, pages by key (a line added meanwhile moves nothing), export of a period."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, and_, or_, select

from parcours.journal.access import evenements_visibles
from parcours.journal.models import EvenementJournal
from parcours.socle.base import compter, db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import PARIS

PAR_PAGE = 100
LIGNES_PAR_EXPORT = 200_000


@dataclass(frozen=True)
class Filtre:
    """What is looked for; days are days in Paris, both included."""

    du: date | None = None
    au: date | None = None
    agent_id: uuid.UUID | None = None
    objet_id: uuid.UUID | None = None


def _minuit(jour: date) -> datetime:
    return datetime.combine(jour, time.min, tzinfo=PARIS)


def _filtrer(acteur: Acteur, filtre: Filtre) -> Select[EvenementJournal]:
    requete = evenements_visibles(acteur)
    if filtre.du:
        requete = requete.where(EvenementJournal.instant >= _minuit(filtre.du))
    if filtre.au:
        requete = requete.where(EvenementJournal.instant < _minuit(filtre.au + timedelta(days=1)))
    if filtre.agent_id:
        requete = requete.where(EvenementJournal.agent_id == filtre.agent_id)
    if filtre.objet_id:
        requete = requete.where(EvenementJournal.objet_id == filtre.objet_id)
    return requete


def page(acteur: Acteur, filtre: Filtre, avant: uuid.UUID | None) -> tuple[list[EvenementJournal], uuid.UUID | None]:
    """The lines older than `avant` (the newest ones without it), and the key of the next page if there is one."""
    requete = _filtrer(acteur, filtre)
    if avant is not None:
        instant = db.session.scalar(select(EvenementJournal.instant).where(EvenementJournal.id == avant))
        if instant is not None:
            plus_vieux = EvenementJournal.instant < instant
            requete = requete.where(or_(plus_vieux, and_(EvenementJournal.instant == instant, EvenementJournal.id < avant)))
    requete = requete.order_by(EvenementJournal.instant.desc(), EvenementJournal.id.desc()).limit(PAR_PAGE + 1)
    lignes = list(db.session.scalars(requete))
    return lignes[:PAR_PAGE], lignes[PAR_PAGE - 1].id if len(lignes) > PAR_PAGE else None


def trop_pour_un_export(acteur: Acteur, filtre: Filtre) -> bool:
    """True when the period holds more lines than one file should."""
    return compter(_filtrer(acteur, filtre).limit(LIGNES_PAR_EXPORT + 1)) > LIGNES_PAR_EXPORT


def a_exporter(acteur: Acteur, filtre: Filtre) -> list[EvenementJournal]:
    """Every line of the period, in order of time."""
    requete = _filtrer(acteur, filtre).order_by(EvenementJournal.instant, EvenementJournal.id).limit(LIGNES_PAR_EXPORT)
    return list(db.session.scalars(requete))
