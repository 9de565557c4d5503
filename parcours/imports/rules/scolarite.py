"""Classes and schools, recognised under the spellings and abbreviations of schools."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from parcours.imports.rules.lieux import mots_de_lieu
from parcours.imports.rules.messages import Gravite, Remarque
from parcours.imports.rules.referentiel import EcoleConnue
from parcours.imports.rules.textes import cle, nettoyer

_GENRES = {
    "college": "college|coll|clg|col",
    "lycee": "lycee|lyc|lp|lgt",
    "maternelle": "maternelle|mat|mater|em|empu|ecm",
    "elementaire": "elementaire|elem|ee|eepu|eep",
    "primaire": "primaire|prim|ep|eppu|epp|epu",
}
"""How each kind of school is written and abbreviated (the State's initials included: EEPU, EMPU, EPPU)."""
_GENRE_ECRIT = {mot: genre for genre, mots in _GENRES.items() for mot in mots.split("|")}
_SCOLAIRES = frozenset(
    [
        *_GENRE_ECRIT,
        *[
            "ecole",
            "ecoles",
            "colleges",
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
            "c",
        ],
    ]
)


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
_SEPARATEURS_CLASSE = re.compile(r"\s*[/+&,;]\s*|\s+-\s+|(?<=[A-Za-z])-(?=[A-Za-z])|(?<=[A-Za-z]\d)-(?=[A-Za-z])")
_DOUBLE = re.compile(r"(?:(?:tps|ps|ms|gs|cp|ce ?[12]|cm ?[12])(?: (?:et )?|$)){2,}")


@lru_cache(maxsize=4096)
def lire_classe(texte: str) -> tuple[str, tuple[Remarque, ...]]:
    """A class in its usual short form ("CE1", "6e", "GS"); special schooling ("ULIS", "6e SEGPA") in capitals.

    A double level ("CE1/CE2", "PS-MS", "MS GS") keeps both. An unknown text is kept and pointed out.
    """
    propre = re.sub(r"(?<=\b[A-Za-z])\.(?=[A-Za-z\d](?:\b|\.))|(?<=\b[A-Za-z])\.$", "", nettoyer(texte))
    plat = cle(propre)
    if plat in {"", "nc", "nr", "non scolarise", "non scolarisee", "inconnu", "inconnue", "sans"}:
        return ("" if not plat.startswith("non") else "non scolarisé"), ()
    particuliere = next((p for p in _PARTICULIERES if re.search(rf"\b{p}\b", plat)), None)
    if particuliere:
        base = _niveau(re.sub(rf"(?i)\b{particuliere}\b", " ", plat))
        return (f"{base} " if base else "") + (particuliere.upper() if " " not in particuliere else particuliere), ()
    morceaux = (
        re.findall(r"tps|ps|ms|gs|cp|ce ?[12]|cm ?[12]", plat) if _DOUBLE.fullmatch(plat) else _SEPARATEURS_CLASSE.split(propre)
    )
    niveaux = list(dict.fromkeys(c for c in map(_niveau, morceaux) if c))
    if len(niveaux) == 1:
        return niveaux[0], ()
    if len(niveaux) > 1:
        return "/".join(niveaux), ()
    return nettoyer(texte), (Remarque("classe_inconnue", f"« {nettoyer(texte)} » n’est pas une classe reconnue", Gravite.INFO),)


def _niveau(texte: str) -> str | None:
    plat = re.sub(r"^(?:classe|niveau|en)\b(?: de)? ?", "", cle(texte.replace("°", "e")))
    plat = re.sub(r" (?:prepa\w*|metiers?|generale?|bilingue|section .*|maternelle)(?: metiers?)?$", "", plat)
    if plat in _PAR_MOT:
        return _PAR_MOT[plat]
    ordinal = re.fullmatch(r"([1-6]) ?(?:e|eme|em|ieme|ere|re|nde|de)? ?(?:[a-h]|\d{1,2}|e ?\d{1,2})?", plat)
    if ordinal:
        return _PAR_MOT[ordinal[1]]
    debut = re.match(r"(tps|ps|ms|gs|cp|ce ?[12]|cm ?[12]|tle)(?: ?[a-h]| ?\d)?(?: .*)?$", plat)
    return _PAR_MOT.get(debut[1].replace(" ", "")) if debut else None


@lru_cache(maxsize=8192)
def lire_ecole(
    texte: str, classe: str, commune: str, ecoles: tuple[EcoleConnue, ...]
) -> tuple[EcoleConnue | None, tuple[Remarque, ...]]:
    """School named in full or in part ("Perrault", "Morinie", "Clg Pascal"). The kind written, then the class, then the
    commune choose between several; what still hesitates gives None and a remark."""
    mots = cle(texte).split()
    if not mots:
        return None, ()
    utiles = {m for m in mots_de_lieu(texte) if m not in _SCOLAIRES}
    ecrits = {m for m in mots if m in _SCOLAIRES}
    trouvees = [e for e in ecoles if any(cle(texte) == cle(n) for n in (e.nom, *e.alias))]
    if not trouvees and utiles:
        trouvees = [e for e in ecoles if any(_contient(utiles, n) for n in (e.nom, *e.alias))]
    if not trouvees and utiles:  # the commune written after the name, which then must be the school's
        trouvees = [
            e for e in ecoles if (lieu := set(mots_de_lieu(e.commune))) and lieu <= utiles and _contient(utiles - lieu, e.nom)
        ]
    if not trouvees and len(mots[-1]) >= 2:
        trouvees = [e for e in ecoles if "".join(mots[-1:]) == _initiales(e.nom) and len(mots[-1]) >= 3]
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


def nomme_une_ecole(texte: str, ecoles: tuple[EcoleConnue, ...]) -> bool:
    """Whether a title is surely a school: its kind is written ("Collège Pascal") or its name is whole; "Pascal" alone
    may as well be a colleague's name."""
    mots = set(cle(texte).split())
    entier = any(cle(texte) == cle(n) for e in ecoles for n in (e.nom, *e.alias))
    return (entier or bool(mots & {"ecole", *_GENRE_ECRIT})) and lire_ecole(texte, "", "", ecoles)[0] is not None


def _initiales(nom: str) -> str:
    return "".join(m[0] for m in mots_de_lieu(nom) if m not in _SCOLAIRES)


def _contient(utiles: set[str], nom: str) -> bool:
    siens = {m for m in mots_de_lieu(nom) if m not in _SCOLAIRES}

    def present(mot: str) -> bool:
        return (
            mot in siens
            or (len(mot) >= 5 and any(OSA.distance(mot, s, score_cutoff=1) <= 1 for s in siens))
            or (len(mot) <= 2 and any(s.startswith(mot) for s in siens) and len(utiles) > 1)
        )

    return bool(siens) and bool(utiles) and all(map(present, utiles))


def _genre_convient(ecrits: set[str], ecole: EcoleConnue) -> bool:
    voulus = {_GENRE_ECRIT[m] for m in ecrits if m in _GENRE_ECRIT}
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
