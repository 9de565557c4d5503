"""The same act on several referrals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wtforms import RadioField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from parcours.orientations.forms.ecriture import TEXTE_AU_PLUS
from parcours.orientations.rules.suivi import GesteEnLot
from parcours.socle.formulaires import Formulaire, Obligatoire


class EnLotForm(Formulaire):
    """The same act on the referrals ticked."""

    choisies = SelectMultipleField("Orientations choisies", validate_choice=False)
    geste = RadioField("Que faire de celles que vous avez cochées ?", validators=[Obligatoire("Choisissez quoi faire.")])
    texte = TextAreaField("Pourquoi", validators=[Length(max=TEXTE_AU_PLUS)])

    def proposer(self, gestes: Iterable[GesteEnLot]) -> None:
        """Offer what suits the slice."""
        self.geste.choices = [SelectChoice(value=g.value, label=g.libelle) for g in gestes]
        if len(self.geste.choices) == 1 and not self.geste.data:
            self.geste.data = self.geste.choices[0].value

    def validate_choisies(self, champ: SelectMultipleField) -> None:
        """At least one."""
        if not self.les_choisies():
            raise ValidationError("Cochez au moins une orientation.")

    def validate_texte(self, champ: TextAreaField) -> None:
        """What ends a referral says why."""
        if self.geste.data in (GesteEnLot.ANNULER, GesteEnLot.SANS_SUITE) and not (champ.data or "").strip():
            raise ValidationError("Dites pourquoi, en quelques mots.")

    def les_choisies(self) -> list[uuid.UUID]:
        """Referrals ticked; what is not an identifier is nothing."""
        return [numero for code in self.choisies.data or () if (numero := _numero(code))]


def _numero(code: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(code)
    except ValueError:
        return None
