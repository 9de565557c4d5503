"""The report: what is hidden and what to redesign (S6, S10), for people and for machines, in aggregate only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

SEUIL_DE_REFONTE = 0.30
"""Above this share of hidden cells a table should be redesigned rather than masked (S10)."""


@dataclass(frozen=True)
class Essai:
    """What a coarser version of a table would hide. Shares between 0 and 1."""

    description: str
    part_masquee: float


@dataclass(frozen=True)
class BilanDeTable:
    """One table: cells shown, hidden, their shares by number and by weight, and possible redesigns."""

    table: str
    cellules: int
    masquees: int
    part_masquee: float
    part_du_poids: float
    essais: tuple[Essai, ...] = ()

    @property
    def a_refondre(self) -> bool:
        return self.part_masquee > SEUIL_DE_REFONTE


@dataclass(frozen=True)
class Rapport:
    """Of one release. Never says which cells are primary: it may circulate."""

    population: str
    parution: str
    seuils: tuple[int, ...]
    version: str
    tables: tuple[BilanDeTable, ...]
    mondes: int
    sceau: str = ""

    def json(self) -> str:
        """Machine form."""
        return json.dumps({**asdict(self), "a_refondre": [t.table for t in self.tables if t.a_refondre]}, ensure_ascii=False)

    def texte(self) -> str:
        """French, for someone who is not a statistician."""
        k = " et ".join(str(s) for s in self.seuils)
        lignes = [
            f"Secret statistique – {self.population}, parution {self.parution}",
            f"Aucun effectif de moins de {k} personnes n’est publié ni ne peut être retrouvé par calcul.",
            "",
        ]
        for t in self.tables:
            lignes.append(
                f"Table {t.table}\u00a0: {t.masquees} cellule(s) masquée(s) sur {t.cellules}"
                f" ({_pourcent(t.part_masquee)} des cellules, {_pourcent(t.part_du_poids)} du poids)."
            )
            if t.a_refondre:
                lignes.append(
                    "  Plus de 30\u00a0% de la table est masquée\u00a0: mieux vaut la publier moins détaillée ou moins souvent."
                )
            lignes += [f"  – {e.description}\u00a0: {_pourcent(e.part_masquee)} masqués." for e in t.essais]
        lignes += [
            "",
            f"Preuve\u00a0: {self.mondes} répartition(s) de remplacement, vérifiée(s) une à une par un contrôle indépendant.",
            f"Moteur {self.version}. Sceau du registre\u00a0: {self.sceau[:16]}…",
        ]
        return "\n".join(lignes)


def _pourcent(part: float) -> str:
    return f"{100 * part:.1f}".replace(".", ",") + "\u00a0%"


def bilan(table: str, statuts: Sequence[str], poids: Iterable[float], essais: Sequence[Essai] = ()) -> BilanDeTable:
    """Count hidden cells of one table; impossible cells are left out of the shares."""
    retenus = [(s, p) for s, p in zip(statuts, poids, strict=True) if s != "–"]
    masquees = [p for s, p in retenus if s == "s"]
    total = sum(p for _, p in retenus)
    return BilanDeTable(
        table,
        len(retenus),
        len(masquees),
        len(masquees) / len(retenus) if retenus else 0.0,
        sum(masquees) / total if total else 0.0,
        tuple(essais),
    )
