"""Forms of accounts."""

from __future__ import annotations

from dataclasses import dataclass

from wtforms import PasswordField
from wtforms.validators import Length

from parcours.socle.formulaires import Formulaire, Obligatoire, TexteField


@dataclass(frozen=True)
class SaisieConnexion:
    """Name and pass-phrase typed."""

    courriel: str
    phrase: str


class ConnexionForm(Formulaire):
    """Sign-in."""

    courriel = TexteField("Adresse électronique", validators=[Obligatoire(), Length(max=200)])
    phrase = PasswordField("Phrase de passe", validators=[Obligatoire(), Length(max=1024)])

    def saisie(self) -> SaisieConnexion:
        """What was typed."""
        return SaisieConnexion((self.courriel.data or "").lower(), self.phrase.data or "")
