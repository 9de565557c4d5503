"""Reading the editable lists: what is offered today, and the words of what was chosen long ago."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Select, func, select

from parcours.nomenclatures.models import ValeurDeListe
from parcours.nomenclatures.rules import en_vigueur
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui


def toutes() -> Select[ValeurDeListe]:
    """Every value of every list: these lists name nobody, so all who hold the right read them all."""
    return select(ValeurDeListe)


def valeurs(liste: str) -> list[ValeurDeListe]:
    """Every value of one list, ended ones included, in its order (sub-values under their parent)."""
    return _ranger(_lire(liste))


def _lire(*listes: str) -> list[ValeurDeListe]:
    requete = toutes().where(ValeurDeListe.liste.in_(listes))
    return list(db.session.scalars(requete.order_by(ValeurDeListe.rang, ValeurDeListe.libelle)))


def _ranger(lignes: list[ValeurDeListe]) -> list[ValeurDeListe]:
    rangs = {v.code: (v.rang, v.libelle) for v in lignes if v.parent is None}
    return sorted(lignes, key=lambda v: (rangs.get(v.parent or v.code, (9999, "")), v.parent is not None, v.rang, v.libelle))


def choix(liste: str, *, garde: str | None = None, au: date | None = None) -> list[tuple[str, str]]:
    """(code, words) offered on a day, in order; `garde` keeps a value already chosen even when it has ended.

    In a list of two levels only the second level can be chosen, preceded by the words of the first.
    """
    return _offerts(valeurs(liste), garde, au or aujourd_hui())


def choix_de_plusieurs(*listes: str) -> dict[str, list[tuple[str, str]]]:
    """What several lists offer today, in one statement: a form with five lists costs one reading."""
    lignes = _lire(*listes)
    return {liste: _offerts(_ranger([v for v in lignes if v.liste == liste]), None, aujourd_hui()) for liste in listes}


def _offerts(lignes: list[ValeurDeListe], garde: str | None, jour: date) -> list[tuple[str, str]]:
    parents = {v.parent for v in lignes if v.parent}
    titres = {v.code: v.libelle for v in lignes if v.parent is None}
    return [
        (v.code, f"{titres[v.parent]} : {v.libelle}" if v.parent in titres else v.libelle)
        for v in lignes
        if v.code not in parents and (en_vigueur(v.valide_du, v.valide_au, jour) or v.code == garde)
    ]


def libelles(liste: str) -> dict[str, str]:
    """Words of every code of a list, ended ones included: history keeps its words."""
    return {
        code: libelle
        for code, libelle in db.session.execute(
            select(ValeurDeListe.code, ValeurDeListe.libelle).where(ValeurDeListe.liste == liste)
        )
    }


def libelles_de_plusieurs(*listes: str) -> dict[str, dict[str, str]]:
    """The same for several lists, in one statement."""
    mots: dict[str, dict[str, str]] = {liste: {} for liste in listes}
    lignes = select(ValeurDeListe.liste, ValeurDeListe.code, ValeurDeListe.libelle).where(ValeurDeListe.liste.in_(listes))
    for liste, code, libelle in db.session.execute(lignes):
        mots[liste][code] = libelle
    return mots


def parents(liste: str) -> dict[str, str]:
    """First level of each code of a list of two levels, ended ones included."""
    lignes = select(ValeurDeListe.code, ValeurDeListe.parent).where(
        ValeurDeListe.liste == liste, ValeurDeListe.parent.is_not(None)
    )
    return {code: parent for code, parent in db.session.execute(lignes) if parent}


def unites(liste: str) -> dict[str, str]:
    """Unit of every code of a list that has one, ended ones included."""
    lignes = select(ValeurDeListe.code, ValeurDeListe.unite).where(
        ValeurDeListe.liste == liste, ValeurDeListe.unite.is_not(None)
    )
    return {code: unite for code, unite in db.session.execute(lignes) if unite}


def choix_ranges(liste: str, *, garde: str | None = None) -> dict[str, list[tuple[str, str]]]:
    """What a list of two levels offers today, under the words of the first level: the groups of a select."""
    lignes, jour = valeurs(liste), aujourd_hui()
    parents = {v.parent for v in lignes if v.parent}
    titres = {v.code: v.libelle for v in lignes if v.parent is None}
    groupes: dict[str, list[tuple[str, str]]] = {}
    for v in lignes:
        if v.code not in parents and (en_vigueur(v.valide_du, v.valide_au, jour) or v.code == garde):
            groupes.setdefault(titres.get(v.parent or "", ""), []).append((v.code, v.libelle))
    return groupes


def nombres() -> dict[str, int]:
    """How many values each list holds."""
    comptes = db.session.execute(select(ValeurDeListe.liste, func.count()).group_by(ValeurDeListe.liste))
    return {liste: nombre for liste, nombre in comptes}


def valeur(identifiant: uuid.UUID) -> Select[ValeurDeListe]:
    """One value, for the loader."""
    return toutes().where(ValeurDeListe.id == identifiant)
