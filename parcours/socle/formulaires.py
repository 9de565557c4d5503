"""Base form and French fields. `saisie()` of each form returns a dataclass: views never read `request.form`."""

from __future__ import annotations

import re
import uuid
from datetime import date, time
from typing import Any

import phonenumbers
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import TextInput

from parcours.socle.dates import DateIllisible, HeureIllisible, lire_date, lire_heure
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte, euros, insecables
from parcours.socle.typographie import telephone as telephone_lisible

OBLIGATOIRE = "Ce champ est obligatoire."

TRADUCTIONS = {
    "This field is required.": OBLIGATOIRE,
    "Not a valid choice.": "Choisissez une des propositions.",
    "Not a valid choice": "Choisissez une des propositions.",
    "Invalid Choice: could not coerce.": "Choisissez une des propositions.",
    "Invalid choice(s): one or more data inputs could not be coerced.": "Choisissez parmi les propositions.",
    "Not a valid integer value.": "Écrivez un nombre entier.",
    "Not a valid integer value": "Écrivez un nombre entier.",
    "Invalid email address.": "Cette adresse électronique n’est pas complète.",
}


class _Francais:
    """WTForms translations: the few sentences it may say by itself."""

    def gettext(self, texte: str) -> str:
        return TRADUCTIONS.get(texte, texte)

    def ngettext(self, singulier: str, pluriel: str, nombre: int) -> str:
        if "at least" in pluriel:
            return "Au moins %(min)d caractères." if "%(min)" in pluriel else pluriel
        if "longer than" in pluriel:
            return "%(max)d caractères au plus."
        if "valid choices" in pluriel:
            return "Choisissez parmi les propositions."
        return self.gettext(singulier if nombre == 1 else pluriel)


class Formulaire(FlaskForm):
    """Base of every form: French messages, and the one-use number that makes a double submission harmless."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Any:
            return _Francais()

    numero_envoi = HiddenField(default=lambda: str(uuid.uuid4()))
    """Not a security token: identifies one sending of one displayed form (socle.envois)."""


def refuser_dans(champ: Any, refus: Exception | str) -> None:
    """Say beside its field why a service refused what was typed (`socle.exceptions.ErreurDuDomaine`)."""
    champ.errors = [*champ.errors, insecables(str(refus))]


class FormulaireDeFiltre(FlaskForm):
    """Base of GET forms (search, filters): nothing changes, so no CSRF token travels in the address."""

    class Meta(Formulaire.Meta):
        csrf = False


class Obligatoire(InputRequired):
    """Refuse an empty or blank value with our sentence."""

    def __init__(self, message: str = OBLIGATOIRE) -> None:
        super().__init__(message)

    def __call__(self, form: Any, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            field.errors = []
            raise ValidationError(self.message)


class TexteField(StringField):
    """One line of text: trimmed, inner spaces folded, control characters refused."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = " ".join(valuelist[0].split())
            if any(ord(c) < 32 or c == "\x7f" for c in self.data):
                raise ValueError("Ce texte contient des caractères qui ne s’impriment pas.")


class DateField(Field):
    """A date typed freely (8/3/99, 08031999, 8 mars 1999, aujourd'hui); what was typed is kept when unreadable."""

    widget = TextInput()

    def __init__(self, label: str | None = None, *, naissance: bool = False, passee: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self.naissance = naissance
        self.passee = passee or naissance

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return date_courte(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: date | None = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = lire_date(valuelist[0], aujourd_hui=aujourd_hui(), naissance=self.naissance)
        except DateIllisible as erreur:
            raise ValueError(str(erreur)) from None
        if self.passee and self.data > aujourd_hui():
            raise ValueError("Cette date est dans le futur.")


class HeureField(StringField):
    """A time of day typed freely (14h30, 14 h, 14:30, 1430); kept as a `time`, what was typed is kept when unreadable."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: time | None = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = lire_heure(valuelist[0])
        except HeureIllisible as erreur:
            raise ValueError(str(erreur)) from None


_MONTANT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?")


class EurosField(StringField):
    """An amount in euros as people type it (12,50 ; 1 200 € ; 40), kept in whole cents."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return euros(self.data).removesuffix("\u00a0€").replace("\u202f", " ")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: int | None = None
        texte = "".join(valuelist[0].replace("€", "").split()) if valuelist else ""
        if not texte:
            return
        lu = _MONTANT.fullmatch(texte)
        if lu is None:
            raise ValueError("Écrivez un montant en euros, par exemple 12,50.")
        self.data = int(lu[1]) * 100 + int((lu[2] or "0").ljust(2, "0"))


class TelephoneField(StringField):
    """A phone number in any usual writing, kept as E.164; overseas prefixes are tried after mainland France."""

    REGIONS = ("FR", "RE", "GP", "MQ", "GF", "YT", "PM")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return telephone_lisible(self.data).replace("\u00a0", " ")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        for region in self.REGIONS:
            try:
                numero = phonenumbers.parse(valuelist[0], region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(numero):
                self.data = phonenumbers.format_number(numero, phonenumbers.PhoneNumberFormat.E164)
                return
        raise ValueError("Ce numéro n’est pas complet : dix chiffres, par exemple 06 12 34 56 78.")
