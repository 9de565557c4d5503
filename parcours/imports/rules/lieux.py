"""Districts, communes, schools and classes, recognised under the spellings people give them.

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
from parcours.imports.rules.referentiel import CommuneConnue, EcoleConnue, QuartierConnu, Referentiel
from parcours.imports.rules.textes import cle, nettoyer

_PETITS = frozenset(["le", "la", "les", "l", "de", "du", "des", "d", "et", "a", "au", "aux", "en", "sur", "sous"])
_SCOLAIRES = frozenset(
    [
        "ecole",
        "ecoles",
        "college",
        "colleges",
        "clg",
        "lycee",
        "lyc",
        "maternelle",
        "mat",
        "elementaire",
        "elem",
        "primaire",
        "prim",
        "groupe",
        "scolaire",
        "public",
        "publique",
        "prive",
        "privee",
        "ec",
        "eco",
        "gs",
        "rpi",
        "ep",
        "ee",
        "em",
    ]
)


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


def _mots(texte: str) -> tuple[str, ...]:
    mots = (("st" if m in {"saint", "sainte", "ste", "s"} else m) for m in cle(texte).split())
    return tuple(m for m in mots if m not in _PETITS)


@lru_cache(maxsize=512)
def _parties(nom: str) -> tuple[tuple[str, ...], ...]:
    return tuple(p for p in (_mots(partie) for partie in re.split(r"[/|]| - | et ", nom)) if p)


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
    lieux = {m for commune in communes for m in _mots(commune)}
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
    plat = re.sub(r"^(?:oui |qpv |quartier |qp )+", "", plat + " ").strip()
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
    entier = _mots(plat)
    parties = _parties(re.sub(r"(?i)^\s*(?:oui|qpv|quartier)\b[\s:\-]*", "", texte)) or (entier,)
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
    voulus = _mots(nom)
    remarques: tuple[Remarque, ...] = ()
    par_nom = [c for c in communes if voulus and any(_mots(n) == voulus for n in (c.nom, *c.alias))]
    if not par_nom and len("".join(voulus)) >= 5:
        par_nom = [c for c in communes if OSA.distance("".join(voulus), "".join(_mots(c.nom)), score_cutoff=1) <= 1]
        if not par_nom:
            par_nom = [c for c in communes if len(_mots(c.nom)) > 1 and _mots(c.nom)[0] == voulus[0] and len(voulus[0]) >= 4]
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


_CLASSES: dict[str, tuple[str, ...]] = {
    "TPS": ("tps", "toute petite section", "tout petits"),
    "PS": ("ps", "petite section", "petits"),
    "MS": ("ms", "moyenne section", "moyens"),
    "GS": ("gs", "grande section", "grands"),
    "CP": ("cp", "cours preparatoire"),
    "CE1": ("ce1", "ce 1"),
    "CE2": ("ce2", "ce 2"),
    "CM1": ("cm1", "cm 1"),
    "CM2": ("cm2", "cm 2"),
    "6e": ("6", "sixieme"),
    "5e": ("5", "cinquieme"),
    "4e": ("4", "quatrieme"),
    "3e": ("3", "troisieme"),
    "2de": ("2", "seconde", "2nde", "2de"),
    "1re": ("1", "premiere", "1re", "1ere"),
    "Tle": ("tle", "terminale", "term", "t"),
}
CLASSES = tuple(_CLASSES)
AGE_A_LA_RENTREE = {classe: 2 + rang for rang, classe in enumerate(CLASSES)}
"""Age reached in the calendar year in which the school year begins: 3 in PS, 6 in CP, 11 in 6e."""
_PAR_MOT = {mot: classe for classe, mots in _CLASSES.items() for mot in mots}
_PARTICULIERES = (
    "ulis",
    "segpa",
    "upe2a",
    "ime",
    "itep",
    "sessad",
    "cap",
    "mfr",
    "dispositif relais",
    "cned",
    "ief",
    "deea",
)


@lru_cache(maxsize=4096)
def lire_classe(texte: str) -> tuple[str, tuple[Remarque, ...]]:
    """A class in its usual short form ("CE1", "6e", "GS"); special schooling ("ULIS", "6e SEGPA") in capitals.

    A double level ("CE1/CE2", "PS-MS") is kept as typed. An unknown text is kept and pointed out.
    """
    plat = cle(texte)
    if plat in {"", "nc", "nr", "non scolarise", "non scolarisee", "inconnu", "inconnue", "sans"}:
        return ("" if not plat.startswith("non") else "non scolarisé"), ()
    particuliere = next((p for p in _PARTICULIERES if re.search(rf"\b{p}\b", plat)), None)
    niveaux = [c for c in map(_niveau, re.split(r"\s*[/+&,;]\s*|\s+-\s+|(?<=[A-Za-z])-(?=[A-Za-z])", nettoyer(texte))) if c]
    if particuliere:
        base = _niveau(re.sub(rf"(?i)\b{particuliere}\b", " ", plat))
        return (f"{base} " if base else "") + (particuliere.upper() if " " not in particuliere else particuliere), ()
    if len(niveaux) == 1:
        return niveaux[0], ()
    if len(niveaux) > 1:
        return "/".join(niveaux), ()
    return nettoyer(texte), (Remarque("classe_inconnue", f"« {nettoyer(texte)} » n’est pas une classe reconnue", Gravite.INFO),)


def _niveau(texte: str) -> str | None:
    plat = re.sub(r"^(?:classe|niveau|en)\b(?: de)? ?", "", cle(texte.replace("°", "e")))
    if plat in _PAR_MOT:
        return _PAR_MOT[plat]
    ordinal = re.fullmatch(r"([1-6]) ?(?:e|eme|em|ieme|ere|re|nde|de)? ?(?:[a-h]|\d{1,2}|e ?\d{1,2})?", plat)
    if ordinal:
        return _PAR_MOT[ordinal[1]]
    debut = re.match(r"(tps|ps|ms|gs|cp|ce ?[12]|cm ?[12]|tle)(?: ?[a-h])?(?: .*)?$", plat)
    return _PAR_MOT.get(debut[1].replace(" ", "")) if debut else None


@lru_cache(maxsize=8192)
def lire_ecole(
    texte: str, classe: str, commune: str, ecoles: tuple[EcoleConnue, ...]
) -> tuple[EcoleConnue | None, tuple[Remarque, ...]]:
    """School named in full or in part ("Perrault", "Morinie", "Clg Pascal"). The kind written, then the class, then the
    commune choose between several; what still hesitates gives None and a remark."""
    mots = cle(texte).split()
    utiles = {m for m in _mots(texte) if m not in _SCOLAIRES}
    if not mots:
        return None, ()
    ecrits = {m for m in mots if m in _SCOLAIRES}
    trouvees = [e for e in ecoles if any(cle(texte) == cle(n) for n in (e.nom, *e.alias))]
    if not trouvees and utiles:
        trouvees = [e for e in ecoles if any(_contient(utiles, n) for n in (e.nom, *e.alias))]
    if len(trouvees) > 1:
        trouvees = [e for e in trouvees if _genre_convient(ecrits, e)] or trouvees
    if len(trouvees) > 1:
        trouvees = [e for e in trouvees if _classe_convient(classe, e)] or trouvees
    if len(trouvees) > 1:
        trouvees = [e for e in trouvees if cle(e.commune) == cle(commune)] or trouvees
    if len(trouvees) == 1:
        return trouvees[0], ()
    if len(trouvees) > 1:
        noms = ", ".join(e.nom for e in trouvees)
        return None, (Remarque("ecole_ambigue", f"« {texte} » peut désigner : {noms}", Gravite.ATTENTION),)
    return None, (
        Remarque(
            "ecole_inconnue",
            f"« {texte} » n’est pas dans la liste des établissements : le texte est gardé",
            Gravite.INFO,
        ),
    ) if ecoles else ()


def _contient(utiles: set[str], nom: str) -> bool:
    siens = {m for m in _mots(nom) if m not in _SCOLAIRES}

    def present(mot: str) -> bool:
        return (
            mot in siens
            or (len(mot) >= 5 and any(OSA.distance(mot, s, score_cutoff=1) <= 1 for s in siens))
            or (len(mot) == 1 and any(s.startswith(mot) for s in siens) and len(utiles) > 1)
        )

    return bool(siens) and all(map(present, utiles))


def _genre_convient(ecrits: set[str], ecole: EcoleConnue) -> bool:
    genres = {
        "college": "college",
        "clg": "college",
        "lycee": "lycee",
        "maternelle": "maternelle",
        "mat": "maternelle",
        "elementaire": "elementaire",
        "elem": "elementaire",
        "primaire": "primaire",
        "prim": "primaire",
    }
    voulus = {genres[m] for m in ecrits if m in genres}
    return not voulus or any(ecole.niveau.startswith(v) for v in voulus)


def _classe_convient(classe: str, ecole: EcoleConnue) -> bool:
    premier = classe.split("/", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    if premier in ("TPS", "PS", "MS", "GS"):
        return ecole.niveau.startswith(("maternelle", "primaire"))
    if premier in ("CP", "CE1", "CE2", "CM1", "CM2"):
        return ecole.niveau.startswith(("elementaire", "primaire"))
    if premier in ("6e", "5e", "4e", "3e"):
        return ecole.niveau.startswith("college")
    return True


def en_quartier_prioritaire(code: str | None, referentiel: Referentiel) -> bool:
    """Whether the district of that code is a QPV (a quartier fragile is not)."""
    return any(q.code == code and q.prioritaire for q in referentiel.quartiers)
