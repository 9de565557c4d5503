"""Forms of the calendar: one meeting, a series of meetings."""

from __future__ import annotations

from datetime import date

from wtforms import Field, HiddenField, IntegerField, RadioField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.reunions.rules.preparation import SaisieReunion
from parcours.reunions.rules.recurrence import JourPropose, Rythme
from parcours.reunions.rules.types import DUREE_AU_PLUS
from parcours.socle.formulaires import (
    OBLIGATOIRE,
    DateField,
    Formulaire,
    FormulaireDeFiltre,
    HeureField,
    Obligatoire,
    TexteField,
)
from parcours.socle.typographie import date_longue

Choix = list[tuple[str, str]]


def duree_field(libelle: str, *validateurs: object) -> IntegerField:
    """A length in minutes."""
    bornes = NumberRange(1, DUREE_AU_PLUS, f"Entre 1 et {DUREE_AU_PLUS} minutes.")
    return IntegerField(libelle, validators=[*(validateurs or (Optional(),)), bornes], render_kw={"inputmode": "numeric"})


class _UneReunion:
    """What a meeting and a series have in common."""

    type = RadioField("Type de réunion", validators=[Obligatoire("Choisissez un type de réunion.")])
    heure = HeureField("Heure de début", validators=[Obligatoire("Écrivez l’heure de début.")])
    duree_minutes = duree_field("Durée (minutes)")
    minutes_par_situation = duree_field("Temps par situation (minutes)")
    lieu = TexteField("Lieu", validators=[Optional(), Length(max=160)])

    def proposer(self, types: Choix) -> None:
        """Offer the kinds in use."""
        self.type.choices = [SelectChoice(value=code, label=libelle) for code, libelle in types]

    def _saisie(self, jour: date) -> SaisieReunion:
        assert self.heure.data is not None  # obligatory
        return SaisieReunion(
            self.type.data,
            jour,
            self.heure.data,
            self.lieu.data or None,
            self.duree_minutes.data,
            self.minutes_par_situation.data,
        )


class ReunionForm(_UneReunion, Formulaire):
    """A meeting: its kind, its day typed freely, its place; what is left empty is that of the kind."""

    jour = DateField("Date", validators=[Obligatoire("Écrivez la date de la réunion.")])
    version = HiddenField()

    def saisie(self) -> SaisieReunion:
        """What was typed."""
        assert self.jour.data is not None  # obligatory
        return self._saisie(self.jour.data)


class _Serie(_UneReunion):
    premiere = DateField("Première réunion", validators=[Obligatoire("Écrivez la date de la première réunion.")])
    jusqu_au = DateField("Jusqu’au", validators=[Obligatoire("Écrivez jusqu’à quelle date les prévoir.")])
    rythme = RadioField(
        "Rythme",
        choices=[SelectChoice(value=r.value, label=r.libelle) for r in Rythme],
        default=Rythme.SEMAINES.value,
        validators=[Obligatoire("Choisissez un rythme.")],
    )
    semaines = IntegerField(
        "Toutes les combien de semaines\u00a0?",
        default=2,
        validators=[InputRequired(OBLIGATOIRE), NumberRange(1, 26, "Entre 1 et 26 semaines.")],
        render_kw={"inputmode": "numeric"},
    )

    def validate_jusqu_au(self, champ: Field) -> None:
        """The end does not come before the beginning."""
        if champ.data and self.premiere.data and champ.data < self.premiere.data:
            raise ValidationError("Cette date vient avant la première réunion.")


class ApercuDeSerieForm(_Serie, FormulaireDeFiltre):
    """The series as asked for: nothing is saved, the days are shown."""


class SerieForm(_Serie, Formulaire):
    """The days kept among those shown."""

    jours = SelectMultipleField(
        "Réunions à créer",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Obligatoire("Gardez au moins une date.")],
    )

    def proposer_les_jours(self, jours: list[JourPropose]) -> None:
        """Offer the days; those that fall in a holiday are not chosen."""
        self.jours.choices = [
            SelectChoice(
                value=j.jour.isoformat(),
                label=f"{date_longue(j.jour, jour_de_semaine=True)}{f' ({j.raison})' if j.raison else ''}",
            )
            for j in jours
        ]
        if self.jours.data is None:
            self.jours.data = [j.jour.isoformat() for j in jours if not j.raison]

    def saisie(self) -> tuple[SaisieReunion, list[date]]:
        """The meeting, and its days."""
        jours = [date.fromisoformat(code) for code in self.jours.data or []]
        return self._saisie(jours[0]), jours
