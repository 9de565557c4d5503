"""A changed file brought again: which known person each proposal is, and what it would change, field by field."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from parcours.imports.rules.doublons import Identite, Rapprochement, comparer
from parcours.imports.rules.propositions import Personne


@dataclass(frozen=True)
class Connu:
    """A person already recorded: `reference` is the caller's id; `identite.numero` the number of a former import."""

    reference: str
    identite: Identite


@dataclass(frozen=True)
class Reconnaissance:
    """Who a proposal is: MEME (take it), DOUTE (ask, `candidats` in order), AUTRE (create)."""

    lien: Rapprochement
    candidats: tuple[str, ...] = ()
    raison: str = ""


def reconnaitre(personnes: Sequence[Personne], connus: Iterable[Connu]) -> list[Reconnaissance]:
    """For each proposal, the known person it is: by the line's former number when name or birth date agrees too,
    else by name and birth date. Two people who fit equally make a doubt."""
    par_numero: dict[str, list[Connu]] = defaultdict(list)
    par_date: dict[dt.date, list[Connu]] = defaultdict(list)
    par_nom: dict[tuple[str, ...], list[Connu]] = defaultdict(list)
    for connu in connus:
        if connu.identite.numero:
            par_numero[connu.identite.numero].append(connu)
        if connu.identite.naissance:
            par_date[connu.identite.naissance].append(connu)
        par_nom[connu.identite.mots].append(connu)
    resultats = []
    for personne in personnes:
        i = personne.identite
        proches = [*par_numero.get(i.numero, ()), *par_nom.get(i.mots, ())]
        proches += par_date.get(i.naissance, ()) if i.naissance else ()
        resultats.append(_trancher(i, list(dict.fromkeys(proches))))
    return resultats


def _trancher(identite: Identite, proches: Sequence[Connu]) -> Reconnaissance:
    memes: list[str] = []
    doutes: list[tuple[str, str]] = []
    for connu in proches:
        lien, raison = comparer(connu.identite, identite)
        meme_numero = bool(identite.numero) and identite.numero == connu.identite.numero
        if lien is Rapprochement.MEME or (meme_numero and connu.identite.mots == identite.mots):
            memes.append(connu.reference)
        elif lien is Rapprochement.DOUTE:
            doutes.append((connu.reference, raison))
    if len(memes) == 1:
        return Reconnaissance(Rapprochement.MEME, (memes[0],), "déjà dans la base")
    if memes:
        return Reconnaissance(Rapprochement.DOUTE, tuple(memes), "plusieurs dossiers correspondent")
    if doutes:
        return Reconnaissance(Rapprochement.DOUTE, tuple(r for r, _ in doutes), doutes[0][1])
    return Reconnaissance(Rapprochement.AUTRE)


_TECHNIQUES = frozenset({"sources", "autres"})


def a_plat(personne: Personne) -> dict[str, Any]:
    """A proposal as one level of JSON-able values ("parcours.entree_le": "2026-02-10"), to keep beside what was created."""
    plat: dict[str, Any] = {}

    def ranger(prefixe: str, valeur: Any) -> None:
        if is_dataclass(valeur) and not isinstance(valeur, type):
            for champ in fields(valeur):
                if champ.name not in _TECHNIQUES and champ.name != "source":
                    ranger(f"{prefixe}.{champ.name}" if prefixe else champ.name, getattr(valeur, champ.name))
        elif isinstance(valeur, tuple):
            if any(is_dataclass(v) for v in valeur):
                for rang, v in enumerate(valeur, 1):
                    ranger(f"{prefixe}.{rang}", v)
            else:
                plat[prefixe] = list(valeur)
        else:
            plat[prefixe] = valeur.isoformat() if isinstance(valeur, dt.date) else valeur

    ranger("", personne)
    return plat


@dataclass(frozen=True)
class Changement:
    """One value that the new file would change; `avant` is what the former file said."""

    champ: str
    avant: Any
    apres: Any


def changements(avant: Mapping[str, Any], apres: Personne) -> list[Changement]:
    """Differences with the former proposal (as `a_plat` kept it). A cell now empty proposes no erasure."""
    nouveaux = a_plat(apres)
    return [
        Changement(champ, avant.get(champ), valeur)
        for champ, valeur in nouveaux.items()
        if valeur not in (None, "", []) and valeur != avant.get(champ)
    ]
