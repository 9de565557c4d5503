"""The follow-up screen."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from parcours.orientations.rules import Delai, EtatOrientation
from parcours.socle.formulaires import FormulaireDeFiltre


class FiltreForm(FormulaireDeFiltre):
    """The follow-up screen, reduced by state and delay."""

    etat = SelectField(
        "État",
        choices=[
            SelectChoice(value="", label="Tous"),
            *(SelectChoice(value=e.value, label=e.libelle) for e in EtatOrientation),
        ],
    )
    delai = SelectField(
        "Délai",
        choices=[SelectChoice(value="", label="Tous"), *(SelectChoice(value=d.value, label=d.libelle) for d in Delai)],
    )

    def l_etat(self) -> EtatOrientation | None:
        """State asked for; an unknown word asks for none."""
        return EtatOrientation(self.etat.data) if self.etat.data in set(EtatOrientation) else None

    def le_delai(self) -> Delai | None:
        """Delay asked for."""
        return Delai(self.delai.data) if self.delai.data in set(Delai) else None
