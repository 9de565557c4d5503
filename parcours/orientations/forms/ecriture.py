"""A referral as its sender writes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, RadioField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.orientations.rules import SaisieOrientation
from parcours.socle.formulaires import Formulaire, Obligatoire, TexteField

TEXTE_AU_PLUS = 1000
PERSONNE = "personne"


class OrientationForm(Formulaire):
    """A referral: for whom, why, how to reach the person."""

    pour = RadioField("Pour qui ?", validators=[Obligatoire("Choisissez pour qui est l’orientation.")])
    motif = TextAreaField(
        "Ce qui est demandé", validators=[Obligatoire("Écrivez ce qui est demandé."), Length(max=TEXTE_AU_PLUS)]
    )
    preference_contact = TexteField("Comment joindre la personne", validators=[Optional(), Length(max=160)])
    version = HiddenField()
    garder = SubmitField("Garder en brouillon")
    accord = SubmitField("Confirmer l’accord")

    def rien_d_ecrit(self) -> bool:
        """True when nothing typed would be lost by leaving the page."""
        return not ((self.motif.data or "").strip() or (self.preference_contact.data or "").strip())

    def proposer(self, personne: str, contacts: Iterable[tuple[str, str]]) -> None:
        """Offer the person followed, then the contacts one may reach."""
        self.pour.choices = [
            SelectChoice(value=PERSONNE, label=personne),
            *(SelectChoice(value=code, label=libelle) for code, libelle in contacts),
        ]
        if len(self.pour.choices) == 1 and not self.pour.data:
            self.pour.data = PERSONNE

    def remplir(self, orientation: Any) -> None:
        """Show a draft."""
        self.pour.data = str(orientation.contact_id) if orientation.contact_id else PERSONNE
        self.motif.data, self.preference_contact.data = orientation.motif, orientation.preference_contact
        self.version.data = orientation.version

    def saisie(self) -> SaisieOrientation:
        """What was typed."""
        contact = None if self.pour.data == PERSONNE else uuid.UUID(self.pour.data)
        return SaisieOrientation(contact, (self.motif.data or "").strip(), self.preference_contact.data or None)
