"""How long a structure takes to answer: said by a domain above (referrals), shown here."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

REPONSES_AU_MOINS = 3
"""Under three answers a median says more about one referral than about the structure."""


@dataclass(frozen=True)
class DelaiDeReponse:
    """Answers of one structure over the last twelve months."""

    reponses: int
    mediane: int | None
    """Days; None when there are too few answers."""
    en_attente: int

    @property
    def en_mots(self) -> str:
        """« Répond en 4 jours »; empty when nothing can be said."""
        if self.mediane is None:
            return ""
        if self.mediane == 0:
            return "Répond le jour même"
        return f"Répond en {self.mediane}\u00a0jour{'s' if self.mediane > 1 else ''}"


Delais = Callable[[Iterable[uuid.UUID]], dict[uuid.UUID, DelaiDeReponse]]

_sources: list[Delais] = []


def contribuer(source: Delais) -> None:
    """Register what knows the delays."""
    if source not in _sources:
        _sources.append(source)


def delais(structures: Iterable[uuid.UUID]) -> dict[uuid.UUID, DelaiDeReponse]:
    """Delay of each of these structures; those nobody refers to are absent."""
    ids = list(structures)
    resultat: dict[uuid.UUID, DelaiDeReponse] = {}
    for source in _sources if ids else ():
        resultat |= source(ids)
    return resultat


def mediane(jours: list[int]) -> int | None:
    """Middle of the delays, rounded up (one never promises too early); None under three answers."""
    if len(jours) < REPONSES_AU_MOINS:
        return None
    ordre = sorted(jours)
    milieu = len(ordre) // 2
    return ordre[milieu] if len(ordre) % 2 else -(-(ordre[milieu - 1] + ordre[milieu]) // 2)
