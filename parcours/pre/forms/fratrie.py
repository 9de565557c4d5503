"""Which children are brothers and sisters."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wtforms import SearchField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.socle.formulaires import Formulaire, FormulaireDeFiltre


class RechercheForm(FormulaireDeFiltre):
    """A name, to find a half-brother or a half-sister."""

    q = SearchField("Chercher un autre enfant du PRE")


class FratrieForm(Formulaire):
    """Ticks."""

    enfants = SelectMultipleField(
        "Frères et sœurs", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )

    def proposer(self, candidats: Iterable[tuple[uuid.UUID, str]]) -> None:
        """Offer these children."""
        self.enfants.choices = [SelectChoice(str(identifiant), mots) for identifiant, mots in candidats]

    def validate_enfants(self, champ: SelectMultipleField) -> None:
        """At least one, and nothing but ids."""
        if not champ.data:
            raise ValidationError("Cochez au moins un enfant.")
        try:
            self.choisis()
        except ValueError:
            raise ValidationError("Choisissez dans la liste.") from None

    def choisis(self) -> list[uuid.UUID]:
        """Ids of the children ticked."""
        return [uuid.UUID(valeur) for valeur in self.enfants.data or []]
