"""The form of a text."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from parcours.socle.formulaires import Formulaire, Obligatoire
from parcours.textes.rules import LONGUEUR_MAXIMALE, SaisieTexte


class TexteForm(Formulaire):
    """One text."""

    contenu = TextAreaField("Texte", id="texte-du-document", validators=[Obligatoire(), Length(max=LONGUEUR_MAXIMALE)])
    version = HiddenField()

    def saisie(self) -> SaisieTexte:
        """What was typed."""
        return SaisieTexte(self.contenu.data or "")
