"""How dates, phones, ages and counts are written in French; registered as Jinja filters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

import phonenumbers
from flask import Flask
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from parcours.socle.horloge import a_paris, aujourd_hui

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
INSECABLE = "\u00a0"
FINE = "\u202f"


def _jour(valeur: date | datetime) -> date:
    return a_paris(valeur).date() if isinstance(valeur, datetime) else valeur


def date_courte(valeur: date | datetime | None) -> str:
    """08/03/1999, or nothing."""
    return _jour(valeur).strftime("%d/%m/%Y") if valeur else ""


def date_longue(valeur: date | datetime | None, *, jour_de_semaine: bool = False) -> str:
    """« 1er mars 2026 », with « lundi » before it when asked."""
    if not valeur:
        return ""
    jour = _jour(valeur)
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    texte = f"{quantieme}{INSECABLE}{MOIS[jour.month - 1]} {jour.year}"
    return f"{JOURS[jour.weekday()]} {texte}" if jour_de_semaine else texte


def date_relative(valeur: date | datetime | None) -> str:
    """« hier », « il y a 3 jours », « dans 2 jours »; a full date beyond two months."""
    if not valeur:
        return ""
    ecart = (aujourd_hui() - _jour(valeur)).days
    if ecart == 0:
        return "aujourd’hui"
    if ecart in (1, -1):
        return "hier" if ecart == 1 else "demain"
    if abs(ecart) > 60:
        return f"le {date_courte(valeur)}"
    return f"il y a {ecart}{INSECABLE}jours" if ecart > 0 else f"dans {-ecart}{INSECABLE}jours"


def heure(valeur: datetime | None) -> str:
    """« 14 h 32 »."""
    if not valeur:
        return ""
    local = a_paris(valeur)
    suite = f"{INSECABLE}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{INSECABLE}h{suite}"


def minutes(valeur: int | None) -> str:
    """« 45 min », « 1 h », « 1 h 30 »."""
    if not valeur:
        return ""
    heures, reste = divmod(valeur, 60)
    if not heures:
        return f"{reste}{INSECABLE}min"
    return f"{heures}{INSECABLE}h" + (f"{INSECABLE}{reste:02d}" if reste else "")


def horodatage(valeur: datetime | None) -> str:
    """« 23/11/2026 à 14 h 32 »."""
    return f"{date_courte(valeur)} à {heure(valeur)}" if valeur else ""


def telephone(valeur: str | None) -> str:
    """An E.164 number as French people read it: 06 43 24 00 35."""
    if not valeur:
        return ""
    try:
        numero = phonenumbers.parse(valeur, "FR")
    except phonenumbers.NumberParseException:
        return valeur
    forme = (
        phonenumbers.PhoneNumberFormat.NATIONAL if numero.country_code == 33 else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(numero, forme).replace(" ", INSECABLE)


def age_en_annees(naissance: date | None, au: date | None = None) -> int | None:
    """Age in whole years at a date (today by default)."""
    if naissance is None:
        return None
    jour = au or aujourd_hui()
    return jour.year - naissance.year - ((jour.month, jour.day) < (naissance.month, naissance.day))


def age(naissance: date | None) -> str:
    """« 8 ans », « 1 an », « 5 mois », or nothing."""
    annees = age_en_annees(naissance)
    if annees is None or naissance is None:
        return ""
    if annees < 1:
        return f"{max(0, (aujourd_hui() - naissance).days // 30)}{INSECABLE}mois"
    return f"{annees}{INSECABLE}an{'s' if annees > 1 else ''}"


def pluriel(nombre: int, singulier: str, au_pluriel: str | None = None) -> str:
    """« 1 enfant », « 2 enfants », « 0 enfant »: French keeps the singular below two."""
    mot = singulier if abs(nombre) < 2 else (au_pluriel or f"{singulier}s")
    return f"{nombre_fr(nombre)}{INSECABLE}{mot}"


def nombre_fr(nombre: int) -> str:
    """« 100 000 » with a thin unbreakable space."""
    return f"{nombre:,}".replace(",", FINE)


def euros(centimes: int | None) -> str:
    """« 12,50 € », « 1 200 € », or nothing: an amount is kept in whole cents."""
    if centimes is None:
        return ""
    entiers, reste = divmod(abs(centimes), 100)
    signe = "−" if centimes < 0 else ""
    return f"{signe}{nombre_fr(entiers)}" + (f",{reste:02d}" if reste else "") + f"{INSECABLE}€"


def nombre_decimal(valeur: float) -> str:
    """« 112 », « 8,5 », « 12 500,25 »: no zero after the comma, a thin space between thousands."""
    if float(valeur).is_integer():
        return nombre_fr(int(valeur))
    entiers, _, reste = f"{valeur:,.2f}".rstrip("0").partition(".")
    return f"{entiers.replace(',', FINE)},{reste}"


def mois_fr(jour: date) -> str:
    """« Décembre 2026 »."""
    return f"{MOIS[jour.month - 1].capitalize()} {jour.year}"


def taille_fr(octets: int) -> str:
    """« 340 Ko », « 1,2 Mo »."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}{INSECABLE}Ko"
    return f"{octets / 1_000_000:.1f}{INSECABLE}Mo".replace(".", ",")


def de(nom: str) -> str:
    """« de Léa », « d’Agathe », « d’Étienne »: the vowel is read without its accent; an H keeps « de »."""
    initiale = unicodedata.normalize("NFD", nom)[:1].lower()
    return f"d’{nom}" if initiale and initiale in "aeiouœæ" else f"de {nom}"


_AVANT = re.compile(r"(?:(?<=[\w)»’%>])|^) (?=[;:!?](?:[\s<]|$)|»)")
_APRES = re.compile(r"« ")


def insecables(texte: str) -> str:
    """Keep « : ; ! ? » and the guillemets on the line of their word: the space before them becomes unbreakable."""
    return _APRES.sub(f"«{INSECABLE}", _AVANT.sub(INSECABLE, texte))


class EspacesInsecables(Extension):
    """Applies `insecables` to the fixed text of every template when it is compiled; expressions are left alone."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Rewrite the data tokens."""
        for jeton in stream:
            yield Token(jeton.lineno, "data", insecables(jeton.value)) if jeton.type == "data" else jeton


def enregistrer(app: Flask) -> None:
    """Make every function above a filter of the same name, and set the spaces of the templates."""
    app.jinja_env.add_extension(EspacesInsecables)
    app.jinja_env.filters["insecables"] = insecables
    for filtre in (
        date_courte,
        date_longue,
        date_relative,
        heure,
        minutes,
        horodatage,
        telephone,
        age,
        pluriel,
        nombre_fr,
        taille_fr,
        euros,
        mois_fr,
        de,
    ):
        app.jinja_env.filters[filtre.__name__] = filtre
