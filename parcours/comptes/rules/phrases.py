"""Which pass-phrases are refused, and why, in a sentence that helps to choose another (ASVS 6.2, CNIL 2022-100).

No composition rule. What is refused is what somebody guesses first: a usual word dressed with digits, a walk on the
keyboard, a repeated word, the town, the service, the person's own name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from parcours.comptes.rules import LONGUEUR_MAXIMALE, LONGUEUR_MINIMALE

MOTS_COURANTS = [
    "motdepasse",
    "motdepass",
    "passe",
    "password",
    "passwd",
    "passphrase",
    "phrasedepasse",
    "phrase",
    "secret",
    "secrete",
    "confidentiel",
    "connexion",
    "login",
    "identifiant",
    "utilisateur",
    "user",
    "admin",
    "administrateur",
    "administrator",
    "administration",
    "root",
    "system",
    "systeme",
    "compte",
    "bonjour",
    "bonsoir",
    "salut",
    "hello",
    "welcome",
    "bienvenue",
    "bienvenu",
    "merci",
    "azerty",
    "azertyuiop",
    "qwerty",
    "qwertyuiop",
    "qwertz",
    "wxcvbn",
    "qsdfgh",
    "qsdfghjklm",
    "asdfgh",
    "zxcvbn",
    "soleil",
    "lune",
    "etoile",
    "doudou",
    "loulou",
    "chouchou",
    "cheval",
    "chien",
    "chat",
    "minou",
    "toutou",
    "doudoune",
    "nounours",
    "coeur",
    "amour",
    "jetaime",
    "jtaime",
    "iloveyou",
    "love",
    "monamour",
    "cherie",
    "cheri",
    "bebe",
    "maman",
    "papa",
    "mamie",
    "papi",
    "famille",
    "enfant",
    "enfants",
    "maison",
    "jardin",
    "vacances",
    "dimanche",
    "lundi",
    "vendredi",
    "samedi",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "printemps",
    "automne",
    "hiver",
    "ete",
    "noel",
    "football",
    "foot",
    "olympique",
    "marseille",
    "paris",
    "psg",
    "lens",
    "racing",
    "losc",
    "chocolat",
    "caramel",
    "bisou",
    "bisous",
    "calin",
    "princesse",
    "prince",
    "dragon",
    "monkey",
    "shadow",
    "master",
    "superman",
    "batman",
    "pokemon",
    "naruto",
    "sunshine",
    "starwars",
    "trustno",
    "letmein",
    "opensesame",
    "changeme",
    "changezmoi",
    "achanger",
    "nouveau",
    "provisoire",
    "temporaire",
    "test",
    "tester",
    "essai",
    "demo",
    "exemple",
    "default",
    "liberte",
    "egalite",
    "fraternite",
    "republique",
    "france",
    "francais",
    "marianne",
    "nicolas",
    "camille",
    "thomas",
    "julien",
    "alexandre",
    "sophie",
    "isabelle",
    "nathalie",
    "laurent",
    "stephane",
    "christophe",
    "sebastien",
    "marine",
    "manon",
    "chloe",
    "lucas",
    "louis",
    "hugo",
    "emma",
    "lea",
    "jules",
    "orange",
    "bouygues",
    "free",
    "facebook",
    "google",
    "internet",
    "ordinateur",
    "bureau",
    "windows",
    "microsoft",
    "office",
    "informatique",
    "service",
    "social",
    "sociale",
    "travail",
]
"""Words people put first in a password, in French and in English; our own list, of general knowledge."""

MOTS_LOCAUX = [
    "saintomer",
    "saint",
    "omer",
    "audomarois",
    "audomaroise",
    "paysdesaintomer",
    "capso",
    "agglomeration",
    "longuenesse",
    "arques",
    "aire",
    "airesurlalys",
    "blendecques",
    "wizernes",
    "lumbres",
    "fauquembergues",
    "therouanne",
    "eperlecques",
    "tilques",
    "salperwick",
    "clairmarais",
    "hauldin",
    "helfaut",
    "esquerdes",
    "leulinghem",
    "tatinghem",
    "saintmartin",
    "martinauboin",
    "calais",
    "boulogne",
    "dunkerque",
    "lille",
    "arras",
    "bethune",
    "pasdecalais",
    "hautsdefrance",
    "nordpasdecalais",
    "nord",
    "parcours",
    "reussite",
    "educative",
    "reussiteeducative",
    "pre",
    "eps",
    "mediation",
    "sante",
    "mediationsante",
    "cite",
    "emploi",
    "citedelemploi",
    "contratdeville",
    "ville",
    "quartier",
    "quartiers",
    "mairie",
    "commune",
    "communaute",
    "prefecture",
    "centresocial",
    "ccas",
    "mipe",
    "missionlocale",
    "ecole",
    "college",
    "lycee",
]
"""The service, its schemes and the towns around: what somebody who knows the place tries."""

SUITES = (
    *("1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "0", "00", "01", "007", "69", "62"),
    *("62500", "62000", "59", "59000", "75", "!", "!!", ".", "*", "?", "azerty", "abc", "abcd", "000", "111", "0000", "1111"),
    *(str(annee) for annee in range(1950, 2041)),
)
RANGEES = (
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
)
_DEGUISEMENTS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "€": "e", "!": "i"}
)
RESTE_MINIMAL = 6
"""Letters that must remain once the words easy to guess and the digits are taken away."""


def normale(texte: str) -> str:
    """Lower case, without accents, letters and digits only."""
    sans_accent = (c for c in unicodedata.normalize("NFKD", texte).casefold() if not unicodedata.combining(c))
    return "".join(c for c in sans_accent if c.isalnum())


def composer(phrase: str) -> str:
    """The one form of a pass-phrase that is hashed: the same letters typed on a Mac or on Windows are the same phrase."""
    return unicodedata.normalize("NFC", phrase)


@cache
def interdites() -> frozenset[str]:
    """Long enough passwords that are tried first: usual and local words, doubled, chained, followed by digits or years."""
    return frozenset(mot for mot in _fabriquer() if len(mot) >= LONGUEUR_MINIMALE)


def _fabriquer() -> Iterator[str]:
    mots = [*MOTS_COURANTS, *MOTS_LOCAUX]
    for mot in mots:
        for suite in SUITES:
            yield mot + suite
            yield mot + mot + suite
            if len(mot) < LONGUEUR_MINIMALE:
                yield mot * -(-LONGUEUR_MINIMALE // len(mot)) + suite
    for mot in MOTS_LOCAUX:
        for autre in MOTS_COURANTS:
            yield mot + autre
            yield autre + mot
    for rangee in RANGEES:
        tour = rangee * 3
        for debut in range(len(rangee)):
            yield tour[debut : debut + LONGUEUR_MINIMALE]
            yield tour[::-1][debut : debut + LONGUEUR_MINIMALE]


@cache
def _voisins() -> frozenset[tuple[str, str]]:
    paires = {paire for rangee in RANGEES for paire in pairwise(rangee)}
    for haut, bas in ((RANGEES[0], RANGEES[1]), (RANGEES[1], RANGEES[2]), (RANGEES[3], RANGEES[4]), (RANGEES[4], RANGEES[5])):
        paires |= set(zip(haut, bas, strict=False))
    return frozenset(paires | {(b, a) for a, b in paires})


def _est_une_suite(mot: str) -> bool:
    """True when nearly every character follows its neighbour on the keyboard, in the alphabet or in counting."""
    suivis = sum(paire in _voisins() or paire[0] == paire[1] for paire in pairwise(mot))
    return suivis >= 0.8 * (len(mot) - 1)


def _est_une_repetition(mot: str) -> bool:
    """True for one block of at most half the length, said again and again."""
    return len(set(mot)) < 5 or any(
        mot == (mot[:taille] * (len(mot) // taille + 1))[: len(mot)] for taille in range(1, len(mot) // 2 + 1)
    )


def _reste(mot: str, connus: Iterable[str]) -> tuple[str, int]:
    """What remains of `mot` without the known words (longest first), and how many different ones were taken away."""
    trouves = 0
    for connu in sorted(connus, key=len, reverse=True):
        if len(connu) >= 3 and connu in mot:
            mot, trouves = mot.replace(connu, " "), trouves + 1
    return re.sub(r"[^a-z]", "", mot), trouves


def refus(phrase: str, personnels: Iterable[str] = ()) -> str | None:
    """Why this pass-phrase is refused, in French, or None when it may be used.

    Args:
        phrase: what was typed.
        personnels: the person's name, address and structure: words that are no secret.
    """
    if len(composer(phrase)) < LONGUEUR_MINIMALE:
        return f"Cette phrase est trop courte\u00a0: {LONGUEUR_MINIMALE} caractères au moins, espaces compris."
    if len(composer(phrase)) > LONGUEUR_MAXIMALE:
        return f"Cette phrase est trop longue\u00a0: {LONGUEUR_MAXIMALE} caractères au plus."
    mot = normale(phrase)
    clair = normale(phrase.translate(_DEGUISEMENTS))
    if not mot or _est_une_repetition(mot):
        return "Cette phrase répète toujours la même chose. Essayez quatre ou cinq mots sans lien entre eux."
    if _est_une_suite(mot):
        return "Cette phrase suit les touches du clavier, l’alphabet ou les chiffres. Essayez quatre ou cinq mots sans lien entre eux."
    siens = {normale(m) for texte in personnels for m in (texte, *re.split(r"[^\w]+", texte))}
    for forme in (mot, clair):
        reste, trouves = _reste(forme, siens)
        if trouves and len(reste) < RESTE_MINIMAL + 2:
            return "Cette phrase tient presque toute dans votre nom, votre adresse ou votre service. Choisissez des mots sans lien avec vous."
        reste, trouves = _reste(forme, {*MOTS_COURANTS, *MOTS_LOCAUX})
        if forme in interdites() or (trouves in (1, 2) and len(reste) < RESTE_MINIMAL):
            return "Cette phrase est faite d’un mot que tout le monde essaie. Essayez quatre ou cinq mots sans lien entre eux."
    return None
