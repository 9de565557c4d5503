"""Files brought in: the list, and what one of them would change today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Select, select

from parcours.annuaire.models import Arrivage, Structure
from parcours.annuaire.queries.publication import fiche, noms_publies, services_par_identifiant, structures_par_identifiant
from parcours.annuaire.rules.differences import Difference, Sort, comparer
from parcours.socle.base import db

MONTREES = 100


@dataclass(frozen=True)
class Apercu:
    """What a file would change."""

    differences: list[Difference]
    compte: dict[Sort, int]

    def de(self, sort: Sort) -> list[Difference]:
        """Rows that share one fate."""
        return [d for d in self.differences if d.sort is sort]


def tous() -> Select[Arrivage]:
    """Every file brought in; they hold published data only."""
    return select(Arrivage)


def derniers() -> list[Arrivage]:
    """The last files, latest first."""
    return list(db.session.scalars(tous().order_by(Arrivage.id.desc()).limit(20)))


def apercu(arrivage: Arrivage) -> Apercu:
    """The file against the directory of today."""
    contenu = arrivage.contenu or {}
    structures, services = structures_par_identifiant(), services_par_identifiant()
    noms = noms_publies(structures.values())
    lignes_s, lignes_o = contenu.get("structures", []), contenu.get("services", [])
    differences = comparer("structure", {i: _connue(s) for i, s in structures.items()}, lignes_s) if lignes_s else []
    connus = {
        i: {**fiche(s, structure_id=noms.get(s.structure_id)), "autres_champs": s.autres_champs} for i, s in services.items()
    }
    joignables = structures.keys() | {ligne["id"] for ligne in lignes_s}
    rattaches = [ligne for ligne in lignes_o if ligne["structure_id"] in joignables]
    differences += comparer("service", connus, rattaches) if rattaches else []
    differences += [
        Difference("service", ligne["id"], ligne["nom"], Sort.ORPHELINE)
        for ligne in lignes_o
        if ligne["structure_id"] not in joignables
    ]
    return Apercu(differences, dict(Counter(d.sort for d in differences)))


def _connue(structure: Structure) -> dict[str, object]:
    return {**fiche(structure), "autres_champs": structure.autres_champs}
