"""Ratings by domain, at the entry, at a bilan or at the exit: a second writing of the same moment replaces the first."""

from __future__ import annotations

from datetime import date

from parcours.parcours_individuels.access import evaluations_de_ce_parcours
from parcours.parcours_individuels.models import Bilan, EvaluationDomaine, Parcours
from parcours.parcours_individuels.rules import NOTES, Moment, Situation
from parcours.socle.base import db
from parcours.socle.exceptions import ErreurDuDomaine


def verifier_la_note(note: int | None) -> int | None:
    """A rating is one of the four words, or none.

    Raises:
        ErreurDuDomaine: another number.
    """
    if note is not None and note not in NOTES:
        raise ErreurDuDomaine("Une note va de 1 à 4.")
    return note


def evaluer(
    parcours: Parcours,
    moment: Moment,
    le: date,
    notes: dict[str, tuple[int | None, Situation | None]],
    bilan: Bilan | None = None,
) -> None:
    """Replace the ratings of one moment (of one bilan)."""
    bilan_id = bilan.id if bilan is not None else None
    for ancienne in db.session.scalars(evaluations_de_ce_parcours(parcours.id)).all():
        if ancienne.moment is moment and ancienne.bilan_id == bilan_id:
            db.session.delete(ancienne)
    db.session.add_all(
        EvaluationDomaine(
            parcours_id=parcours.id,
            bilan_id=bilan_id,
            moment=moment,
            le=le,
            domaine=domaine,
            note=verifier_la_note(note),
            situation=situation,
        )
        for domaine, (note, situation) in notes.items()
        if note is not None or situation is not None
    )
    db.session.flush()
