"""The same person written twice. Merging by itself is the exception; whatever hesitates is asked.

Rules, first that holds:
- same birth date and same words of name (any order, accents, case, hyphens): the same person, unless the sexes differ;
- same birth date and one letter off: the same only when the team's own number is the same, else a doubt;
- same birth date, one first name within the other ("Jean", "Jean-Pierre"): a doubt;
- same birth date, same surname, other first name: twins, two people;
- same name, birth dates that one slip of the hand explains (a day, a month or a year differs, or day and month are
  swapped), or one date missing: a doubt; dates further apart: two people with one name, pointed out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from parcours.imports.rules.textes import cle

BLOC_MAX = 150


class Rapprochement(StrEnum):
    """How two identities stand to each other."""

    MEME = "meme"
    DOUTE = "doute"
    HOMONYME = "homonyme"
    AUTRE = "autre"


@dataclass(frozen=True)
class Identite:
    """What identifies a person. `sexe` is "F", "M" or None; `numero` is the team's own number."""

    nom: str
    prenom: str
    naissance: dt.date | None = None
    sexe: str | None = None
    numero: str = ""
    nom_naissance: str = ""

    @property
    def mots(self) -> tuple[str, ...]:
        """The name's words, sorted: the same whatever the order, accents, case and hyphens."""
        return _mots(self.nom, self.prenom)


@lru_cache(maxsize=65536)
def _mots(nom: str, prenom: str) -> tuple[str, ...]:
    return tuple(sorted(cle(f"{nom} {prenom}").split()))


def comparer(a: Identite, b: Identite) -> tuple[Rapprochement, str]:
    """How `a` and `b` stand to each other, and the reason in French."""
    sexes_opposes = bool(a.sexe and b.sexe and a.sexe != b.sexe)
    meme_nom = bool(a.mots) and (
        a.mots == b.mots or "".join(cle(a.nom + a.prenom).split()) == "".join(cle(b.nom + b.prenom).split())
    )
    if a.naissance and b.naissance and a.naissance == b.naissance:
        if meme_nom:
            if sexes_opposes:
                return Rapprochement.DOUTE, "même nom et même date de naissance, mais le sexe diffère"
            return Rapprochement.MEME, "même nom et même date de naissance"
        return _meme_jour(a, b)
    if not meme_nom:
        return Rapprochement.AUTRE, ""
    if not a.naissance or not b.naissance:
        return Rapprochement.DOUTE, "même nom, mais l’une des dates de naissance manque"
    if a.numero and a.numero == b.numero:
        return Rapprochement.DOUTE, "même nom et même numéro, mais deux dates de naissance"
    if _proches(a.naissance, b.naissance):
        return (
            Rapprochement.DOUTE,
            f"même nom, dates de naissance voisines ({a.naissance:%d/%m/%Y} et {b.naissance:%d/%m/%Y})",
        )
    return Rapprochement.HOMONYME, "même nom, mais des dates de naissance éloignées"


def _meme_jour(a: Identite, b: Identite) -> tuple[Rapprochement, str]:
    nom_a, nom_b, prenom_a, prenom_b = cle(a.nom), cle(b.nom), cle(a.prenom), cle(b.prenom)
    lettre = _une_lettre(" ".join(a.mots), " ".join(b.mots)) or _une_lettre(f"{nom_a} {prenom_a}", f"{nom_b} {prenom_b}")
    if lettre:
        if a.numero and a.numero == b.numero and not (a.sexe and b.sexe and a.sexe != b.sexe):
            return Rapprochement.MEME, "même numéro et même date de naissance, à une lettre près"
        if nom_a == nom_b and a.sexe and b.sexe and a.sexe != b.sexe:
            return Rapprochement.AUTRE, ""  # Noé and Noa, a boy and a girl: twins
        return Rapprochement.DOUTE, "même date de naissance et même nom à une lettre près"
    if nom_a == nom_b and prenom_a and prenom_b:
        mots_a, mots_b = set(prenom_a.split()), set(prenom_b.split())
        if mots_a < mots_b or mots_b < mots_a:
            return Rapprochement.DOUTE, "même nom et même date de naissance, l’un des prénoms contient l’autre"
        if _abrege(prenom_a, prenom_b) and not (a.sexe and b.sexe and a.sexe != b.sexe):
            return Rapprochement.DOUTE, "même nom et même date de naissance, un prénom abrège l’autre"
    if (
        prenom_a
        and prenom_a == prenom_b
        and (
            set(nom_a.split()) & set(nom_b.split())
            or (a.nom_naissance and cle(a.nom_naissance) == nom_b)
            or (b.nom_naissance and cle(b.nom_naissance) == nom_a)
        )
    ):
        return Rapprochement.DOUTE, "même prénom et même date de naissance, noms apparentés"
    if (not prenom_a or not prenom_b) and nom_a == nom_b:
        return Rapprochement.DOUTE, "même nom et même date de naissance, un prénom manque"
    return Rapprochement.AUTRE, ""


def _abrege(a: str, b: str) -> bool:
    court, long = sorted((a, b), key=len)
    return (
        1 <= len(court) < len(long)
        and long.startswith(court)
        and (len(court) == 1 or (len(long) - len(court) >= 1 and len(court) >= 3))
    )


def _une_lettre(a: str, b: str) -> bool:
    return a != b and min(len(a), len(b)) >= 6 and OSA.distance(a, b, score_cutoff=1) == 1


def _proches(a: dt.date, b: dt.date) -> bool:
    """Dates that one slip explains: one of day, month, year differs by one key, or day and month are swapped."""
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return True
    return OSA.distance(f"{a:%d%m%Y}", f"{b:%d%m%Y}", score_cutoff=1) == 1


def paires_a_comparer(identites: Sequence[Identite]) -> Iterator[tuple[int, int]]:
    """Pairs of positions worth comparing, each once: same birth date, or same words of name. Keeps large files linear."""
    blocs: dict[object, list[int]] = defaultdict(list)
    for rang, identite in enumerate(identites):
        if identite.naissance:
            blocs[identite.naissance].append(rang)
        blocs[identite.mots].append(rang)
    vues: set[tuple[int, int]] = set()
    for cle_bloc, rangs in blocs.items():
        if len(rangs) > BLOC_MAX and isinstance(cle_bloc, dt.date):
            groupes: dict[str, list[int]] = defaultdict(list)
            for rang in rangs:
                groupes[cle(identites[rang].nom)[:2]].append(rang)
            listes = list(groupes.values())
        else:
            listes = [rangs]
        for liste in listes:
            for position, a in enumerate(liste):
                for b in liste[position + 1 : position + 1 + 4 * BLOC_MAX]:
                    if (a, b) not in vues:
                        vues.add((a, b))
                        yield a, b
