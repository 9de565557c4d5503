"""Row lock: reading a partitioned table without a declared scope is an error, not a leak (architecture: second lock).

A model says `__cloisonne__ = True`. Only `access.py` (and `system.py`) may write `Perimetre(Model)` on a statement;
the listener refuses any other read of that table. It refuses rather than filters: a forgotten scope fails in the first test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, Table, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.interfaces import UserDefinedOption

TABLES_CLOISONNEES: set[str] = set()


class PerimetreManquant(Exception):
    """A partitioned table is read by a statement that no access function scoped."""

    def __init__(self, table: str) -> None:
        super().__init__(f"Lecture de « {table} » sans périmètre : partir de la fonction de access.py.")
        self.table = table


class Perimetre(UserDefinedOption):
    """Marks a statement as scoped for the named models; follows lazy loads towards these models only."""

    propagate_to_loaders = True

    def __init__(self, *modeles: type) -> None:
        super().__init__(payload=None)
        self.tables = frozenset(modele.__tablename__ for modele in modeles)  # type: ignore[attr-defined]


def options_de(requete: Select[Any]) -> tuple[Perimetre, ...]:
    """Scope markers carried by a statement, to put them on a statement derived from it."""
    # `with_only_columns` sets the options aside with the joins made so far: they are still part of the statement.
    mises_de_cote = (option for entites in requete._memoized_select_entities for option in entites._with_options)
    return tuple(option for option in (*requete._with_options, *mises_de_cote) if isinstance(option, Perimetre))


def _hors_perimetre(element: Any, couverts: frozenset[str]) -> Iterator[str]:
    """Names of partitioned tables read below `element` by a SELECT that no marker of it, or around it, covers."""
    if isinstance(element, Select):
        for option in options_de(element):
            couverts |= option.tables
    if isinstance(element, Table):
        if element.name in TABLES_CLOISONNEES and element.name not in couverts:
            yield element.name
        return
    for enfant in element.get_children():
        yield from _hors_perimetre(enfant, couverts)


@event.listens_for(Session, "do_orm_execute")
def _refuser_sans_perimetre(etat: ORMExecuteState) -> None:
    if etat.is_column_load or etat.is_insert:
        return  # refresh of a row already loaded, or creation: nothing new is read
    couverts: frozenset[str] = frozenset()
    for option in etat.user_defined_options:
        if isinstance(option, Perimetre):
            couverts |= option.tables
    for table in _hors_perimetre(etat.statement, couverts):
        raise PerimetreManquant(table)
