"""Imports on screen: the list, one lot's figures, its lines by group and page."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_
from sqlalchemy.orm import joinedload

from parcours.imports.access import (
    dispositifs_importables,
    dossiers_du_dispositif,
    lignes_visibles,
    lots_visibles,
    traces_visibles,
)
from parcours.imports.models import EtatLot, LigneImport, Lot, TraceImport
from parcours.imports.rules.champs import CHAMPS, PAR_CODE, Champ, Forme
from parcours.imports.rules.contenu import GROUPES, GROUPES_APRES, REUNIES_AU_JOURNAL, Contenu, Sort
from parcours.socle.base import compter, db
from parcours.socle.droits import Acteur, Dispositif

PAR_PAGE = 25
LOTS_PAR_PAGE = 20
DECIDEES = "decidees"
ECARTER = "ecarter"
"""Set aside by a person: no longer waits for anybody."""

__all__ = ["DECIDEES", "GROUPES", "dispositifs_importables", "ligne_du_lot", "un_lot"]


def un_lot(acteur: Acteur) -> Select[Lot]:
    """One import, its author with it."""
    return lots_visibles(acteur).options(joinedload(Lot.auteur))


def ligne_du_lot(acteur: Acteur, lot: Lot) -> Select[LigneImport]:
    """One line of that import."""
    return lignes_visibles(acteur).where(LigneImport.lot_id == lot.id)


def liste(acteur: Acteur, page: int) -> tuple[list[Lot], int]:
    """Imports of one page, the latest first, and how many there are. The file itself stays in the base."""
    requete = un_lot(acteur).order_by(Lot.cree_le.desc(), Lot.id)
    lots = db.session.scalars(requete.limit(LOTS_PAR_PAGE).offset((page - 1) * LOTS_PAR_PAGE))
    return list(lots), compter(lots_visibles(acteur).with_only_columns(Lot.id))


@dataclass(frozen=True)
class LigneAffichee:
    """A line as the screen shows it."""

    id: uuid.UUID
    version: int
    feuille: str
    numero: int
    sort: Sort
    contenu: Contenu

    @property
    def ancre(self) -> str:
        """Id of its element."""
        return f"ligne-{self.id}"

    @property
    def cellules(self) -> list[tuple[str, str, str]]:
        """(code, words, text) of each cell read."""
        corrigees = {**self.contenu.automatiques, **self.contenu.corrections}
        return [
            (champ.code, champ.libelle, corrigees.get(champ.code, self.contenu.textes.get(champ.code, "")))
            for champ in CHAMPS
            if champ.code in self.contenu.textes or champ.code in corrigees
        ]


def afficher(ligne: LigneImport) -> LigneAffichee:
    """Open the sealed part of a line."""
    return LigneAffichee(
        ligne.id, ligne.version, ligne.feuille, ligne.numero, Sort(ligne.verdict), Contenu.depuis(ligne.contenu)
    )


@dataclass(frozen=True)
class Onglet:
    """A tab of the preview."""

    code: str
    titre: str
    explication: str
    nombre: int


def onglets(acteur: Acteur, lot: Lot) -> list[Onglet]:
    """Groups of lines that hold something, in the order in which they are worth reading."""
    lignes = lignes_visibles(acteur).where(LigneImport.lot_id == lot.id)
    comptes: Counter[str] = Counter()
    decidees = 0
    for verdict, decision, nombre in db.session.execute(
        lignes.with_only_columns(LigneImport.verdict, LigneImport.decision, func.count()).group_by(
            LigneImport.verdict, LigneImport.decision
        )
    ):
        decidees += nombre if decision else 0
        if decision != ECARTER:
            comptes[verdict] += nombre
    trouves = [
        Onglet(code, *_mots(lot, code, titre, explication), sum(comptes[s.value] for s in sorts))
        for code, (titre, explication, sorts) in GROUPES.items()
    ]
    reglees = _mots(lot, DECIDEES, "Réglées par vous", "Vos corrections et vos choix. Chacun peut être annulé.")
    trouves.insert(1, Onglet(DECIDEES, *reglees, decidees))
    return [o for o in trouves if o.nombre]


def _mots(lot: Lot, code: str, titre: str, explication: str) -> tuple[str, str]:
    """Words of a tab, in the future before, in the past after."""
    if code == "reunies" and lot.correspondance.get("forme") == Forme.JOURNAL:
        return REUNIES_AU_JOURNAL
    return (titre, explication) if lot.etat is EtatLot.APERCU else GROUPES_APRES.get(code, (titre, explication))


def lignes(acteur: Acteur, lot: Lot, groupe: str, page: int) -> list[LigneAffichee]:
    """Lines of one group and page, in the file's order."""
    requete = lignes_visibles(acteur).where(LigneImport.lot_id == lot.id)
    if groupe == DECIDEES:
        requete = requete.where(LigneImport.decision.is_not(None))
    elif groupe in GROUPES:
        requete = requete.where(
            LigneImport.verdict.in_([s.value for s in GROUPES[groupe][2]]),
            or_(LigneImport.decision.is_(None), LigneImport.decision != ECARTER),
        )
    requete = requete.order_by(LigneImport.feuille, LigneImport.numero).limit(PAR_PAGE).offset((page - 1) * PAR_PAGE)
    return [afficher(ligne) for ligne in db.session.scalars(requete)]


def deja_importe(acteur: Acteur, lot: Lot) -> Lot | None:
    """An applied import of the very same file."""
    return db.session.scalar(
        lots_visibles(acteur)
        .where(Lot.empreinte == lot.empreinte, Lot.dispositif == lot.dispositif, Lot.etat == EtatLot.APPLIQUE, Lot.id != lot.id)
        .order_by(Lot.applique_le.desc())
        .limit(1)
    )


def gardes(acteur: Acteur, lot: Lot) -> list[Any]:
    """Files kept when the import was undone, among those this person may open."""
    return noms(acteur, lot, list(db.session.scalars(_temoins(acteur, lot))))


def _temoins(acteur: Acteur, lot: Lot) -> Select[Any]:
    return traces_visibles(acteur).where(TraceImport.lot_id == lot.id).with_only_columns(TraceImport.ligne_id)


def noms(acteur: Acteur, lot: Lot, ids: list[uuid.UUID]) -> list[Any]:
    """Files by id, in the order of names."""
    if not ids:
        return []
    requete = dossiers_du_dispositif(acteur, lot.dispositif)
    modele = requete.column_descriptions[0]["entity"]
    return list(db.session.scalars(requete.where(modele.id.in_(ids[:500])).order_by(modele.cle_tri)))


def champs_possibles(dispositif: Dispositif) -> list[Champ]:
    """Fields a column can be, in that dispositif."""
    return [c for c in CHAMPS if not c.propre_a or any(d.value == dispositif.value for d in c.propre_a)]


def libelle_du_champ(code: str) -> str:
    """Words of a field."""
    return PAR_CODE[code].libelle if code in PAR_CODE else code
