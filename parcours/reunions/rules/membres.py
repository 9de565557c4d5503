"""Reading a pasted list of members: one person a line, in whatever order and with whatever separators it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parcours.socle.recherche import normaliser

AU_PLUS = 100
_COURRIEL = re.compile(r"[^\s@<>\",;:|()\[\]]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SEPARATEURS = re.compile(r"\s*[;\t|]\s*|\s*,\s*|\s+[-–—]\s+|[<>()]")
_CIVILITE = re.compile(r"^(?:m(?:me|lle|onsieur|adame)?|mr|dr|docteur|pr)\.?\s+", re.IGNORECASE)
_TITRES = frozenset(
    {"nom", "prenom", "institution", "structure", "organisme", "courriel", "email", "e mail", "mail", "fonction"}
)


@dataclass(frozen=True)
class LigneCollee:
    """One line of the list as it was understood."""

    prenom: str
    nom: str
    institution: str
    courriel: str
    fonction: str = ""
    defaut: str = ""
    """Why the line cannot be used, empty when it can."""


def lire_la_liste(texte: str) -> list[LigneCollee]:
    """People of a pasted list; a line of headings and empty lines are passed over, a second line for an address is said so."""
    lignes = [_lire(ligne) for ligne in texte.splitlines() if ligne.strip(" ;,\t|") and not _est_un_titre(ligne)][:AU_PLUS]
    plus_haut: set[str] = set()
    resultat = []
    for ligne in lignes:
        double = bool(ligne.courriel) and ligne.courriel in plus_haut
        resultat.append(replace(ligne, defaut="déjà plus haut dans la liste") if double else ligne)
        plus_haut.add(ligne.courriel)
    return resultat


def _est_un_titre(ligne: str) -> bool:
    mots = [normaliser(m) for m in _SEPARATEURS.split(ligne) if m.strip()]
    return bool(mots) and sum(m in _TITRES for m in mots) >= 2


def _lire(ligne: str) -> LigneCollee:
    trouve = _COURRIEL.search(ligne)
    courriel = trouve[0].strip(".").lower() if trouve else ""
    reste = _COURRIEL.sub(";", ligne)
    parties = [p.strip(" .\"'«»\u00a0") for p in _SEPARATEURS.split(reste)]
    parties = [p for p in parties if p]
    prenom, nom = _prenom_et_nom(parties[0]) if parties else ("", "")
    if parties and not prenom and len(parties) > 2:  # « Morel ; Inès ; Collège »: the two names in two columns
        prenom, nom = _deux_colonnes(parties[0], parties[1])
        parties = parties[1:]
    institution = parties[1] if len(parties) > 1 else ""
    fonction = parties[2] if len(parties) > 2 else ""
    defaut = "adresse électronique absente" if not courriel else "nom ou prénom illisible" if not (prenom and nom) else ""
    return LigneCollee(prenom[:80], nom[:80], institution[:150], courriel[:200], fonction[:120], defaut)


def _prenom_et_nom(texte: str) -> tuple[str, str]:
    """« Inès MOREL », « MOREL Inès », « Inès Morel »: capitals say which is the name, else the first name comes first."""
    mots = _CIVILITE.sub("", texte).split()
    majuscules = [m for m in mots if m.isupper() and len(m) > 1]
    if 0 < len(majuscules) < len(mots):
        return " ".join(m for m in mots if m not in majuscules), " ".join(majuscules).title()
    return (mots[0].title() if mots[0].islower() else mots[0], " ".join(mots[1:])) if len(mots) > 1 else ("", texte)


def _deux_colonnes(premiere: str, seconde: str) -> tuple[str, str]:
    """A spreadsheet writes the name first; capitals in the second column say the contrary."""
    if seconde.isupper() and not premiere.isupper():
        return premiere, seconde.title()
    return seconde, premiere.title() if premiere.isupper() else premiere
