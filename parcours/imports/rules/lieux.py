"""Districts and communes, recognised under the spellings people give them.

Spellings are derived from the official name by stated rules (part of a name, initials, beginnings of words), so that a
district added tomorrow is recognised too. Two possible readings make none: the cell is kept and pointed out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from parcours.imports.rules.messages import Gravite, Remarque
from parcours.imports.rules.referentiel import CommuneConnue, QuartierConnu, Referentiel
from parcours.imports.rules.textes import cle, nettoyer

_PETITS = frozenset(["le", "la", "les", "l", "de", "du", "des", "d", "et", "a", "au", "aux", "en", "sur", "sous"])
_ANNONCE = re.compile(r"^(?:(?:oui|qpv|qfp|qp|quartiers?|fragile|prioritaire|residant en|habite en) )+")
"""What people write before a district's name, and which is not part of it."""


class EtatQuartier(StrEnum):
    """What a district cell says. An empty cell is INCONNU, never HORS."""

    DANS = "dans"
    HORS = "hors"
    INCONNU = "inconnu"


@dataclass(frozen=True)
class QuartierLu:
    """Reading of a district cell; `code` is set when `etat` is DANS and the district is identified."""

    etat: EtatQuartier
    code: str | None = None
    remarques: tuple[Remarque, ...] = ()


@dataclass(frozen=True)
class CommuneLue:
    """Reading of a commune cell: official name when known, as typed otherwise."""

    nom: str = ""
    code_insee: str | None = None
    code_postal: str = ""
    remarques: tuple[Remarque, ...] = ()


def mots_de_lieu(texte: str) -> tuple[str, ...]:
    """Words of a place's name, without the small ones; saint, sainte, ste are "st"."""
    mots = (("st" if m in {"saint", "sainte", "ste", "s"} else m) for m in cle(texte).split())
    return tuple(m for m in mots if m not in _PETITS)


@lru_cache(maxsize=512)
def _parties(nom: str) -> tuple[tuple[str, ...], ...]:
    return tuple(p for p in (mots_de_lieu(partie) for partie in re.split(r"[/|]| - | et ", nom)) if p)


def _commence(court: tuple[str, ...], longue: tuple[str, ...]) -> bool:
    """Each word of `court` begins the word at the same place, from the start: "st ex" for "st exupery"."""
    return (
        bool(court)
        and len(court) <= len(longue)
        and all(
            b == a or (len(a) >= 2 and b.startswith(a)) or (len(a) >= 5 and OSA.distance(a, b, score_cutoff=1) <= 1)
            for a, b in zip(court, longue, strict=False)
        )
    )


def _designe(partie: tuple[str, ...], nom: str, communes: tuple[str, ...]) -> int:
    """How firmly one written part names the district: 3 whole part, 2 beginning or end of a part, 1 initials, 0 not."""
    lieux = {m for commune in communes for m in mots_de_lieu(commune)}
    entiers = _parties(nom)
    ensemble = tuple(m for p in entiers for m in p)
    meilleur = 0
    for candidat in (*entiers, ensemble):
        nue = partie[: len(candidat)]
        reste = partie[len(candidat) :]
        if nue == candidat and all(m in lieux for m in reste):
            return 3
        if _commence(partie, candidat) and (len(partie) > 1 or len(partie[0]) >= 4):
            meilleur = max(meilleur, 2)
        if len(partie) < len(candidat) and partie == candidat[-len(partie) :] and len("".join(partie)) >= 4:
            meilleur = max(meilleur, 2)
        if len(candidat) > 1 and "".join(partie) == "".join(m[0] for m in candidat):
            meilleur = max(meilleur, 1)
    return meilleur


@lru_cache(maxsize=8192)
def lire_quartier(texte: str, quartiers: tuple[QuartierConnu, ...]) -> QuartierLu:
    """District of a cell: by alias, by name, by part of the name, by initials ("QC/SS", "CH", "St-Ex / Blum").

    "Hors", "hors QPV", "non" mean outside; an empty cell means unknown; "oui" means inside an unnamed district.
    """
    plat = cle(texte)
    if plat in {
        "",
        "nc",
        "nr",
        "inconnu",
        "inconnue",
        "nsp",
        "a verifier",
        "non renseigne",
        "non connu",
        "n c",
        "n r",
        "na",
        "n a",
    }:
        return QuartierLu(EtatQuartier.INCONNU)
    if (
        plat in {"hors", "non", "n", "hq", "0", "aucun", "neant", "faux"}
        or re.match(r"(?:hors|non) ?(?:qpv|quartiers?|zone|perimetre|qp|prioritaire)\b", plat)
        or plat.startswith("hors ")
    ):
        return QuartierLu(EtatQuartier.HORS)
    plat = _ANNONCE.sub("", plat + " ").strip()
    if plat in {"", "oui", "o", "x", "qpv", "1", "quartier", "vrai"}:
        return QuartierLu(
            EtatQuartier.INCONNU,
            None,
            (Remarque("quartier_a_preciser", "en quartier prioritaire, mais lequel ?", Gravite.ATTENTION),),
        )
    for quartier in quartiers:
        if plat in {cle(quartier.code), cle(quartier.nom), *map(cle, quartier.alias)}:
            return QuartierLu(EtatQuartier.DANS, quartier.code)
    return _par_parties(texte, plat, quartiers)


