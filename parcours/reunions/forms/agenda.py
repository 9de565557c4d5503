"""Forms of the agenda: finding a child, a line of the agenda, its sheet."""

from __future__ import annotations

import enum
import uuid

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.reunions.rules.preparation import MotifInscription
from parcours.socle.formulaires import Formulaire, FormulaireDeFiltre, Obligatoire, TexteField

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
