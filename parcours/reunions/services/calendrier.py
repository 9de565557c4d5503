"""Verbs on meetings: organise, change."""

from __future__ import annotations

from datetime import datetime

from parcours.journal.services import noter
from parcours.reunions.models import Reunion
from parcours.reunions.rules.preparation import SaisieReunion
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.horloge import PARIS


def creer(saisie: SaisieReunion, *, par: Acteur) -> Reunion:
    """Organise a meeting."""
    reunion = Reunion(dispositif=Dispositif.PRE, type=saisie.type, debut=_instant(saisie), lieu=saisie.lieu)
    reunion.cree_par_id = par.agent_id
    db.session.add(reunion)
    noter("creer", reunion, par=par)
    return reunion


def _instant(saisie: SaisieReunion) -> datetime:
    return datetime.combine(saisie.jour, saisie.heure, PARIS)


def modifier(reunion: Reunion, saisie: SaisieReunion, *, par: Acteur) -> None:
    """Change the kind, the day or the place."""
    reunion.type, reunion.debut, reunion.lieu = saisie.type, _instant(saisie), saisie.lieu
    reunion.modifie_par_id = par.agent_id
    noter("modifier", reunion, par=par)
