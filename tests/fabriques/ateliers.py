"""Workshops, their dates, their participants; the séances of an action."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from parcours.actions_collectives.models import Atelier, Participant, SeanceAtelier
from parcours.parcours_individuels.models import Action, Parcours, SeanceAction
from parcours.parcours_individuels.rules import EtatAction
from parcours.socle.base import db
from parcours.socle.droits import Dispositif
from parcours.socle.horloge import aujourd_hui


@dataclass(frozen=True)
class AtelierDuMonde:
    """Ids of a workshop of one file, and of a séance of its own action."""

    atelier: uuid.UUID
    seance: uuid.UUID
    participant: uuid.UUID
    seance_action: uuid.UUID


def _poser(ligne: Any) -> Any:
    db.session.add(ligne)
    db.session.flush()
    return ligne


def atelier(nom: str = "Cuisine en famille", dispositif: Dispositif = Dispositif.PRE, **valeurs: Any) -> Atelier:
    """A workshop."""
    ligne: Atelier = _poser(Atelier(nom=nom, dispositif=dispositif, **{"type": "atelier", **valeurs}))
    return ligne


def seance(de: Atelier, dans: int = 0, **valeurs: Any) -> SeanceAtelier:
    """A date in so many days (negative: so many days ago)."""
    jour: date = aujourd_hui() + timedelta(days=dans)
    ligne: SeanceAtelier = _poser(SeanceAtelier(atelier_id=de.id, le=jour, **valeurs))
    return ligne


def action(parcours: Parcours, libelle: str = "Judo", **valeurs: Any) -> Action:
    """An action of a pathway."""
    ligne: Action = _poser(Action(parcours_id=parcours.id, libelle=libelle, **{"type": "clas", "unite": "séances", **valeurs}))
    return ligne


def seance_d_action(de: Action, il_y_a: int = 0, *, faite: bool = True, **valeurs: Any) -> SeanceAction:
    """An occurrence so many days ago."""
    ligne: SeanceAction = _poser(
        SeanceAction(action_id=de.id, le=aujourd_hui() - timedelta(days=il_y_a), faite=faite, **valeurs)
    )
    return ligne


def participant(de: Atelier, parcours: Parcours, **valeurs: Any) -> Participant:
    """A pathway enrolled, with the action of its record."""
    sienne = action(parcours, de.nom, type=de.type, en_atelier=True, collective=True, etat=EtatAction.PREVUE)
    ligne: Participant = _poser(
        Participant(
            atelier_id=de.id,
            parcours_id=parcours.id,
            action=sienne,
            **{"inscrit_le": aujourd_hui() - timedelta(days=30), **valeurs},
        )
    )
    return ligne


def atelier_du_monde(parcours: Parcours, sienne: Action, temoin: Callable[[str], str]) -> AtelierDuMonde:
    """One workshop whose only participant is this file, and one séance of its own action."""
    groupe = atelier(temoin("atelier"), parcours.dispositif)
    passee = seance(groupe, -2)
    inscrit = participant(groupe, parcours)
    notee = seance_d_action(sienne, 3, commentaire=temoin("seanceaction"))
    return AtelierDuMonde(groupe.id, passee.id, inscrit.id, notee.id)
