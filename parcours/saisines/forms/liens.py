"""The form of a one-time link."""

from __future__ import annotations

from wtforms import SubmitField
from wtforms.validators import Length, Optional

from parcours.saisines.forms.champs import COURRIEL
from parcours.saisines.rules import SaisieInvitation
from parcours.socle.formulaires import Formulaire, Obligatoire, TexteField


class InvitationForm(Formulaire):
    """For whom the link is."""

    nom = TexteField("Nom du prescripteur", [Obligatoire("Écrivez le nom du prescripteur."), Length(max=120)])
    fonction = TexteField(
        "Fonction et établissement", [Length(max=160)], description="Par exemple : directrice, école Michelet"
    )
    courriel = TexteField("Adresse électronique", [Optional(), Length(max=200), COURRIEL])
    montrer = SubmitField("Afficher l’adresse à copier")

    def saisie(self) -> SaisieInvitation:
        """What was typed."""
        return SaisieInvitation(self.nom.data or "", self.fonction.data or None, self.courriel.data or None)

    def par_courriel(self) -> bool:
        """True when the link leaves by e-mail."""
        return not self.montrer.data
