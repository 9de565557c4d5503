"""Forms of meetings: the meeting, a line of the agenda, the sheet, the decision, the members."""

from __future__ import annotations

import enum
import uuid

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.reunions.rules import (
    Decision,
    MotifInscription,
    SaisieDecision,
    SaisieReunion,
    TypeReunion,
    raison_attendue,
)
from parcours.socle.formulaires import DateField, Formulaire, FormulaireDeFiltre, HeureField, Obligatoire, TexteField

RESUME_AU_PLUS = 1500
"""One page, read in the room."""


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


class DecisionForm(Formulaire):
    """The decision of the meeting on one situation."""

    decision = SelectField("Décision", choices=[SelectChoice(value="", label="Choisir…"), *_choix(Decision)])
    raison = TexteField("Raison, en une ligne", validators=[Length(max=240)])
    prochain_bilan_le = DateField("Prochain bilan", validators=[Optional()])
    version = HiddenField()

    def validate_decision(self, champ: SelectField) -> None:
        """A decision is chosen."""
        if not champ.data:
            raise ValidationError("Choisissez la décision.")

    def validate_raison(self, champ: TexteField) -> None:
        """One line for every decision, none for a transmission to the CRIP."""
        if not self.decision.data or self.decision.data not in set(Decision):
            return
        attendue = raison_attendue(Decision(self.decision.data))
        if attendue and not champ.data:
            raise ValidationError("Écrivez la raison, en une ligne.")
        if not attendue and champ.data:
            raise ValidationError("Pour une transmission à la CRIP, seul le fait est gardé : laissez cette ligne vide.")

    def saisie(self) -> SaisieDecision:
        """What was typed."""
        return SaisieDecision(Decision(self.decision.data), self.raison.data or None, self.prochain_bilan_le.data)


class ConvocationForm(Formulaire):
    """Members to convene."""

    membres = SelectMultipleField("Membres à convoquer", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())

    def proposer(self, membres: list[tuple[str, str]]) -> None:
        """Offer the members whose charter is in force."""
        self.membres.choices = [SelectChoice(value=code, label=libelle) for code, libelle in membres]

    def choisis(self) -> list[uuid.UUID]:
        """Ids of the members chosen."""
        return [uuid.UUID(code) for code in self.membres.data or []]
