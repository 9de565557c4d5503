"""One field spread over several columns: two phones, "Motif 1" and "Motif 2", a tick under each reason, QPV beside Quartier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from parcours.imports.rules import lieux, valeurs
from parcours.imports.rules.champs import PAR_CODE, Genre
from parcours.imports.rules.classeur import Cellule
from parcours.imports.rules.messages import Gravite, Remarque
from parcours.imports.rules.referentiel import Referentiel
from parcours.imports.rules.textes import cle, decouper_liste, nettoyer, texte_de

_COCHES = {"x", "xx", "oui", "o", "1", "vrai", "v", "ok"}
_VIDES = {"", "non", "n", "0", "faux"}
_FAMILLE = re.compile(
    r"^(?:freins?|motifs?|actions?|besoins?|difficult[ée]s?|probl[ée]matiques?|demandes?|renoncements?)\b"
    r"(?:\s+(?:à l['’ ]emploi|li[ée]s?\s+(?:à|au)))?[\s:\-–/]*(?:(?:de|du|d['’])\s*)?(?P<reste>.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """One of the cells a field is read from, under its heading."""

    titre: str
    brut: Cellule

    @cached_property
    def texte(self) -> str:
        """The cell's text."""
        return texte_de(self.brut)

    @property
    def cochee(self) -> bool:
        """Whether the cell is a tick."""
        return cle(self.texte) in _COCHES or self.texte.strip() in {"✓", "✔", "☑", "√", "+"}

    @property
    def intitule(self) -> str:
        """What a tick under this heading means: "mobilité" under "Frein mobilité"."""
        titre = nettoyer(self.titre)
        trouve = _FAMILLE.match(titre)
        return re.sub(r"^\d+$", "", trouve["reste"]) if trouve else titre


def est_de_famille(titre: str) -> bool:
    """Whether the heading begins like those that come in families ("Frein mobilité", "Motif 2")."""
    return bool(_FAMILLE.match(nettoyer(titre)))


Lu = tuple[Any, tuple[tuple[int, Remarque], ...]]
"""A value, and remarks each with the rank of its cell."""


def lire_cases(code: str, cases: Sequence[Case], referentiel: Referentiel) -> Lu:
    """The value of a field from all its cells."""
    genre = PAR_CODE[code].genre
    if genre is Genre.TELEPHONE:
        return _telephones(cases)
    if genre is Genre.LISTE:
        return tuple(dict.fromkeys(mot for case in cases for mot in _liste(case))), ()
    if genre is Genre.SEXE:
        return _sexe(cases)
    if genre is Genre.QUARTIER:
        return _quartier(cases, referentiel)
    return " ; ".join(dict.fromkeys(case.texte for case in cases if case.texte)), ()


def _telephones(cases: Sequence[Case]) -> Lu:
    lus = [valeurs.lire_telephones(case.brut) for case in cases]
    numeros = tuple(dict.fromkeys(n for trouves, _ in lus for n in trouves))
    return numeros, tuple((rang, r) for rang, (_, remarques) in enumerate(lus) for r in remarques)


def _liste(case: Case) -> tuple[str, ...]:
    if case.cochee and case.intitule:
        return (case.intitule,)
    if cle(case.texte) in _VIDES and case.intitule:
        return ()
    return decouper_liste(case.brut if isinstance(case.brut, str) else case.texte)


def _sexe(cases: Sequence[Case]) -> Lu:
    dits: list[str] = []
    remarques: list[tuple[int, Remarque]] = []
    for rang, case in enumerate(cases):
        annonce = valeurs.lire_sexe(case.titre)[0] if cle(case.titre) else None
        if annonce and (case.cochee or cle(case.texte) in _VIDES):
            dits += [annonce] if case.cochee else []
            continue
        sexe, siennes = valeurs.lire_sexe(case.texte)
        dits += [sexe] if sexe else []
        remarques += [(rang, r) for r in siennes]
    if len(set(dits)) > 1:
        texte = "les colonnes du sexe se contredisent"
        return None, (*remarques, (0, Remarque("sexe_contradictoire", texte, Gravite.ATTENTION)))
    return (dits[0] if dits else None), tuple(remarques)


def _quartier(cases: Sequence[Case], referentiel: Referentiel) -> Lu:
    """A named district beside a yes or no: they complete each other; when they disagree, neither is kept."""
    lus = [lieux.lire_quartier(case.texte, referentiel.quartiers) for case in cases]
    hors = [lu for lu in lus if lu.etat is lieux.EtatQuartier.HORS]
    nommes = {lu.code for lu in lus if lu.code}
    prioritaires = {code for code in nommes if lieux.en_quartier_prioritaire(code, referentiel)}
    if len(nommes) > 1 or (hors and prioritaires):
        dits = " et ".join(f"« {case.texte} »" for case in cases if case.texte)
        remarque = Remarque("quartier_contradictoire", f"les colonnes se contredisent : {dits}", Gravite.ATTENTION)
        return lieux.QuartierLu(lieux.EtatQuartier.INCONNU), ((0, remarque),)
    if nommes:
        return replace(next(lu for lu in lus if lu.code), remarques=()), ()
    if hors:
        return replace(hors[0], remarques=()), ()
    remarques = tuple((rang, r) for rang, lu in enumerate(lus) for r in lu.remarques)
    return lieux.QuartierLu(lieux.EtatQuartier.INCONNU), remarques[-1:]
