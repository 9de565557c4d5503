"""What one cell says of another field: a birth date beside the name, a commune at the end of an address, two parents in
one cell, the school or the commune that a sheet or a section is about. Each deduction is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from parcours.imports.rules import lieux, scolarite
from parcours.imports.rules.dates import Sens, lire_date
from parcours.imports.rules.messages import Remarque
from parcours.imports.rules.referentiel import CommuneConnue, Referentiel
from parcours.imports.rules.textes import cle, nettoyer, texte_de

Deduction = tuple[str, Remarque]
"""The field whose cell speaks, and what is said."""

_DATE_DU_NOM = re.compile(
    r"[\s,(\-–]*(?:n[ée]e?\s+(?:le\s+)?|ddn\s*:?\s*)?(\d{1,2}[./\- ]\d{1,2}[./\- ]\d{2,4})\s*\)?\s*$", re.I
)
_CODE_ET_VILLE = re.compile(r"^(?P<rue>.*?)[\s,;\-–]*\b(?P<code>\d{5})\s+(?P<ville>[^\d]+)$", re.S)
_COUPLE = re.compile(r"^(?:m|mr|monsieur|mme|madame)\.?\s*(?:et|&|/)\s*(?:m|mr|monsieur|mme|madame)\.?\s+(?P<nom>.+)$", re.I)
_ENTRE_PARENTS = re.compile(r"\s+(?:et|&)\s+|\s*[/\n;]\s*", re.I)
_AMERICAINE = re.compile(r"^\s*(\d{1,2})([/\-])(\d{1,2})\2(\d{4})\s*$")


def deduire(
    bruts: dict[str, Any], communes: tuple[CommuneConnue, ...], defauts: Mapping[str, tuple[str, str]]
) -> list[Deduction]:
    """Complete `bruts` (field -> cell) in place, only where a cell is empty; say each deduction.

    `defauts` gives, by field, a value and where it comes from ("le nom de la feuille").
    """
    dites = [*_naissance_du_nom(bruts), *_commune_de_l_adresse(bruts, communes)]
    _deux_parents(bruts)
    for code, (valeur, origine) in defauts.items():
        if not texte_de(bruts.get(code, "")):
            bruts[code] = valeur
            dites.append((code, Remarque(f"{code}_de_la_feuille", f"« {valeur} » d’après {origine}")))
    return dites


def _naissance_du_nom(bruts: dict[str, Any]) -> list[Deduction]:
    code = "nom_prenom" if "nom_prenom" in bruts else "prenom"
    texte = texte_de(bruts.get(code, ""))
    trouve = _DATE_DU_NOM.search(texte)
    if not trouve or not texte[: trouve.start()].strip() or texte_de(bruts.get("date_naissance", "")):
        return []
    bruts[code], bruts["date_naissance"] = texte[: trouve.start()], trouve[1]
    return [(code, Remarque("naissance_dans_le_nom", f"date de naissance lue dans la case du nom ({trouve[1]})"))]


def _commune_de_l_adresse(bruts: dict[str, Any], communes: tuple[CommuneConnue, ...]) -> list[Deduction]:
    texte = str(bruts.get("adresse") or "").strip()
    if not texte or texte_de(bruts.get("commune", "")):
        return []
    trouve = _CODE_ET_VILLE.match(texte)
    if trouve:
        rue, fin = trouve["rue"], f"{trouve['code']} {nettoyer(trouve['ville'])}"
    else:
        rue, _, fin = re.sub(r"[\n]+", ",", texte).rpartition(",")
        if not rue or lieux.lire_commune(fin, communes).code_insee is None or re.search(r"\d", fin):
            return []
    bruts["adresse"], bruts["commune"] = nettoyer(rue).strip(" ,;-"), nettoyer(fin)
    return [("adresse", Remarque("commune_dans_l_adresse", f"commune lue à la fin de l’adresse ({nettoyer(fin)})"))]


def _deux_parents(bruts: dict[str, Any]) -> None:
    texte = str(bruts.get("responsable_1") or "").strip()
    if not texte or texte_de(bruts.get("responsable_2", "")) or texte_de(bruts.get("prenom_responsable_1", "")):
        return
    couple = _COUPLE.match(texte)
    if couple:
        bruts["responsable_1"] = couple["nom"]
        return
    parts = [p for p in _ENTRE_PARENTS.split(texte) if p.strip()]
    if len(parts) == 2 and all(len(p.split()) >= 2 for p in parts):
        bruts["responsable_1"], bruts["responsable_2"] = parts


def defauts_de(
    texte: str, champs: Mapping[str, int], referentiel: Referentiel, aujourd_hui: dt.date, origine: str
) -> dict[str, tuple[str, str]]:
    """What the name of a sheet or of a section gives to its lines, when no cell says it: a known commune or school, a day."""
    if not texte.strip():
        return {}
    trouves: dict[str, tuple[str, str]] = {}
    if "date_acte" in champs and lire_date(texte, Sens.EVENEMENT, aujourd_hui).valeur:
        trouves["date_acte"] = (texte, origine)
    if "commune" not in champs and any(cle(texte) in {cle(c.nom), *map(cle, c.alias)} for c in referentiel.communes):
        trouves["commune"] = (texte, origine)
    elif "ecole" not in champs and scolarite.nomme_une_ecole(texte, referentiel.ecoles):
        trouves["ecole"] = (texte, origine)
    return trouves


def colonne_americaine(valeurs: Iterable[object]) -> bool:
    """Whether a column of typed dates is month first: five or more, none that only the French order explains, and at
    least three and four in ten that only the American order does."""
    trouves = [m for v in valeurs if isinstance(v, str) and (m := _AMERICAINE.match(v))]
    mois_d_abord = sum(int(m[3]) > 12 for m in trouves)
    jour_d_abord = sum(int(m[1]) > 12 for m in trouves)
    return len(trouves) >= 5 and jour_d_abord == 0 and mois_d_abord >= max(3, 0.4 * len(trouves))


def remettre_a_l_endroit(valeur: object) -> tuple[object, tuple[Remarque, ...]]:
    """A month-first date written day first, for a column shown to be American."""
    trouve = _AMERICAINE.match(valeur) if isinstance(valeur, str) else None
    if not trouve:
        return valeur, ()
    francaise = f"{int(trouve[3]):02d}/{int(trouve[1]):02d}/{trouve[4]}"
    texte = f"toute la colonne est à l’américaine (mois, jour) : lu {francaise}"
    return francaise, (Remarque("date_americaine", texte),)
