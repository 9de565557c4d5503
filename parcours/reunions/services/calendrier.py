"""Verbs on meetings: plan one or a series, change, cancel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import select

from parcours.journal.services import noter
from parcours.reunions.access import decisions_de
from parcours.reunions.models import Reunion, TypeDeReunion
from parcours.reunions.rules.preparation import SaisieReunion
from parcours.reunions.services.anonymat import verifier_que_rien_ne_nomme
from parcours.reunions.services.convocations import Expedition, prevenir_les_convoques
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import PARIS, aujourd_hui, maintenant

DIT_AUX_MEMBRES = ("type_code", "debut", "duree_minutes", "lieu")
"""What is written in the calendar of those convened."""


def creer(saisie: SaisieReunion, *, par: Acteur) -> Reunion:
    """Plan a meeting; what is left empty is that of its kind.

    Raises:
        ErreurDuDomaine: the place names somebody.
    """
    verifier_que_rien_ne_nomme(saisie.lieu, par=par)
    type_ = _le_type(saisie.type_code)
    reunion = Reunion(dispositif=type_.dispositif, type=type_, debut=_instant(saisie.jour, saisie.heure))
    _completer(reunion, saisie, type_)
    reunion.cree_par_id = par.agent_id
    db.session.add(reunion)
    noter("creer", reunion, par=par)
    return reunion


def creer_une_serie(saisie: SaisieReunion, jours: Iterable[date], *, par: Acteur) -> list[Reunion]:
    """Plan the same meeting on each of these days; each is then changed or cancelled by itself."""
    return [
        creer(
            SaisieReunion(
                saisie.type_code, jour, saisie.heure, saisie.lieu, saisie.duree_minutes, saisie.minutes_par_situation
            ),
            par=par,
        )
        for jour in jours
    ]


def _le_type(code: str) -> TypeDeReunion:
    return db.session.scalars(select(TypeDeReunion).where(TypeDeReunion.code == code)).one()


def _completer(reunion: Reunion, saisie: SaisieReunion, type_: TypeDeReunion) -> None:
    reunion.lieu = saisie.lieu or type_.lieu
    reunion.duree_minutes = saisie.duree_minutes or type_.duree_minutes
    reunion.minutes_par_situation = saisie.minutes_par_situation or type_.minutes_par_situation


def _instant(jour: date, heure: time) -> datetime:
    return datetime.combine(jour, heure, PARIS)


def modifier(reunion: Reunion, saisie: SaisieReunion, expedition: Expedition, *, par: Acteur) -> int:
    """Change a meeting; those convened are told when their calendar changes. Returns how many are.

    Raises:
        ErreurDuDomaine: the place names somebody, the kind belongs to another scheme, or the meeting was cancelled.
    """
    _verifier_qu_elle_tient(reunion)
    verifier_que_rien_ne_nomme(saisie.lieu, par=par)
    type_ = _le_type(saisie.type_code)
    if type_.dispositif is not reunion.dispositif:
        raise ErreurDuDomaine("Ce type de réunion est celui d’un autre dispositif.")
    avant = [getattr(reunion, champ) for champ in DIT_AUX_MEMBRES]
    reunion.type, reunion.type_code, reunion.debut = type_, type_.code, _instant(saisie.jour, saisie.heure)
    reunion.lieu = saisie.lieu
    reunion.duree_minutes = saisie.duree_minutes or type_.duree_minutes
    reunion.minutes_par_situation = saisie.minutes_par_situation or type_.minutes_par_situation
    reunion.modifie_par_id = par.agent_id
    noter("modifier", reunion, par=par)
    if avant == [getattr(reunion, champ) for champ in DIT_AUX_MEMBRES] or reunion.jour < aujourd_hui():
        return 0
    return prevenir_les_convoques(reunion, expedition, annulee=False)


def annuler(reunion: Reunion, expedition: Expedition, *, par: Acteur) -> int:
    """Cancel a meeting: members are told, its situations may be put on another agenda. Returns how many are told.

    Raises:
        ErreurDuDomaine: already cancelled, or something was decided there.
    """
    _verifier_qu_elle_tient(reunion)
    if db.session.scalar(decisions_de(reunion).limit(1)) is not None:
        raise ErreurDuDomaine("Une décision est enregistrée pour cette réunion\u00a0: elle a eu lieu.")
    reunion.annulee_le = maintenant()
    reunion.modifie_par_id = par.agent_id
    noter("annuler", reunion, par=par)
    return prevenir_les_convoques(reunion, expedition, annulee=True) if reunion.jour >= aujourd_hui() else 0


def _verifier_qu_elle_tient(reunion: Reunion) -> None:
    if reunion.annulee_le is not None:
        raise ErreurDuDomaine("Cette réunion est annulée.")