def _par_parties(texte: str, plat: str, quartiers: tuple[QuartierConnu, ...]) -> QuartierLu:
    entier = mots_de_lieu(plat)
    parties = _parties(re.sub(r"(?i)^\s*(?:(?:oui|qpv|qfp|qp|quartiers?|fragile|prioritaire)\b[\s:\-]*)+", "", texte)) or (
        entier,
    )
    notes: dict[str, int] = {}
    for quartier in quartiers:
        note = _designe(entier, quartier.nom, quartier.communes) * 10 if entier else 0
        note = max(note, sum(_designe(partie, quartier.nom, quartier.communes) for partie in parties) * 3)
        if not note and len(entier) > 2:  # the parts written one after the other, without the bar
            ensemble = tuple(m for p in _parties(quartier.nom) for m in p)
            note = 20 if _commence(entier, ensemble) or set(entier) >= set(ensemble) else 0
        if note:
            notes[quartier.code] = note
    if notes:
        haut = max(notes.values())
        gagnants = [code for code, note in notes.items() if note == haut]
        if len(gagnants) == 1:
            return QuartierLu(EtatQuartier.DANS, gagnants[0])
        return QuartierLu(
            EtatQuartier.INCONNU,
            None,
            (Remarque("quartier_ambigu", f"« {texte} » peut désigner plusieurs quartiers", Gravite.ATTENTION),),
        )
    return QuartierLu(
        EtatQuartier.INCONNU,
        None,
        (Remarque("quartier_inconnu", f"le quartier « {texte} » n’est pas dans la liste", Gravite.ATTENTION),),
    )


@lru_cache(maxsize=8192)
def lire_commune(texte: str, communes: tuple[CommuneConnue, ...]) -> CommuneLue:
    """Commune from "62500 Saint-Omer", "SAINT-OMER", "St Omer (62500)", an INSEE or a postal code alone."""
    propre = nettoyer(texte)
    code = re.search(r"(?<!\d)(\d{5}|2[AB]\d{3}|\d{4})(?!\d)", propre)
    postal = code[1].zfill(5) if code else ""
    nom = nettoyer(re.sub(r"[()\d]|(?i:\bcedex\b.*)", " ", propre)).strip(" -,/")
    if not nom and not postal:
        return CommuneLue()
    voulus = mots_de_lieu(nom)
    remarques: tuple[Remarque, ...] = ()
    par_nom = [c for c in communes if voulus and any(mots_de_lieu(n) == voulus for n in (c.nom, *c.alias))]
    if not par_nom and len("".join(voulus)) >= 5:
        par_nom = [c for c in communes if OSA.distance("".join(voulus), "".join(mots_de_lieu(c.nom)), score_cutoff=1) <= 1]
        if not par_nom:
            par_nom = [
                c
                for c in communes
                if len(mots_de_lieu(c.nom)) > 1 and mots_de_lieu(c.nom)[0] == voulus[0] and len(voulus[0]) >= 4
            ]
    if not par_nom and not voulus:
        par_nom = [c for c in communes if postal in (c.code_postal, c.code_insee)]
    if len(par_nom) == 1:
        commune = par_nom[0]
        if postal and commune.code_postal and postal not in (commune.code_postal, commune.code_insee):
            remarques = (
                Remarque(
                    "code_postal_discordant",
                    f"le code {postal} n’est pas celui de {commune.nom} ({commune.code_postal})",
                    Gravite.ATTENTION,
                ),
            )
        return CommuneLue(commune.nom, commune.code_insee, commune.code_postal or postal, remarques)
    if communes:
        remarques = (
            Remarque(
                "commune_inconnue",
                f"la commune « {propre} » n’est pas dans la liste : le texte est gardé",
                Gravite.INFO,
            ),
        )
    return CommuneLue(nom, None, postal, remarques)


def en_quartier_prioritaire(code: str | None, referentiel: Referentiel) -> bool:
    """Whether the district of that code is a QPV (a quartier fragile is not)."""
    return any(q.code == code and q.prioritaire for q in referentiel.quartiers)
