"""The form of a meeting: its kind, its day, its place."""

from __future__ import annotations

import enum

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.reunions.rules.preparation import SaisieReunion, TypeReunion
from parcours.socle.formulaires import DateField, Formulaire, HeureField, Obligatoire, TexteField


def _choix(valeurs: type[enum.StrEnum]) -> list[SelectChoice]:
    return [SelectChoice(value=v.value, label=v.libelle) for v in valeurs]  # type: ignore[attr-defined]


class ReunionForm(Formulaire):
    """A meeting: its kind, its day typed freely, its place."""

    type = RadioField(
        "Type de réunion", choices=_choix(TypeReunion), validators=[Obligatoire("Choisissez un type de réunion.")]
    )
    jour = DateField("Date", validators=[Obligatoire("Écrivez la date de la réunion.")])
    heure = HeureField("Heure de début", validators=[Obligatoire("Écrivez l’heure de début.")])
    lieu = TexteField("Lieu", validators=[Optional(), Length(max=160)])
    version = HiddenField()

    def saisie(self) -> SaisieReunion:
        """What was typed."""
        assert self.jour.data is not None and self.heure.data is not None  # both are obligatory
        return SaisieReunion(TypeReunion(self.type.data), self.jour.data, self.heure.data, self.lieu.data or None)
