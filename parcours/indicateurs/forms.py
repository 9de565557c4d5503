"""Choosing a month."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from parcours.indicateurs.rules import Mois, mois_possibles
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui


class EtablirForm(Formulaire):
    """The month whose figures are to be drawn up."""

    mois = SelectField("Mois")

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.mois.choices = [SelectChoice(m.code, m.libelle) for m in mois_possibles(aujourd_hui())]

    def saisie(self) -> Mois:
        """The month chosen."""
        return Mois.lire(self.mois.data)
