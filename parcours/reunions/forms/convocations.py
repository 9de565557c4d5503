"""The form of convened members."""

from __future__ import annotations

import uuid

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.socle.formulaires import Formulaire


class ConvocationForm(Formulaire):
    """Members to convene."""

    membres = SelectMultipleField("Membres à convoquer", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())

    def proposer(self, membres: list[tuple[str, str]]) -> None:
        """Offer the members whose charter is in force."""
        self.membres.choices = [SelectChoice(value=code, label=libelle) for code, libelle in membres]

    def choisis(self) -> list[uuid.UUID]:
        """Ids of the members chosen."""
        return [uuid.UUID(code) for code in self.membres.data or []]
