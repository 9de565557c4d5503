"""Where the headings stand in a sheet: one row, or two when an upper row groups columns."""

from __future__ import annotations

from parcours.imports.rules.champs import MULTIPLES
from parcours.imports.rules.classeur import Feuille
from parcours.imports.rules.colonnes_multiples import est_de_famille
from parcours.imports.rules.entetes import candidats, cle_entete
from parcours.imports.rules.textes import texte_de

PROFONDEUR_ENTETES = 60

Entetes = tuple[int, tuple[str, ...]]
"""Last heading row (from 1) and the heading of each column."""


def trouver_entetes(feuille: Feuille) -> Entetes | None:
    """The row, or two rows, whose cells best name fields; it must name at least two, one of them a name."""
    meilleure: tuple[float, Entetes] | None = None
    for numero in range(1, min(len(feuille.lignes), PROFONDEUR_ENTETES) + 1):
        titres = _titres(feuille, numero)
        if sum(bool(t) for t in titres) < 2:
            continue
        essais: list[Entetes] = [(numero, titres)]
        if numero > 1 and _surtitres(feuille, numero - 1):
            essais.append((numero, _combiner(feuille, numero)))
        for rang, essai in enumerate(essais):
            note = _valeur_entetes(essai[1]) - 0.02 * numero + rang * (0.01 + 0.3 * _precises(essai[1], titres))
            if note > 0 and (meilleure is None or note > meilleure[0]):
                meilleure = (note, essai)
    return meilleure[1] if meilleure else None


def _precises(ensemble: tuple[str, ...], seuls: tuple[str, ...]) -> int:
    """Headings that the upper row makes more precise ("Mère" over "Tél"), the lower one being a heading by itself."""

    def nomme(titre: str) -> bool:
        return any(note >= 0.75 for _, note in candidats(titre)[:1])

    return sum(haut != bas and nomme(bas) and nomme(haut) for haut, bas in zip(ensemble, seuls, strict=False))


def _surtitres(feuille: Feuille, numero: int) -> bool:
    """Whether that row can be the upper row of headings: two texts or more, or one spread over merged columns."""
    textes = sum(bool(t) for t in _titres(feuille, numero))
    return textes >= 2 or (textes == 1 and any(h == numero - 1 and d - g < 12 for h, g, _, d in feuille.fusions))


def _titres(feuille: Feuille, numero: int) -> tuple[str, ...]:
    return tuple(texte_de(v) if isinstance(v, str) else "" for v in feuille.lignes[numero - 1])


def _combiner(feuille: Feuille, numero: int) -> tuple[str, ...]:
    """Headings on two rows: the upper one spreads over the columns it covers, then the lower one completes it."""
    haut, bas = list(_titres(feuille, numero - 1)), _titres(feuille, numero)
    largeur = max(len(haut), len(bas))
    haut += [""] * (largeur - len(haut))
    couvertes = {
        (ligne, colonne): haut[g]
        for h, g, b, d in feuille.fusions
        if h <= numero - 2 <= b
        for ligne in range(h, b + 1)
        for colonne in range(g, min(d, largeur - 1) + 1)
        if g < largeur
    }
    etendu: list[str] = []
    for colonne in range(largeur):
        propre = haut[colonne] or couvertes.get((numero - 2, colonne), "")
        dessous = bas[colonne] if colonne < len(bas) else ""
        if not propre and dessous and etendu and not feuille.fusions:
            propre = etendu[-1]
        etendu.append(propre)
    resultat = []
    for colonne in range(largeur):
        dessous = bas[colonne] if colonne < len(bas) else ""
        ensemble = f"{etendu[colonne]} {dessous}".strip()
        seul = candidats(dessous)[:1] if dessous else ()
        double = candidats(ensemble)[:1]
        parent = cle_entete(etendu[colonne]).split()[:1]
        reserve = parent and parent[0] in {
            "mere",
            "pere",
            "parent",
            "parents",
            "responsable",
            "resp",
            "representant",
            "rl1",
            "rl2",
            "tuteur",
        }
        garde_bas = bool(seul) and not reserve and (not double or seul[0][1] >= double[0][1])
        resultat.append(dessous if garde_bas else ensemble)
    return tuple(resultat)


def _valeur_entetes(titres: tuple[str, ...]) -> float:
    """How well a row of headings names fields; little without a name, nothing under two fields."""
    pris: dict[str, float] = {}
    encore = 0
    for titre in titres:
        for code, note in candidats(titre)[:3]:
            if note >= 0.75 and code not in pris:
                pris[code] = note
                break
            if code in MULTIPLES and est_de_famille(titre):
                pris.setdefault(code, note)
                encore += 1
                break
    nomme = bool(pris.keys() & {"nom_prenom", "nom", "prenom", "responsable_1"})
    if len(pris) < (2 if nomme else 3):
        return 0.0
    pleins = sum(bool(t) for t in titres)
    note = sum(pris.values()) + 0.15 * encore - 0.3 * max(0, pleins - len(pris) - encore) / max(1, pleins)
    return note if nomme else note / 5
