"""The form of a decision."""

from __future__ import annotations

import enum

from wtforms import HiddenField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.reunions.rules.seance import Decision, SaisieDecision, raison_attendue
from parcours.socle.formulaires import DateField, Formulaire, TexteField


def _choix(valeurs: type[enum.StrEnum]) -> list[SelectChoice]:
    return [SelectChoice(value=v.value, label=v.libelle) for v in valeurs]  # type: ignore[attr-defined]


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
