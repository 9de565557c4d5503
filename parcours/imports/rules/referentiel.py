"""Reference lists the engine is given: districts, communes, schools. Plain data, so that any territory can be read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class QuartierConnu:
    """A district. `prioritaire` is true for a QPV; `alias` are the spellings its users add to the derived ones."""

    code: str
    nom: str
    prioritaire: bool
    communes: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommuneConnue:
    """A commune, with its postal code and whether the réussite éducative covers it."""

    code_insee: str
    nom: str
    code_postal: str = ""
    perimetre_pre: bool = True
    alias: tuple[str, ...] = ()


@dataclass(frozen=True)
class EcoleConnue:
    """A school. `niveau` as in the State's list (maternelle, elementaire, primaire, college, lycee…)."""

    code: str
    nom: str
    niveau: str
    commune: str = ""
    education_prioritaire: bool = False
    alias: tuple[str, ...] = ()


@dataclass(frozen=True)
class Referentiel:
    """All lists at once; an empty one means that the values are kept as typed."""

    quartiers: tuple[QuartierConnu, ...] = field(default=())
    communes: tuple[CommuneConnue, ...] = field(default=())
    ecoles: tuple[EcoleConnue, ...] = field(default=())
