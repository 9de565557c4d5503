"""Filters of the journal."""

from __future__ import annotations

import uuid
from typing import Any

from wtforms import Field, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from parcours.socle.formulaires import DateField, FormulaireDeFiltre, TexteField


class FiltreDuJournalForm(FormulaireDeFiltre):
    """Period, agent, object."""

    du = DateField("Du")
    au = DateField("Au")
    agent = SelectField("Agent", validate_choice=False)
    objet = TexteField("Identifiant de l’objet", validators=[Length(max=40)])

    def proposer(self, noms: dict[uuid.UUID, str]) -> None:
        """Fill the list of agents."""
        self.agent.choices = [SelectChoice("", "Tous"), *(SelectChoice(str(i), nom) for i, nom in noms.items())]

    def validate_au(self, champ: Field) -> None:
        """The end does not come before the beginning."""
        if champ.data and self.du.data and champ.data < self.du.data:
            raise ValidationError("La fin vient avant le début.")

    def validate_objet(self, champ: Field) -> None:
        """An id is a UUID."""
        if champ.data and _uuid(champ.data) is None:
            raise ValidationError("Cet identifiant n’est pas complet\u00a0: copiez-le depuis l’adresse de la fiche.")

    def saisie(self) -> dict[str, Any]:
        """What is looked for; what is not readable is not."""
        return {
            "du": self.du.data,
            "au": self.au.data,
            "agent_id": _uuid(self.agent.data),
            "objet_id": _uuid(self.objet.data),
        }


def _uuid(valeur: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(valeur)) if valeur else None
    except ValueError:
        return None
