"""The list of saisines: tabs, filters, sort, pages; and what the home page says of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from parcours.saisines.access import saisines_visibles
from parcours.saisines.models import Saisine
from parcours.saisines.queries.etats import avec_etat
from parcours.saisines.rules import A_TRAITER, EN_ATTENTE, TERMINES, CriteresDeListe, EtatSaisine, retard
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import motifs
from parcours.territoire.models import Etablissement

PAR_PAGE = 25
VUES: dict[str, tuple[str, tuple[EtatSaisine, ...]]] = {
    "a-traiter": ("À traiter", A_TRAITER),
    "en-attente": ("En attente", EN_ATTENTE),
    "brouillons": ("Brouillons", (EtatSaisine.BROUILLON,)),
    "terminees": ("Terminées", TERMINES),
}
"""Tabs: code -> words, states."""
AGES: dict[str, tuple[str, int]] = {
    "7": ("Plus d’une semaine", 7),
    "15": ("Plus de 15 jours", 15),
    "30": ("Plus d’un mois", 30),
    "60": ("Plus de deux mois", 60),
}
"""Age of the request: code -> words, days."""


@dataclass(frozen=True)
class LigneDeListe:
    """One line."""

    saisine: Saisine
    etat: EtatSaisine
    jours: int
    """Since the request."""
    en_retard: bool


@dataclass(frozen=True)
class PageDeSaisines:
    """One page of the list, and what is said around it."""

    lignes: list[LigneDeListe]
    total: int
    page: int
    vue: str
    comptes: dict[str, int]

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // PAR_PAGE))


def _filtrer(requete: Select[Any], etat: ColumnElement[str], criteres: CriteresDeListe) -> Select[Any]:
    for motif in motifs(criteres.q):
        requete = requete.where(Saisine.cle_recherche.like(motif))
    if criteres.age in AGES:
        requete = requete.where(Saisine.demande_le < aujourd_hui() - timedelta(days=AGES[criteres.age][1]))
    if criteres.etat in set(EtatSaisine):
        requete = requete.where(etat == criteres.etat)
    return requete


def chercher(acteur: Acteur, criteres: CriteresDeListe, delai: int) -> PageDeSaisines:
    """One page of the saisines within reach: two statements.

    Args:
        acteur: who looks.
        criteres: what the address asks for.
        delai: days after which a step is late.
    """
    requete, etat = avec_etat(saisines_visibles(acteur), acteur)
    requete = _filtrer(requete, etat, criteres)
    # A subquery first: PostgreSQL does not see that two CASE with bound values are the same expression.
    etats = requete.with_only_columns(etat.label("etat")).order_by(None).subquery()
    par_etat = {e: n for e, n in db.session.execute(select(etats.c.etat, func.count()).group_by(etats.c.etat))}
    comptes = {code: sum(par_etat.get(e.value, 0) for e in etats_de) for code, (_, etats_de) in VUES.items()}
    vue = criteres.vue if criteres.vue in VUES else _premiere(criteres, comptes)
    total = comptes[vue]
    page = min(max(1, criteres.page), max(1, -(-total // PAR_PAGE)))
    if not total:
        return PageDeSaisines([], 0, 1, vue, comptes)
    lignes = (
        _trier(requete.where(etat.in_([e.value for e in VUES[vue][1]])), etat, criteres)
        .add_columns(etat)
        .options(joinedload(Saisine.etablissement))
        .limit(PAR_PAGE)
        .offset((page - 1) * PAR_PAGE)
    )
    jour = aujourd_hui()
    return PageDeSaisines(
        [_ligne(saisine, EtatSaisine(code), jour, delai) for saisine, code in db.session.execute(lignes)],
        total,
        page,
        vue,
        comptes,
    )


def _ligne(saisine: Saisine, etat: EtatSaisine, jour: date, delai: int) -> LigneDeListe:
    return LigneDeListe(saisine, etat, (jour - saisine.demande_le).days, retard(etat, saisine.etape_le, jour, delai))


def _premiere(criteres: CriteresDeListe, comptes: dict[str, int]) -> str:
    """« À traiter »; a search or a filter without an answer there opens the first tab that has one."""
    codes = list(VUES)
    if criteres.q or criteres.etat or criteres.age:
        return next((code for code in codes if comptes[code]), codes[0])
    return codes[0]


def _trier(requete: Select[Any], etat: ColumnElement[str], criteres: CriteresDeListe) -> Select[Any]:
    cles: dict[str, Any] = {
        "date": Saisine.demande_le,
        "nom": Saisine.cle_tri,
        "etape": Saisine.etape_le,
        "etat": case({e.value: rang for rang, e in enumerate(EtatSaisine)}, value=etat),
    }
    if criteres.tri == "ecole":
        requete = requete.outerjoin(Etablissement, Etablissement.id == Saisine.etablissement_id)
        cles["ecole"] = Etablissement.nom
    cle = cles.get(criteres.tri, Saisine.demande_le)
    ordre = cle.desc().nulls_last() if criteres.sens == "desc" else cle.asc().nulls_last()
    return requete.order_by(ordre, Saisine.id)


@dataclass(frozen=True)
class Signalement:
    """What the home page says: what comes next and for how many requests, those that wait too long."""

    a_faire: list[tuple[EtatSaisine, int]]
    en_retard: int
    plus_ancienne_id: uuid.UUID | None
    plus_ancienne_le: date | None


def a_signaler(acteur: Acteur, delai: int) -> Signalement:
    """Saisines by next step and overdue ones, in one statement."""
    requete, etat = avec_etat(saisines_visibles(acteur.au_titre_de(Droit.SAISINE_LIRE)), acteur)
    suivis = [e.value for e in (*A_TRAITER, EtatSaisine.A_COMPLETER)]
    lignes = (
        requete.where(etat.in_(suivis))
        .with_only_columns(Saisine.id, etat, Saisine.etape_le, Saisine.demande_le)
        .order_by(Saisine.demande_le, Saisine.id)
    )
    jour, par_etat, tardives = aujourd_hui(), dict.fromkeys(A_TRAITER, 0), []
    for identifiant, code, etape_le, demande_le in db.session.execute(lignes):
        if code in par_etat:
            par_etat[EtatSaisine(code)] += 1
        if retard(EtatSaisine(code), etape_le, jour, delai):
            tardives.append((identifiant, demande_le))
    ancienne = tardives[0] if tardives else (None, None)
    return Signalement([(e, n) for e, n in par_etat.items() if n], len(tardives), *ancienne)
