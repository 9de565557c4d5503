"""Forms of a cohort and of who joins it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.cite_emploi.forms._choix import choix, texte
from parcours.cite_emploi.rules import SaisieCohorte
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui


class CohorteForm(Formulaire):
    """Name and dates of a cohort."""

    version = HiddenField()
    nom = TexteField("Nom", validators=[Obligatoire("Écrivez un nom."), Length(max=120)])
    debut_le = DateField("Commence le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui)
    fin_le = DateField("Finit le")
    presentation = TextAreaField("Présentation", [Length(max=1000)], description="Pour qui, combien de temps\u00a0; aucun nom")

    def saisie(self) -> SaisieCohorte:
        """What was typed."""
        return SaisieCohorte(
            self.nom.data or "", self.debut_le.data or aujourd_hui(), self.fin_le.data, texte(self.presentation.data)
        )


class MembresForm(Formulaire):
    """People ticked."""

    parcours = SelectMultipleField(
        "Personnes",
        choices=[],
        validators=[Obligatoire("Cochez au moins une personne.")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def proposer(self, personnes: Iterable[tuple[str, str]]) -> None:
        """Offer the people found."""
        self.parcours.choices = choix(personnes)

    def choisis(self) -> set[uuid.UUID]:
        """Pathways ticked."""
        return {uuid.UUID(p) for p in self.parcours.data or []}
