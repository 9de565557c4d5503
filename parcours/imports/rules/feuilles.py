"""One sheet read line by line: what each row is, in what context it stands (sheet, section, merged cells)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from parcours.imports.rules.champs import DATES, PAR_CODE, Forme, Genre
from parcours.imports.rules.classeur import Cellule, Classeur, Feuille
from parcours.imports.rules.correspondance import Correspondance, FeuilleProposee
from parcours.imports.rules.deductions import colonne_americaine, defauts_de
from parcours.imports.rules.lecture import Contexte, LigneLue, lire_ligne
from parcours.imports.rules.lignes import LIBELLES, NatureLigne, nature
from parcours.imports.rules.messages import Gravite, Message
from parcours.imports.rules.noms import Ordre, ordre_de_la_colonne
from parcours.imports.rules.rassemblement import PAR_ACTE
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
    rangees = _sans_fusions(feuille, proposee.ligne_entetes)
    contexte = Contexte(
        choix.dispositif,
        referentiel,
        aujourd_hui,
        champs,
        feuille.nom,
        _ordres(champs, titres, rangees),
        proposee.suites(),
        titres,
        defauts := defauts_de(feuille.nom, champs, referentiel, aujourd_hui, "le nom de la feuille"),
        frozenset(c for c in DATES if c in champs and colonne_americaine(r[champs[c]] for r in rangees if champs[c] < len(r))),
    )
    plusieurs = len(choix.retenues) > 1
    rubrique = ""
    for numero, rangee in enumerate(rangees, proposee.ligne_entetes + 1):
        place = (feuille.nom, numero)
        genre = nature(rangee, champs, titres)
        if genre is NatureLigne.VIDE:
            continue
        if genre is not NatureLigne.DONNEES:
            texte = next(t for v in rangee if (t := texte_de(v)))
            analysees[place] = LigneAnalysee(*place, Verdict.IGNOREE, LIBELLES[genre], texte[:80])
            if genre in (NatureLigne.SECTION, NatureLigne.TOTAL):
                rubrique = texte.strip(" -=*_#~>•:") if genre is NatureLigne.SECTION else ""
                suite = defauts_de(rubrique, champs, referentiel, aujourd_hui, f"la rubrique « {rubrique} »")
                contexte = replace(contexte, defauts={**defauts, **suite})
            continue
        ligne = lire_ligne(numero, rangee, contexte, corrections.get(place, {}))
        lues[place] = replace(ligne, messages=(*ligne.messages, *_sortie_manquante(ligne, feuille.nom, rubrique)))
        autres[place] = [(t, x) for i, t in libres if i < len(rangee) and (x := texte_de(rangee[i]))]
        autres[place] += _sans_place(ligne, choix.forme)
        autres[place] += [("Rubrique", rubrique)] if rubrique else []
        autres[place] += [("Feuille", feuille.nom)] if plusieurs else []
        analysees[place] = LigneAnalysee(*place, Verdict.CREER, "", textes=lues[place].textes)
    _marquer_les_noms_seuls([p for p in lues if p[0] == feuille.nom], rangees, proposee, lues)


def _sans_fusions(feuille: Feuille, debut: int) -> tuple[tuple[Cellule, ...], ...]:
    """Rows below the headings, a cell merged over several rows being repeated on each."""
    rangees = [list(r) for r in feuille.lignes[debut:]]
    for haut, gauche, bas, _ in feuille.fusions:
        valeur = feuille.cellule(haut + 1, gauche)
        if haut >= debut and bas > haut and texte_de(valeur):
            for rang in range(haut + 1 - debut, min(bas + 1 - debut, len(rangees))):
                rangees[rang] += [""] * (gauche + 1 - len(rangees[rang]))
                rangees[rang][gauche] = valeur
    return tuple(map(tuple, rangees))


_SORTIS = re.compile(
    r"^(?:enfants |jeunes |personnes |eleves )?(?:sortie?s?|archives?|fins? de (?:parcours|suivi)|clotures?)\b"
)


def _sortie_manquante(ligne: LigneLue, feuille: str, rubrique: str) -> tuple[Message, ...]:
    titre = next((t for t in (rubrique, feuille) if _SORTIS.match(cle(t))), "")
    if not titre or ligne.valeurs.get("date_sortie"):
        return ()
    texte = f"rangée sous « {titre} », mais sans date de sortie"
    return (
        Message(
            ligne.feuille,
            ligne.numero,
            "sorti_sans_date",
            texte,
            Gravite.ATTENTION,
            "date_sortie",
            ligne.reference("date_sortie"),
        ),
    )


def _sans_place(ligne: LigneLue, forme: Forme) -> list[tuple[str, str]]:
    """Texts of mapped columns that no part of a proposal holds: an age without a birth date, an act's columns without acts."""
    codes = [] if ligne.valeurs.get("date_naissance") else ["age"]
    codes += sorted(PAR_ACTE - {"observations", "oriente_par"}) if forme is Forme.PERSONNES else []
    return [(PAR_CODE[code].libelle, texte) for code in codes if (texte := ligne.textes.get(code, ""))]


_NOMS = ("numero", "nom_prenom", "nom", "prenom", "civilite", "nom_naissance")


def _marquer_les_noms_seuls(
    places: Sequence[Place], rangees: Sequence[tuple[Cellule, ...]], proposee: FeuilleProposee, lues: dict[Place, LigneLue]
) -> None:
    """A name alone, where half of the lines fill four cells more: a signature under the table, or an unfinished line."""
    noms = {proposee.champs().get(code) for code in _NOMS}
    restes = {
        place: sum(i not in noms and bool(texte_de(v)) for i, v in enumerate(rangees[place[1] - proposee.ligne_entetes - 1]))
        for place in places
    }
    if len(places) < 2 or sorted(restes.values())[len(places) // 2] < 3:
        return
    for place, reste in restes.items():
        if reste == 0:
            lues[place] = replace(lues[place], seul_un_nom=True)


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
