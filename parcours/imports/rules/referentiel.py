"""Reference lists the engine is given: districts, communes, schools. Plain data, so that any territory can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def referentiel_depuis_contrat(
    quartiers: Iterable[Mapping[str, str]], communes: Iterable[Mapping[str, str]], ecoles: Iterable[Mapping[str, str]]
) -> Referentiel:
    """Build the lists from the rows of the contrat de ville's CSV files (as csv.DictReader gives them)."""
    return Referentiel(
        tuple(
            QuartierConnu(q["code"], q["nom"], q["type"] == "qpv", tuple(c for c in q.get("communes", "").split("|") if c))
            for q in quartiers
        ),
        tuple(
            CommuneConnue(c["code_insee"], c["nom"], c["code_postal"], c.get("dans_perimetre_pre", "oui") != "non")
            for c in communes
        ),
        tuple(
            EcoleConnue(
                e["nom"],
                e["nom"],
                e["niveau"],
                e.get("commune", ""),
                e.get("education_prioritaire", "").startswith("REP"),
            )
            for e in ecoles
        ),
    )
