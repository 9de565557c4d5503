"""Filters of the list of saisines."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from parcours.saisines.rules import CriteresDeListe, EtatSaisine
from parcours.socle.formulaires import FormulaireDeFiltre, TexteField


class FiltreForm(FormulaireDeFiltre):
    """State and age of the request."""

    q = TexteField("Nom de l’enfant", [Length(max=120)])
    etat = SelectField(
        "État",
        choices=[SelectChoice(value="", label="Tous"), *(SelectChoice(value=e.value, label=e.libelle) for e in EtatSaisine)],
    )
    age = SelectField("Ancienneté", choices=[])

    def proposer(self, ages: list[tuple[str, str]]) -> None:
        """Offer the ages of the request."""
        self.age.choices = [SelectChoice(value=v, label=mot) for v, mot in (("", "Toutes"), *ages)]

    def criteres(self, vue: str, tri: str, sens: str, page: int) -> CriteresDeListe:
        """What the address asks for."""
        return CriteresDeListe(vue, self.etat.data or "", self.age.data or "", (self.q.data or "")[:120], tri, sens, page)
