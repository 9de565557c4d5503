"""How lists of codes are kept so that both engines filter them alike: one text of marks, each between bars."""

from __future__ import annotations

from collections.abc import Iterable


def marque(quoi: str, valeur: str) -> str:
    """One mark: `|public:femmes|`."""
    return f"|{quoi}:{valeur.replace('|', ' ')}|"


def repere_de_recherche(**listes: Iterable[str] | None) -> str:
    """Every value of every list as a mark; a list left empty says so (`|public:*|`), which means anybody or not said."""
    return "".join(
        "".join(marque(quoi, valeur) for valeur in valeurs) if valeurs else marque(quoi, "*")
        for quoi, valeurs in listes.items()
    )
