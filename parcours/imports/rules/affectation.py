"""Which column is which field: headings and contents weighed together, best scores first."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parcours.imports.rules.champs import MULTIPLES, NUMEROTES, PAR_CODE, Champ, Dispositif
from parcours.imports.rules.colonnes_multiples import est_de_famille
from parcours.imports.rules.entetes import Contenu, ajuster, candidats, cle_entete
from parcours.imports.rules.valeurs import lire_sexe

SEUIL = 0.62


def _permis(champ: Champ, dispositif: Dispositif) -> bool:
    return not champ.propre_a or dispositif in champ.propre_a


def affecter(titres: tuple[str, ...], contenus: Mapping[int, Contenu], dispositif: Dispositif) -> dict[int, tuple[str, float]]:
    """Give each column at most one field, and each field one column, or more for those that allow it; best scores first."""
    paires: list[tuple[float, int, str]] = []
    for indice, titre in enumerate(titres):
        contenu = contenus.get(indice, Contenu(0))
        for code, note in candidats(titre):
            champ = PAR_CODE[code]
            if _permis(champ, dispositif):
                sexe_coche = code == "sexe" and lire_sexe(titre)[0] is not None and contenu.coches >= 0.6
                juste = note if sexe_coche else ajuster(code, note, contenu) + (0.02 if champ.propre_a else 0.0)
                paires.append((juste, indice, code))
    prenom = any(code == "prenom" and note >= 0.85 for note, _, code in paires)
    ajustees = []
    for note, indice, code in paires:
        deux = contenus.get(indice, Contenu(0)).deux_mots >= 0.6
        ajustees.append((note + _penchant(code, prenom, deux), indice, code))
    if not prenom:  # "Nom" alone above "DUPONT Léa" holds both names
        ajustees += [
            (0.9, i, "nom_prenom")
            for n, i, c in ajustees
            if c == "nom" and n >= 0.5 and contenus.get(i, Contenu(0)).deux_mots >= 0.6
        ]
    elif not any(code == "nom" and note >= SEUIL for note, _, code in ajustees):  # "Enfant" beside "Prénom" is the surname
        ajustees += [(0.7, i, "nom") for n, i, c in ajustees if c == "nom_prenom" and n >= 0.5]
    resultat: dict[int, tuple[str, float]] = {}
    pris: set[str] = set()
    for note, indice, code in sorted(ajustees, key=lambda p: (-p[0], p[1])):
        if note >= SEUIL and indice not in resultat and (code not in pris or _encore(code, note, titres[indice])):
            resultat[indice] = (code, note)
            pris.add(code)
    _completer_par_contenu(contenus, resultat, pris)
    return resultat


def _encore(code: str, note: float, titre: str) -> bool:
    """Whether a field already found takes this column too."""
    if code in NUMEROTES:
        return rang_du_titre(titre) > 1
    return code in MULTIPLES and (note >= 0.85 or est_de_famille(titre))


def rang_du_titre(titre: str) -> int:
    """The number ending a heading ("Orientation 2"), 1 when it has none."""
    fin = re.search(r" ([2-9])(?:e|eme)?$", cle_entete(titre))
    return int(fin[1]) if fin else 1


def _penchant(code: str, prenom: bool, deux_mots: bool) -> float:
    """What a column of first names elsewhere, and two words a cell here, say for a surname or for a full name."""
    if code == "nom_prenom":
        return -0.3 if prenom else 0.1 if deux_mots else 0.0
    if code == "nom":
        return 0.05 if prenom else -0.3 if deux_mots else 0.1
    return 0.0


def _completer_par_contenu(contenus: Mapping[int, Contenu], resultat: dict[int, tuple[str, float]], pris: set[str]) -> None:
    """A column without a known heading whose content leaves no doubt: phones, e-mails, sexes."""
    for indice, contenu in contenus.items():
        if indice in resultat or contenu.nombre < 5:
            continue
        for code, part in (
            ("telephone", contenu.telephones),
            ("courriel", contenu.arobases),
            ("sexe", contenu.sexes if contenu.nombres < 0.5 else 0.0),
        ):
            if part >= 0.8 and code not in pris:
                resultat[indice] = (code, 0.5)
                pris.add(code)
                break
