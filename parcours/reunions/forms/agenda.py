"""Forms of the agenda: finding a child, a line of the agenda, its sheet."""

from __future__ import annotations

import enum
import uuid

from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.reunions.rules.preparation import MotifInscription
from parcours.socle.formulaires import Formulaire, FormulaireDeFiltre, Obligatoire, TexteField

QUESTION_AU_PLUS = 400
RESUME_AU_PLUS = 1500
"""One page, read in the room."""


def _choix(valeurs: type[enum.StrEnum]) -> list[SelectChoice]:
    return [SelectChoice(value=v.value, label=v.libelle) for v in valeurs]  # type: ignore[attr-defined]


class RechercheForm(FormulaireDeFiltre):
    """Words to find a child."""

    q = TexteField("Nom ou prénom de l’enfant")


class SituationForm(Formulaire):
    """The sheet of a situation."""

    motif = RadioField(
        "Pourquoi cette situation est-elle examinée ?",
        choices=_choix(MotifInscription),
        validators=[Obligatoire("Choisissez un motif.")],
    )
    resume = TextAreaField("Ce que les membres ont besoin de savoir", validators=[Optional(), Length(max=RESUME_AU_PLUS)])
    version = HiddenField()

    def le_motif(self) -> MotifInscription:
        """The reason chosen."""
        return MotifInscription(self.motif.data)

    def le_resume(self) -> str | None:
        """The text, None when empty."""
        return (self.resume.data or "").strip() or None


class InscriptionForm(SituationForm):
    """A line of an agenda: which meeting, why, and the sheet."""

    reunion = RadioField("Réunion", validators=[Obligatoire("Choisissez une réunion.")])

    def proposer(self, reunions: list[tuple[str, str]]) -> None:
        """Offer the coming meetings; the only one is chosen."""
        self.reunion.choices = [SelectChoice(value=code, label=libelle) for code, libelle in reunions]
        if len(reunions) == 1 and not self.reunion.data:
            self.reunion.data = reunions[0][0]

    def la_reunion(self) -> uuid.UUID:
        """Id of the meeting chosen."""
        return uuid.UUID(self.reunion.data)


class PreparationForm(Formulaire):
    """Situations due at the meeting, chosen together."""

    parcours = SelectMultipleField(
        "Situations à inscrire", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def proposer(self, echeances: list[tuple[str, str]], coches: list[str]) -> None:
        """Offer what may be named; what fits in the meeting is ticked the first time."""
        self.parcours.choices = [SelectChoice(value=code, label=libelle) for code, libelle in echeances]
        if self.parcours.data is None:
            self.parcours.data = coches

    def validate_parcours(self, champ: SelectMultipleField) -> None:
        """At least one."""
        if not champ.data:
            raise ValidationError("Cochez au moins une situation.")


class PointForm(Formulaire):
    """An anonymous point: what the members are asked, without any name."""

    question = TextAreaField(
        "Question posée aux membres",
        validators=[Obligatoire("Écrivez la question, sans nommer personne."), Length(max=QUESTION_AU_PLUS)],
    )
    parcours = HiddenField()

    def le_parcours(self) -> uuid.UUID | None:
        """Pathway the page was opened from; an unreadable one is none."""
        try:
            return uuid.UUID(self.parcours.data or "")
        except ValueError:
            return None


class _RangForm(Form):
    """The place of one line."""

    ligne = HiddenField()
    rang = IntegerField("Place", validators=[Optional(), NumberRange(1, 200, "Entre 1 et 200.")])


class OrdreForm(Formulaire):
    """The order of the agenda: the whole list at once (drag, buttons), or a number per line."""

    ordre = HiddenField()
    rangs = FieldList(FormField(_RangForm), max_entries=200)

    def ids(self) -> list[uuid.UUID]:
        """Identifiers in the order asked for; what is not one is ignored."""
        if self.ordre.data:
            return _lire_les_ids(self.ordre.data.split(","))
        places = sorted(self.rangs.data, key=lambda r: r["rang"] or 200)
        return _lire_les_ids([r["ligne"] for r in places])


def _lire_les_ids(textes: list[str]) -> list[uuid.UUID]:
    ids = []
    for texte in textes:
        try:
            ids.append(uuid.UUID(texte or ""))
        except ValueError:
            continue
    return ids
