"""« Annuler cet import »: removes exactly what it created, gives back what it changed, keeps what was touched since."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import inspect

from parcours.imports.access import traces_visibles
from parcours.imports.models import EtatLot, Lot, TraceImport
from parcours.imports.services.mise_a_jour import valeur_d_avant
from parcours.imports.system import objet, ordre_des_tables, oublier, rattachees, references, supprimer, versions
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant
from parcours.socle.typographie import pluriel

PAS_DES_LIENS = frozenset({"cree_par_id", "modifie_par_id"})


@dataclass
class Groupe:
    """Traces of one person (or of the structures added, which come first and are judged one by one)."""

    traces: list[TraceImport] = field(default_factory=list)
    touche: bool = False


def prevoir(lot: Lot, *, par: Acteur) -> tuple[int, list[uuid.UUID]]:
    """What undoing would do now: how many files go, and which stay because something changed since."""
    _verifier(lot)
    groupes = [g for g in _juger(lot, par) if g.traces[0].table == "beneficiaire"]
    partent = sum(not g.touche and g.traces[0].avant_chiffre is None for g in groupes)
    return partent, [g.traces[0].ligne_id for g in groupes if g.touche]


def _verifier(lot: Lot) -> None:
    if lot.etat is not EtatLot.APPLIQUE:
        raise ErreurDuDomaine("Seul un import appliqué peut être annulé.")


def _juger(lot: Lot, par: Acteur) -> list[Groupe]:
    requete = traces_visibles(par).where(TraceImport.lot_id == lot.id).order_by(TraceImport.rang)
    groupes = _grouper(list(db.session.scalars(requete)))
    _marquer(groupes)
    return groupes


def annuler(lot: Lot, *, par: Acteur) -> dict[str, int]:
    """Undo an applied import; returns figures. A person's file changed since, or to which something was added, is kept
    whole: half a file would be worse than none.

    Raises:
        ErreurDuDomaine: the import is not applied.
    """
    _verifier(lot)
    groupes = _juger(lot, par)
    defaits = [g for g in groupes if not g.touche]
    gardes = [g for g in groupes if g.touche]
    _restaurer(t for g in defaits for t in g.traces if t.avant_chiffre is not None)
    par_table: dict[str, list[uuid.UUID]] = defaultdict(list)
    for groupe in defaits:
        for trace in groupe.traces:
            if trace.avant_chiffre is None:
                par_table[trace.table].append(trace.ligne_id)
    db.session.flush()
    for table in reversed(ordre_des_tables()):
        if table in par_table:
            supprimer(table, par_table[table])
    figures = {
        "personnes_supprimees": len(par_table.get("beneficiaire", [])),
        "personnes_restaurees": sum(
            g.traces[0].table == "beneficiaire" and g.traces[0].avant_chiffre is not None for g in defaits
        ),
        "gardees": sum(g.traces[0].table == "beneficiaire" for g in gardes),
    }
    for groupe in defaits:
        for trace in groupe.traces:
            db.session.expunge(trace)
    garder = {g.traces[0].ligne_id for g in gardes if g.traces[0].table == "beneficiaire"}
    _garder_les_temoins(lot, garder)
    lot.etat, lot.annule_le, lot.modifie_par_id = EtatLot.ANNULE, maintenant(), par.agent_id
    lot.bilan = {**lot.bilan, "annule": figures}
    db.session.flush()
    detail = f"{pluriel(figures['personnes_supprimees'], 'fiche retirée', 'fiches retirées')}, {pluriel(figures['gardees'], 'gardée')}"
    noter("annuler", lot, par=par, detail=detail)
    return figures


def _grouper(traces: list[TraceImport]) -> list[Groupe]:
    groupes: list[Groupe] = []
    for trace in traces:
        if trace.table in ("beneficiaire", "structure") or not groupes:
            groupes.append(Groupe())
        groupes[-1].traces.append(trace)
    return groupes


def _marquer(groupes: list[Groupe]) -> None:
    """Mark what changed since: a row with another version, or a row of somebody else that hangs from one of ours."""
    de_qui: dict[uuid.UUID, Groupe] = {t.ligne_id: g for g in groupes for t in g.traces}
    par_table: dict[str, list[TraceImport]] = defaultdict(list)
    for groupe in groupes:
        for trace in groupe.traces:
            par_table[trace.table].append(trace)
    for table, traces in par_table.items():
        presentes = versions(table, [t.ligne_id for t in traces])
        for trace in traces:
            partie = trace.ligne_id not in presentes
            if partie or (trace.version is not None and presentes[trace.ligne_id] != trace.version):
                de_qui[trace.ligne_id].touche = True
    for table, traces in par_table.items():
        # What hangs from a row that existed before the import says nothing of the import.
        for ligne_id, vers in _qui_en_dependent(table, [t.ligne_id for t in traces if t.avant_chiffre is None]):
            if ligne_id not in de_qui:
                de_qui[vers].touche = True
    # A structure added by the import stays while a file that is kept still points to it.
    for ligne_id, vers in _qui_en_dependent("structure", [t.ligne_id for t in par_table.get("structure", [])]):
        if ligne_id not in de_qui or de_qui[ligne_id].touche:
            de_qui[vers].touche = True


def _qui_en_dependent(table: str, ids: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """(row, row it points to) of everything that points to these rows."""
    for modele, attribut in references(table):
        if attribut not in PAS_DES_LIENS:
            yield from rattachees(modele, attribut, ids)


def _restaurer(traces: Iterable[TraceImport]) -> None:
    for trace in traces:
        avant = json.loads(trace.avant or "{}")
        ligne = objet(trace.table, trace.ligne_id) if avant else None
        if ligne is None:
            continue
        colonnes = inspect(type(ligne)).columns
        for champ, valeur in avant.items():
            setattr(ligne, champ, valeur_d_avant(colonnes[champ], valeur) if champ in colonnes else valeur)


def _garder_les_temoins(lot: Lot, gardees: set[uuid.UUID]) -> None:
    """Forget lines and traces, but one trace per file kept: the screen lists them by name to whoever may read them."""
    oublier(lot.id, traces=True)
    for rang, identifiant in enumerate(sorted(gardees), 1):
        db.session.add(TraceImport(lot_id=lot.id, rang=rang, table="beneficiaire", ligne_id=identifiant, version=None))
