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


class EnLotForm(Formulaire):
    """The same act on the referrals ticked."""

    choisies = SelectMultipleField("Orientations choisies", validate_choice=False)
    geste = RadioField("Que faire de celles que vous avez cochées ?", validators=[Obligatoire("Choisissez quoi faire.")])
    texte = TextAreaField("Pourquoi", validators=[Optional(), Length(max=TEXTE_AU_PLUS)])

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
