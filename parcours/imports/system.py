"""Undoing an import: rows are checked and removed by id, from the traces of a lot the acteur could open.

Unscoped because "exactly what the import created" includes rows nobody reads directly, and because a row that hangs
from an imported one (whoever wrote it) must keep it. Nothing read here reaches a screen but ids and versions.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table, delete, select

from parcours.imports.models import LigneImport, Lot, TraceImport
from parcours.socle.base import Base, db
from parcours.socle.perimetre import Perimetre

PAQUET = 400


def modeles() -> dict[str, type[Any]]:
    """Every mapped class by table name."""
    return {m.class_.__tablename__: m.class_ for m in Base.registry.mappers}


def paquets(ids: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    """Ids by groups that both engines take in one statement."""
    for debut in range(0, len(ids), PAQUET):
        yield ids[debut : debut + PAQUET]


def versions(table: str, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int | None]:
    """Present version of rows (None for a table without versions); a row that is gone is absent."""
    modele = modeles()[table]
    colonnes = [modele.id] + ([modele.version] if hasattr(modele, "version") else [])
    trouvees: dict[uuid.UUID, int | None] = {}
    for paquet in paquets(ids):
        for ligne in db.session.execute(select(*colonnes).where(modele.id.in_(paquet)).options(Perimetre(modele))):
            trouvees[ligne[0]] = ligne[1] if len(ligne) > 1 else None
    return trouvees


def references(table: str) -> list[tuple[type[Any], str]]:
    """(model, attribute) of every foreign key that points to a table, the import's own tables aside."""
    trouvees = []
    for mapper in Base.registry.mappers:
        if mapper.class_ in (Lot, LigneImport, TraceImport):
            continue
        for attribut in mapper.column_attrs:
            colonne = attribut.columns[0]
            if any(cle.column.table.name == table for cle in getattr(colonne, "foreign_keys", ())):
                trouvees.append((mapper.class_, attribut.key))
    return trouvees


def rattachees(modele: type[Any], attribut: str, ids: Sequence[uuid.UUID]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """(row, row it points to) for the rows of `modele` that point to these ids."""
    colonne = getattr(modele, attribut)
    for paquet in paquets(ids):
        requete = select(modele.id, colonne).where(colonne.in_(paquet)).options(Perimetre(modele))
        for ligne in db.session.execute(requete):
            yield ligne[0], ligne[1]


def objet(table: str, identifiant: uuid.UUID) -> Any:
    """One row changed by the import, to give it back its former values."""
    modele = modeles()[table]
    return db.session.scalar(select(modele).where(modele.id == identifiant).options(Perimetre(modele)))


def supprimer(table: str, ids: Sequence[uuid.UUID]) -> None:
    """Remove rows the import created."""
    modele = modeles()[table]
    for paquet in paquets(ids):
        db.session.execute(
            delete(modele).where(modele.id.in_(paquet)).options(Perimetre(modele)).execution_options(synchronize_session=False)
        )


def oublier(lot_id: uuid.UUID, *, traces: bool) -> None:
    """Remove the lines of a lot (they name people), and its traces when nothing of it is left."""
    for modele in (LigneImport, TraceImport) if traces else (LigneImport,):
        db.session.execute(
            delete(modele)
            .where(modele.lot_id == lot_id)
            .options(Perimetre(modele))
            .execution_options(synchronize_session=False)
        )


def ordre_des_tables() -> list[str]:
    """Tables so that each comes after those it points to."""
    tables: list[Table] = Base.metadata.sorted_tables
    return [table.name for table in tables]
