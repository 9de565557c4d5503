"""Small values with stated rules: sex, phone, duration, yes/no, agreement, e-mail."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from parcours.imports.rules.messages import Gravite, Remarque
from parcours.imports.rules.textes import cle, nettoyer, texte_de

_FEMININ = {
    "f",
    "fem",
    "feminin",
    "feminine",
    "femme",
    "fille",
    "fillette",
    "filles",
    "femmes",
    "fe",
    "mme",
    "madame",
    "mlle",
    "mademoiselle",
    "w",
    "female",
    "girl",
    "2",
    "elle",
}
_MASCULIN = {
    "m",
    "masc",
    "masculin",
    "h",
    "homme",
    "garcon",
    "g",
    "mr",
    "monsieur",
    "male",
    "boy",
    "1",
    "il",
    "gars",
    "gar",
    "gc",
    "garcons",
    "hommes",
    "msieur",
}
_SYMBOLES = str.maketrans({"♀": "f", "♂": "m"})
_OUI = {"oui", "o", "x", "v", "vrai", "true", "1", "ok", "yes", "y", "coche", "fait", "xx"}
_NON = {"non", "n", "faux", "false", "0", "no", "pas", "aucun", "aucune", "ko"}
_INCONNU = {
    "",
    "nc",
    "n c",
    "nr",
    "n r",
    "nsp",
    "inconnu",
    "inconnue",
    "non renseigne",
    "na",
    "n a",
    "en cours",
    "a voir",
    "a verifier",
}


@lru_cache(maxsize=4096)
def lire_sexe(texte: str) -> tuple[str | None, tuple[Remarque, ...]]:
    """ "F", "M" or None. Titles count: M., Mr is masculine. "1" and "2" follow the INSEE code."""
    mot = cle(texte.translate(_SYMBOLES))
    if mot in _FEMININ:
        return "F", ()
    if mot in _MASCULIN:
        return "M", ()
    if mot in _INCONNU:
        return None, ()
    return None, (Remarque("sexe_inconnu", f"« {texte} » n’est pas reconnu comme un sexe", Gravite.ATTENTION),)


@lru_cache(maxsize=1024)
def lire_oui_non(texte: str) -> tuple[bool | None, tuple[Remarque, ...]]:
    """True, False, or None for an empty or undecided cell. A tick (x, ✓) is a yes."""
    mot = cle(texte)
    if texte.strip() in {"✓", "✔", "☑", "√", "+"} or mot in _OUI or mot.split(" ", 1)[0] == "oui":
        return True, ()
    if mot in _NON or (mot.split(" ", 1)[0] == "non" and mot != "non renseigne") or texte.strip() in {"✗", "✘", "☐"}:
        return False, ()
    if mot in _INCONNU or not mot:
        return None, ()
    return None, (Remarque("oui_non_inconnu", f"« {texte} » n’est ni oui ni non", Gravite.ATTENTION),)


def lire_telephones(valeur: object) -> tuple[tuple[str, ...], tuple[Remarque, ...]]:
    """Numbers in E.164, in order, and remarks on what could not be read.

    A number stored by a spreadsheet lost its leading zero (767721459): nine digits get it back. A cell may hold
    several numbers (/, ;, "ou", new line), each with a remark between parentheses.
    """
    return _telephones(texte_de(valeur) if not isinstance(valeur, str) else valeur)


@lru_cache(maxsize=65536)
def _telephones(brut: str) -> tuple[tuple[str, ...], tuple[Remarque, ...]]:
    if cle(brut) in _INCONNU | {"aucun", "sans", "pas de telephone", "non"}:
        return (), ()
    seul = _un_telephone(brut)
    if seul:
        return (seul,), ()
    trouves: list[str] = []
    remarques: list[Remarque] = []
    for morceau in re.split(r"\s*(?:[/;,|\n]|\bou\b|\bet\b|\s-\s)\s*", brut):
        if not re.search(r"\d", morceau):
            continue
        numero = _un_telephone(morceau)
        if numero:
            trouves.append(numero)
            continue
        suite = re.findall(r"(?:\+\s?33|0033|\b0)[\s.\-]*[1-9](?:[\s.\-]*\d{2}){4}", morceau)
        trouves += [lu for lu in map(_un_telephone, suite) if lu]
        if not suite:
            remarques.append(
                Remarque("telephone_illisible", f"« {nettoyer(morceau)} » n’est pas un numéro complet", Gravite.ATTENTION)
            )
    if not trouves and not remarques:
        remarques.append(Remarque("telephone_illisible", f"« {nettoyer(brut)} » n’est pas un numéro", Gravite.ATTENTION))
    return tuple(dict.fromkeys(trouves)), tuple(remarques)


def _un_telephone(brut: str) -> str | None:
    propre = re.sub(r"\([^)]*[a-zA-Zé]+[^)]*\)|[a-zA-Zéèêà°:]+\.?", " ", brut.replace("(0)", "")).strip()
    chiffres = re.sub(r"\D", "", propre)
    if re.search(r"[^\d\s.\-/+()_]", propre) or not 9 <= len(chiffres) <= 15:
        return None
    if len(chiffres) == 9 and not propre.startswith("+") and chiffres[0] != "0":
        chiffres = "0" + chiffres
    elif propre.startswith("+") or (chiffres.startswith("33") and len(chiffres) == 11):
        chiffres = "+" + chiffres
    try:
        numero = phonenumbers.parse(chiffres, "FR")
    except phonenumbers.NumberParseException:
        return None
    if numero.country_code == 33 and not re.fullmatch(r"[1-9]\d{8}", str(numero.national_number)):
        return None
    if not phonenumbers.is_possible_number(numero):
        return None
    return phonenumbers.format_number(numero, phonenumbers.PhoneNumberFormat.E164)


def lire_duree(valeur: object) -> tuple[int | None, tuple[Remarque, ...]]:
    """Minutes. "1h30", "0:45", "45 min", "2 h", "1 heure 15", "1,5 h"; a bare number counts minutes, save a fraction
    of a day stored by the spreadsheet as a time; a bare number under 5 is doubtful (hours?) and says so."""
    if isinstance(valeur, dt.datetime):
        return valeur.hour * 60 + valeur.minute, ()
    if isinstance(valeur, dt.time):
        return valeur.hour * 60 + valeur.minute, ()
    if isinstance(valeur, dt.timedelta):
        return round(valeur.total_seconds() / 60), ()
    if isinstance(valeur, (dt.date, bool)):
        return None, (Remarque("duree_illisible", "ce n’est pas une durée", Gravite.ATTENTION),)
    if isinstance(valeur, (int, float)):
        return _minutes(float(valeur))
    texte = cle(valeur.replace(",", ".").replace("½", " 1/2").replace(".", "point")) if isinstance(valeur, str) else ""
    return _duree_texte(re.sub(r"(?<=\d)(?=h)", " ", texte.replace("point", ".")).strip(), str(valeur))


def _minutes(nombre: float) -> tuple[int | None, tuple[Remarque, ...]]:
    if not 0 <= nombre < 100_000:
        return None, (Remarque("duree_illisible", "ce n’est pas une durée", Gravite.ATTENTION),)
    if 0 < nombre < 1:
        return round(nombre * 1440), ()
    remarques = (
        (Remarque("duree_douteuse", f"« {nombre:g} » lu en minutes : étaient-ce des heures ?", Gravite.ATTENTION),)
        if 0 < nombre < 5
        else ()
    )
    if nombre > 24 * 60:
        remarques = (Remarque("duree_longue", "durée de plus d’un jour", Gravite.ATTENTION),)
    return round(nombre), remarques


def _duree_texte(texte: str, brut: str) -> tuple[int | None, tuple[Remarque, ...]]:
    if texte in _INCONNU:
        return None, ()
    if re.fullmatch(r"\d+(?:\.\d+)?", texte):
        return _minutes(float(texte))
    heures = re.fullmatch(r"(\d+(?:\.\d+)?) ?(?:h|heure|heures|hr|hrs) ?(?:(\d{1,2}) ?(?:m|mn|min|minutes?)?)?", texte)
    if heures:
        return round(float(heures[1]) * 60) + int(heures[2] or 0), ()
    fraction = re.fullmatch(r"(\d+) ?(?:h|heures?) (?:et )?(quart|demie?|1 2|1 4)", texte)
    if fraction:
        return int(fraction[1]) * 60 + (15 if fraction[2] in ("quart", "1 4") else 30), ()
    horloge = re.fullmatch(r"(\d{1,2}) (\d{2})(?: \d{2})?", texte)
    if horloge and ":" in brut:
        return int(horloge[1]) * 60 + int(horloge[2]), ()
    minutes = re.fullmatch(r"(\d+(?:\.\d+)?) ?(?:m|mn|min|mins|minute|minutes)", texte)
    if minutes:
        return round(float(minutes[1])), ()
    mots = {
        "une heure": 60,
        "demi heure": 30,
        "une demi heure": 30,
        "1 2 h": 30,
        "3 4 h": 45,
        "3 4 heure": 45,
        "1 4 h": 15,
        "trois quarts d heure": 45,
        "une heure et demie": 90,
        "une heure trente": 90,
        "journee": 420,
        "1 2 heure": 30,
        "demi journee": 210,
        "quart d heure": 15,
    }
    if texte in mots:
        return mots[texte], ()
    return None, (Remarque("duree_illisible", f"« {nettoyer(brut)} » n’est pas une durée reconnue", Gravite.ATTENTION),)


@dataclass(frozen=True)
class AccordLu:
    """An agreement coming from a spreadsheet. A tick in a cell is not an agreement: `etat` is at best
    "repris_a_confirmer" (architecture.md, decisions); `forme` is "ecrit", "oral" or None when the file does not say."""

    etat: str
    forme: str | None = None


@lru_cache(maxsize=1024)
def lire_accord(texte: str) -> tuple[AccordLu | None, tuple[Remarque, ...]]:
    """The parents' or person's agreement, None for an empty cell."""
    mot = cle(texte)
    if texte.strip() in {"✓", "✔", "☑"}:
        return AccordLu("repris_a_confirmer"), ()
    if mot in _INCONNU - {"en cours"}:
        return None, ()
    if (
        re.search(r"\b(?:refus\w*|oppos\w*|retire\w*|retrait|desaccord)\b", mot)
        or mot in _NON
        or re.match(r"non\b(?! (?:signe|recu|rendu|retourne))", mot)
    ):
        return AccordLu("refus"), ()
    if re.search(
        r"\b(?:attente|cours|demande\w*|envoye\w*|relanc\w*|a (?:faire )?signer|a (?:demander|faire|voir|recuperer)|pas|non|att|manque\w*)\b",
        mot,
    ):
        return AccordLu("en_attente"), ()
    if re.search(r"\b(?:oral\w*|verbal\w*|telephon\w*|tel)\b", mot):
        return AccordLu("repris_a_confirmer", "oral"), ()
    if re.search(r"\b(?:sign\w*|ecrit\w*|papier|formulaire|recu|rendu)\b", mot):
        return AccordLu("repris_a_confirmer", "ecrit"), ()
    if mot in _OUI or mot.split(" ", 1)[0] in {"oui", "accord", "ok"} or re.fullmatch(r"(?:le )?\d{1,2} \d{1,2} \d{2,4}", mot):
        return AccordLu("repris_a_confirmer"), ()
    return None, (Remarque("accord_inconnu", f"« {texte} » n’est pas reconnu comme un accord", Gravite.ATTENTION),)


_ACCEPTE = r"accept\w*|accorde?s?|valide\w*|favorable|positi\w*|pris en charge|prise en charge|integre\w*|admise?s?|retenue?s?|inscrite?s?"
_REPONSES = tuple(
    (re.compile(rf"\b(?:{motif})\b"), reponse)
    for motif, reponse in (
        (r"(?:n a |a )?pas (?:de |encore (?:de )?)?(?:repon\w*|retour)|sans (?:reponse|retour)|relanc\w*", "en_attente"),
        (
            r"(?:pas|non) (?:venue?|presente\w*|honore)|absente?|ne s est pas presentee?|rdv (?:manque|non honore)|lapin",
            "pas_venu",
        ),
        (rf"refus\w*|rejet\w*|decline\w*|negati\w*|defavorable|ko|(?:pas|non) (?:ete )?(?:{_ACCEPTE})|non", "refusee"),
        (r"attente|(?<!en )cours|en cours|rdv (?:fixe|prevu|pris|le)|a voir|a suivre", "en_attente"),
        (rf"{_ACCEPTE}|oui|ok", "acceptee"),
    )
)
"""First that holds. A refusal or an absence said in the same cell outweighs an acceptance."""


@lru_cache(maxsize=1024)
def lire_reponse(texte: str) -> tuple[str | None, tuple[Remarque, ...]]:
    """A partner's answer to a referral: "acceptee", "refusee", "pas_venu", "en_attente", or None when empty."""
    mot = cle(texte)
    if texte.strip() in {"✓", "✔", "☑"} or mot in {"a", "o", "x"}:
        return "acceptee", ()
    if mot in _INCONNU - {"en cours"}:
        return None, ()
    for motif, reponse in _REPONSES:
        if motif.search(mot):
            return reponse, ()
    return None, (
        Remarque("reponse_inconnue", f"« {texte} » n’est pas une réponse reconnue : le texte est gardé", Gravite.ATTENTION),
    )


def lire_courriel(texte: str) -> tuple[str, tuple[Remarque, ...]]:
    """An e-mail address in lower case, or "" with a remark."""
    propre = nettoyer(texte).strip(" ;,<>").lower()
    if cle(propre) in _INCONNU:
        return "", ()
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", propre):
        return propre, ()
    return "", (Remarque("courriel_illisible", f"« {texte} » n’est pas une adresse électronique", Gravite.ATTENTION),)
