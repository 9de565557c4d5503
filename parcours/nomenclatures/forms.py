"""The form of a value."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from parcours.nomenclatures.rules import UNITES, SaisieValeur
from parcours.socle.formulaires import OBLIGATOIRE, DateField, Formulaire, Obligatoire, TexteField


def _texte(valeur: Any) -> str:
    return str(valeur or "")


class ValeurForm(Formulaire):
    """One value of a list."""

    libelle = TexteField("Mots affichés", validators=[Obligatoire(), Length(max=200)])
    parent = SelectField("Rangée sous", coerce=_texte, default="")
    unite = SelectField(
        "Se compte en", coerce=_texte, default="", choices=[SelectChoice(u, u.capitalize() or "Rien") for u in UNITES]
    )
    rang = IntegerField(
        "Ordre", default=100, validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 9999, "Entre 0 et 9 999.")]
    )
    valide_du = DateField("Proposée à partir du")
    valide_au = DateField("Proposée jusqu’au")
    version = HiddenField()

    def adapter(self, *, deux_niveaux: bool, parents: list[tuple[str, str]]) -> None:
        """A list of one level has neither parent nor unit."""
        if not deux_niveaux:
            del self.parent
            del self.unite
            return
        self.parent.choices = [SelectChoice("", "Premier niveau"), *(SelectChoice(c, m) for c, m in parents)]

    def saisie(self) -> SaisieValeur:
        """What was typed."""
        return SaisieValeur(
            self.libelle.data or "",
            self.rang.data or 0,
            (self.parent.data or None) if self.parent else None,
            (self.unite.data or None) if self.unite else None,
            self.valide_du.data,
            self.valide_au.data,
        )
