"""Names: who is surname and who is first name, told from the casing, then from the habit of the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from parcours.imports.rules.messages import Gravite, Remarque
from parcours.imports.rules.textes import cle, nettoyer, sans_accents

PARTICULES = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "del",
        "della",
        "le",
        "la",
        "les",
        "l",
        "el",
        "al",
        "ben",
        "bel",
        "ould",
        "ait",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "st",
        "ste",
        "saint",
        "sainte",
        "mac",
        "mc",
        "abou",
        "abdel",
        "o",
    ]
)
_TITRES = re.compile(
    r"^(?:m|mr|mme|mlle|mle|monsieur|madame|mademoiselle|enfant|l'enfant)\.?\s+(?=\S*[^\W\d_]{2})", re.IGNORECASE
)
_NEE = re.compile(r"\(?\s*\bn[ée]e?\s+([^()]+?)\s*\)?(?=$|\s{2,}|\))", re.IGNORECASE)
_EPOUSE = re.compile(r"\b(?:[ée]p(?:ouse|se)?\.?|veuve|vve)\s+", re.IGNORECASE)


_NOM_TIRET_PRENOM = re.compile(r"^([^a-zà-ÿ]{2,}?)\s+[-–—]\s+([^\W\d_][^–—]*[a-zà-ÿ][^–—]*)$")
"""NOM - Prénom: capitals, a dash between spaces, then a name that is not all capitals."""


class Ordre(StrEnum):
    """Order of the two names in one cell."""

    NOM_PRENOM = "nom_prenom"
    PRENOM_NOM = "prenom_nom"


@dataclass(frozen=True)
class NomLu:
    """A name as kept: surname in capitals, first name capitalised."""

    nom: str
    prenom: str
    nom_naissance: str = ""
    sexe: str | None = None
    """From a title (M., Mme) standing before the name."""
    remarques: tuple[Remarque, ...] = ()


def en_nom(texte: str) -> str:
    """Surname as kept: capitals, accents kept, spaces and hyphens tidied."""
    return _tirets(nettoyer(texte).strip(" ,;.-*")).upper()


def en_prenom(texte: str) -> str:
    """First name as kept: each part capitalised; a spelling with inner capitals ("McKenzie") stays as typed."""
    propre = _tirets(nettoyer(texte).strip(" ,;-*"))
    mots = re.split(r"([ \-’'])", propre)
    return "".join(mot if _mixte(mot) else mot[:1].upper() + mot[1:].lower() for mot in mots)


def _mixte(mot: str) -> bool:
    return len(mot) > 2 and mot[0].isupper() and any(c.isupper() for c in mot[1:]) and any(c.islower() for c in mot)


def _tirets(texte: str) -> str:
    return re.sub(r"\s*[-‐‑‒–—]\s*", "-", texte.replace("`", "'").replace("´", "'"))


def ordre_de_la_colonne(textes: Iterable[str], annonce: Ordre = Ordre.NOM_PRENOM) -> Ordre:
    """The order most cells show by their casing ("DUPONT Léa" or "Léa DUPONT"); `annonce` (the heading's) if none does."""
    voix = {Ordre.NOM_PRENOM: 0, Ordre.PRENOM_NOM: 0}
    for texte in textes:
        vu = _ordre_visible(_mots(texte))
        if vu is not None:
            voix[vu[0]] += 1
    if voix[Ordre.NOM_PRENOM] == voix[Ordre.PRENOM_NOM]:
        return annonce
    return max(voix, key=lambda ordre: voix[ordre])


def _mots(texte: str) -> list[str]:
    return [mot for mot in _tirets(_TITRES.sub("", nettoyer(texte))).split(" ") if mot]


def _capitales(mot: str) -> bool:
    lettres = [c for c in mot if c.isalpha()]
    return len(lettres) > 1 and all(c.isupper() for c in lettres)


def _ordre_visible(mots: list[str]) -> tuple[Ordre, int] | None:
    """Order and cutting place when capitals tell them: a run of capitals first, or last, and a real mixed part."""
    hauts = [_capitales(mot) for mot in mots]
    if all(hauts) or not any(hauts):
        return None
    debut = 0
    while debut < len(mots) and (hauts[debut] or (cle(mots[debut]) in PARTICULES and any(hauts[debut:]))):
        debut += 1
    if any(hauts[:debut]) and not any(hauts[debut:]):
        return Ordre.NOM_PRENOM, debut
    fin = len(mots)
    while fin > 0 and (hauts[fin - 1] or (cle(mots[fin - 1]) in PARTICULES and fin < len(mots))):
        fin -= 1
    if 0 < fin < len(mots) and not any(hauts[:fin]):
        return Ordre.PRENOM_NOM, fin
    return None


@lru_cache(maxsize=65536)
def lire_nom_complet(texte: str, ordre: Ordre = Ordre.NOM_PRENOM) -> NomLu:
    """Cut one cell into surname and first name.

    Casing decides when only one part is in capitals; else a comma (NOM, Prénom); else `ordre`, particles (DE, LE, VAN…)
    going with the word they precede. Three words or more without a clue leave an attention.
    """
    brut = nettoyer(texte)
    sexe = _sexe_du_titre(brut)
    brut, naissance = _nom_de_naissance(_TITRES.sub("", brut))
    brut = re.sub(r"\([^)]*\)", " ", brut).replace("(", " ").replace(")", " ")
    if brut.count(",") == 1:
        gauche, droite = brut.split(",")
        if gauche.strip() and droite.strip():
            return NomLu(en_nom(gauche), en_prenom(droite), naissance, sexe)
    cote = _NOM_TIRET_PRENOM.match(brut)
    if cote and not any(map(_capitales, cote[2].split())):
        return NomLu(en_nom(cote[1]), en_prenom(cote[2]), naissance, sexe)
    mots = _mots(brut.replace(",", " "))
    if not mots:
        return NomLu("", "", naissance, sexe)
    visible = _ordre_visible(mots)
    if visible is not None:
        ordre, coupe = visible
        remarques: tuple[Remarque, ...] = ()
    else:
        coupe = _coupe(mots, ordre)
        libres = [mot for mot in mots if cle(mot) not in PARTICULES]
        remarques = (
            (Remarque("nom_ambigu", "nom et prénom séparés d’après l’usage de la colonne", Gravite.ATTENTION),)
            if len(libres) > 2
            else ()
        )
    avant, apres = " ".join(mots[:coupe]), " ".join(mots[coupe:])
    nom, prenom = (avant, apres) if ordre is Ordre.NOM_PRENOM else (apres, avant)
    if not prenom or not nom:
        return NomLu(en_nom(nom or prenom), "", naissance, sexe, remarques)
    return NomLu(en_nom(nom), en_prenom(prenom), naissance, sexe, remarques)


def _coupe(mots: list[str], ordre: Ordre) -> int:
    if ordre is Ordre.NOM_PRENOM:
        coupe = 0
        while coupe < len(mots) - 2 and cle(mots[coupe]) in PARTICULES:
            coupe += 1
        return coupe + 1
    coupe = len(mots) - 1
    while coupe > 1 and cle(mots[coupe - 1]) in PARTICULES:
        coupe -= 1
    return max(coupe, 1)


def _nom_de_naissance(texte: str) -> tuple[str, str]:
    trouve = _NEE.search(texte)
    if trouve and not re.search(r"\d", trouve[1]):
        mots = trouve[1].split()
        hauts = [mot for mot in mots if _capitales(mot)]
        pris = (
            hauts if hauts and len(hauts) < len(mots) and "(" not in trouve[0] else mots[:1] if "(" not in trouve[0] else mots
        )
        reste = " ".join(mot for mot in mots if mot not in pris)
        return nettoyer(texte[: trouve.start()] + " " + reste + " " + texte[trouve.end() :]), en_nom(" ".join(pris))
    epouse = _EPOUSE.search(texte)
    if epouse and epouse.start() > 0:
        # "DUPONT épouse MARTIN Lucie": the name before is the birth name.
        return texte[epouse.end() :], en_nom(texte[: epouse.start()])
    return texte, ""


def _sexe_du_titre(texte: str) -> str | None:
    premier = sans_accents(texte).lower().split(" ", 1)[0].rstrip(".") if _TITRES.match(texte) else ""
    return {"mme": "F", "mlle": "F", "madame": "F", "mademoiselle": "F", "monsieur": "M", "mr": "M", "m": "M"}.get(premier)
