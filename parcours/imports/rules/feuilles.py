"""One sheet read line by line: what each row is, in what context it stands (sheet, section, merged cells)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from parcours.imports.rules.champs import PAR_CODE, Genre
from parcours.imports.rules.classeur import Cellule, Classeur
from parcours.imports.rules.correspondance import Correspondance, FeuilleProposee
from parcours.imports.rules.lecture import Contexte, LigneLue, lire_ligne
from parcours.imports.rules.lignes import LIBELLES, NatureLigne, nature
from parcours.imports.rules.noms import Ordre, ordre_de_la_colonne
from parcours.imports.rules.referentiel import Referentiel
from parcours.imports.rules.textes import cle, texte_de
from parcours.imports.rules.verdicts import LigneAnalysee, Place, Verdict


def lire_feuille(
    classeur: Classeur,
    proposee: FeuilleProposee,
    choix: Correspondance,
    referentiel: Referentiel,
    aujourd_hui: dt.date,
    corrections: Mapping[Place, Mapping[str, Any]],
    analysees: dict[Place, LigneAnalysee],
    lues: dict[Place, LigneLue],
    autres: dict[Place, list[tuple[str, str]]],
) -> None:
    feuille = classeur.feuille(proposee.nom)
    champs = proposee.champs()
    titres = {c.indice: c.titre for c in proposee.colonnes}
    libres = [(c.indice, c.titre or f"Colonne {c.lettre}") for c in proposee.colonnes if not c.champ]
    rangees = feuille.lignes[proposee.ligne_entetes :]
    contexte = Contexte(
        choix.dispositif,
        referentiel,
        aujourd_hui,
        champs,
        feuille.nom,
        _ordres(champs, titres, rangees),
        proposee.suites(),
        titres,
    )
    for numero, rangee in enumerate(rangees, proposee.ligne_entetes + 1):
        place = (feuille.nom, numero)
        genre = nature(rangee, champs, titres)
        if genre is NatureLigne.VIDE:
            continue
        if genre is not NatureLigne.DONNEES:
            texte = next(t for v in rangee if (t := texte_de(v)))
            analysees[place] = LigneAnalysee(*place, Verdict.IGNOREE, LIBELLES[genre], texte[:80])
            continue
        lues[place] = lire_ligne(numero, rangee, contexte, corrections.get(place, {}))
        autres[place] = [(t, x) for i, t in libres if i < len(rangee) and (x := texte_de(rangee[i]))]
        analysees[place] = LigneAnalysee(*place, Verdict.CREER, "", textes=lues[place].textes)


def _ordres(champs: Mapping[str, int], titres: Mapping[int, str], rangees: Sequence[tuple[Cellule, ...]]) -> dict[str, Ordre]:
    """Order of the names in each column of full names: what the cells show, else what the heading says."""
    ordres = {}
    for code, colonne in champs.items():
        if PAR_CODE[code].genre is Genre.NOM_COMPLET:
            mots = cle(titres.get(colonne, "")).split()
            inverse = "prenom" in mots and "nom" in mots and mots.index("prenom") < mots.index("nom")
            textes = (texte_de(r[colonne]) for r in rangees if colonne < len(r))
            ordres[code] = ordre_de_la_colonne(textes, Ordre.PRENOM_NOM if inverse else Ordre.NOM_PRENOM)
    return ordres
