"""Choices of lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice

Couples = Iterable[tuple[str, str]]


def choix(couples: Couples, vide: str | None = None) -> list[SelectChoice]:
    debut = [] if vide is None else [SelectChoice(value="", label=vide)]
    return [*debut, *(SelectChoice(value=valeur, label=mot) for valeur, mot in couples)]


def etats_de(enumeration: Any) -> list[SelectChoice]:
    return choix((e.value, e.libelle) for e in enumeration)
