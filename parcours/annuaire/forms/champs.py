"""Fields that several forms of the directory share."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from parcours.annuaire.rules import referentiels
from parcours.annuaire.rules.horaires import HorairesIllisibles, depuis_le_francais, en_francais

COURRIEL = Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message="Cette adresse électronique n’est pas complète.")
SITE = Regexp(r"^https?://[^\s]+$", message="L’adresse commence par https://.")


def texte(valeur: Any) -> str:
    """A missing value is the empty choice."""
    return str(valeur or "")


class HorairesField(StringField):
    """Opening hours typed in French, kept in the OpenStreetMap writing; what was typed is kept when it is not understood."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return " ; ".join(en_francais(self.data)).replace("\u00a0", " ")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: str | None = None
        if not valuelist:
            return
        try:
            self.data = depuis_le_francais(valuelist[0].replace("\u00a0", " "))
        except HorairesIllisibles as erreur:
            raise ValueError(
                f"«\u00a0{str(erreur)[:60]}\u00a0» n’est pas compris. Écrivez les jours et les heures, "
                "par exemple\u00a0: lundi au vendredi 8h30-12h et 14h-17h ; samedi 9h-12h."
            ) from None


def cases(libelle: str, liste: str) -> SelectMultipleField:
    """Boxes for the values of a reference list; former values that a row still carries stay ticked (`garder`)."""
    return SelectMultipleField(
        libelle,
        choices=[SelectChoice(v, mot) for v, mot in referentiels.en_vigueur(liste)],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def choix(libelle: str, liste: str) -> SelectField:
    """One value of a reference list, or none."""
    return SelectField(
        libelle,
        coerce=texte,
        default="",
        choices=[SelectChoice("", "Non précisé"), *(SelectChoice(v, mot) for v, mot in referentiels.en_vigueur(liste))],
    )


def garder(champ: Any, valeurs: list[str] | str | None, liste_du_champ: str) -> None:
    """Offer also what the row already carries: a former or unknown value is not lost by saving the form."""
    connues = {c.value for c in champ.choices}
    for valeur in [valeurs] if isinstance(valeurs, str) else valeurs or []:
        if valeur not in connues:
            champ.choices.append(SelectChoice(valeur, referentiels.mot(liste_du_champ, valeur)))
