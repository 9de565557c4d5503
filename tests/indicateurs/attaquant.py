"""An attacker who knows every published cell and that counts are whole and not negative: how close do they get?

Exhaustive propagation of bounds over every published equation (rows, columns, groups, totals). Written apart from the
engine, so that a fault of the engine is not repeated here.
"""

from __future__ import annotations

from typing import Any

Cle = tuple[str, str, str]


def equations(cellules: list[dict[str, Any]], qpv: tuple[str, ...]) -> list[tuple[Cle, list[Cle]]]:
    """(total, parts) that anybody can write from the headings of the tables."""
    relations: list[tuple[Cle, list[Cle]]] = []
    for nom, variable in (("dispositif_quartier", "quartier"), ("dispositif_sexe", "sexe")):
        siennes = [c for c in cellules if c["table"] == nom]
        dispositifs = {c["dispositif"] for c in siennes} - {"total"}
        modalites = {c[variable] for c in siennes}
        feuilles = modalites - {"total", "qpv"}
        for modalite in modalites:
            relations.append(((nom, "total", modalite), [(nom, d, modalite) for d in sorted(dispositifs)]))
        for dispositif in (*sorted(dispositifs), "total"):
            relations.append(((nom, dispositif, "total"), [(nom, dispositif, f) for f in sorted(feuilles)]))
            if "qpv" in modalites:
                relations.append(((nom, dispositif, "qpv"), [(nom, dispositif, f) for f in qpv]))
    for dispositif in ("pre", "sante", "emploi", "total"):
        relations.append((("dispositif_quartier", dispositif, "total"), [("dispositif_sexe", dispositif, "total")]))
    return relations


def intervalles(cellules: list[dict[str, Any]], qpv: tuple[str, ...]) -> dict[Cle, tuple[int, int]]:
    """What the attacker knows of each cell once every equation has been used as long as it teaches something."""
    bornes: dict[Cle, tuple[int, int]] = {}
    for c in cellules:
        cle = (c["table"], c["dispositif"], c.get("quartier") or c["sexe"])
        bornes[cle] = (0, 10**6) if c["statut"] == "s" else (c["valeur"] or 0, c["valeur"] or 0)
    relations, change = equations(cellules, qpv), True
    while change:
        change = False
        for total, parties in relations:
            bas, haut = sum(bornes[p][0] for p in parties), sum(bornes[p][1] for p in parties)
            change |= _resserrer(bornes, total, bas, haut)
            for partie in parties:
                autres_bas, autres_haut = bas - bornes[partie][0], haut - bornes[partie][1]
                change |= _resserrer(bornes, partie, bornes[total][0] - autres_haut, bornes[total][1] - autres_bas)
                bas, haut = sum(bornes[p][0] for p in parties), sum(bornes[p][1] for p in parties)
    return bornes


def _resserrer(bornes: dict[Cle, tuple[int, int]], cle: Cle, bas: int, haut: int) -> bool:
    nouvelle = (max(bornes[cle][0], bas), min(bornes[cle][1], haut))
    assert nouvelle[0] <= nouvelle[1], f"{cle} : les cellules publiées se contredisent"
    change = nouvelle != bornes[cle]
    bornes[cle] = nouvelle
    return change
