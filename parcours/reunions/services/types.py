"""Kinds of meetings and school holidays: shipped once, then owned by the coordination."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from parcours.journal.services import noter, noter_evenement
from parcours.reunions.models import MembreHabituel, TypeDeReunion, VacancesScolaires
from parcours.reunions.rules.types import TYPES_LIVRES, VACANCES_LIVREES, SaisieType, Vacances
from parcours.reunions.services.anonymat import verifier_que_rien_ne_nomme
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.recherche import normaliser


def charger_reference() -> dict[str, int]:
    """Add the shipped kinds whose code is missing, and the holidays when there are none; never overwrite."""
    connus = set(db.session.scalars(select(TypeDeReunion.code)))
    for rang, livre in enumerate(TYPES_LIVRES, 1):
        if livre.code not in connus:
            db.session.add(
                TypeDeReunion(
                    code=livre.code,
                    libelle=livre.libelle,
                    dispositif=livre.dispositif,
                    duree_minutes=livre.duree_minutes,
                    minutes_par_situation=livre.minutes_par_situation,
                    sur_situations=livre.sur_situations,
                    rang=rang * 10,
                )
            )
    if not connus:
        db.session.add_all(VacancesScolaires(libelle=v.libelle, du=v.du, au=v.au) for v in VACANCES_LIVREES)
    db.session.flush()
    return {"types de réunion": db.session.scalar(select(func.count()).select_from(TypeDeReunion)) or 0}


def creer(saisie: SaisieType, *, par: Acteur) -> TypeDeReunion:
    """Add a kind of meeting; its code is drawn from its words and never changes after."""
    _verifier(saisie, sauf=None, par=par)
    codes = set(db.session.scalars(select(TypeDeReunion.code)))
    base = normaliser(saisie.libelle).replace(" ", "_")[:36] or "reunion"
    code = next(c for c in (base, *(f"{base}_{n}" for n in range(2, 99))) if c not in codes)
    type_ = TypeDeReunion(code=code, cree_par_id=par.agent_id)
    _remplir(type_, saisie)
    db.session.add(type_)
    noter("creer", type_, par=par)
    return type_


def modifier(type_: TypeDeReunion, saisie: SaisieType, *, par: Acteur) -> None:
    """Change a kind; meetings already planned keep their own length and place."""
    _verifier(saisie, sauf=type_, par=par)
    _remplir(type_, saisie)
    type_.modifie_par_id = par.agent_id
    noter("modifier", type_, par=par)


def _verifier(saisie: SaisieType, *, sauf: TypeDeReunion | None, par: Acteur) -> None:
    for texte in (saisie.libelle, saisie.lieu):
        verifier_que_rien_ne_nomme(texte, par=par)
    voulu = normaliser(saisie.libelle)
    autres = db.session.scalars(select(TypeDeReunion).where(TypeDeReunion.dispositif == saisie.dispositif))
    if any(normaliser(t.libelle) == voulu for t in autres if t is not sauf):
        raise ErreurDuDomaine("Un type de réunion porte déjà ce nom.")


def _remplir(type_: TypeDeReunion, saisie: SaisieType) -> None:
    for champ in ("libelle", "dispositif", "duree_minutes", "minutes_par_situation", "lieu", "sur_situations", "actif"):
        setattr(type_, champ, getattr(saisie, champ))
    gardes = {m.agent_id: m for m in type_.membres if m.agent_id in saisie.membres}
    type_.membres = [gardes.get(agent_id) or MembreHabituel(agent_id=agent_id) for agent_id in dict.fromkeys(saisie.membres)]


def ecrire_les_vacances(vacances: Iterable[Vacances], *, par: Acteur) -> None:
    """Replace the list of school holidays by this one."""
    for ligne in db.session.scalars(select(VacancesScolaires)):
        db.session.delete(ligne)
    db.session.add_all(VacancesScolaires(libelle=v.libelle, du=v.du, au=v.au) for v in vacances)
    noter_evenement("modifier", "vacances_scolaires", agent_id=par.agent_id)
