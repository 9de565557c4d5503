"""To whom the children of a référent are entrusted."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from parcours.pre.rules import SaisiePassation
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire

PERSONNE = "personne"


class EnfantConfie(Form):
    """One child: like the others, somebody else, or nobody."""

    enfant = HiddenField()
    vers = SelectField("Confié à", validators=[Optional()])


class PassationForm(Formulaire):
    """For good or for an absence, to whom, from when."""

    duree = RadioField(
        "Raison",
        choices=[
            SelectChoice("depart", "Départ\u00a0: le référent change"),
            SelectChoice("absence", "Absence\u00a0: un co-référent remplace"),
        ],
        default="depart",
    )
    a_partir_du = DateField("À partir du", validators=[Obligatoire()])
    jusqu_au = DateField("Jusqu’au", description="Dernier jour du remplacement, pour une absence")
    vers = SelectField("Confier les enfants à", validators=[Optional()])
    enfants = FieldList(FormField(EnfantConfie))

    def offrir(self, agents: Sequence[tuple[str, str]]) -> None:
        """Fill the choices with the référents who may be named."""
        self.vers.choices = [SelectChoice("", "Choisir enfant par enfant"), *(SelectChoice(i, nom) for i, nom in agents)]
        for ligne in self.enfants:
            ligne.form.vers.choices = [
                SelectChoice("", "Comme ci-dessus"),
                *(SelectChoice(i, nom) for i, nom in agents),
                SelectChoice(PERSONNE, "Ne pas confier"),
            ]

    def validate_jusqu_au(self, champ: DateField) -> None:
        """An absence ends."""
        if self.duree.data == "absence" and champ.data is None:
            raise ValidationError("Écrivez le dernier jour du remplacement.")

    def saisie(self) -> SaisiePassation:
        """What was chosen, child by child."""
        vers: dict[uuid.UUID, uuid.UUID] = {}
        for ligne in self.enfants:
            choix = ligne.form.vers.data or self.vers.data
            if choix and choix != PERSONNE:
                vers[uuid.UUID(ligne.form.enfant.data)] = uuid.UUID(choix)
        assert self.a_partir_du.data is not None
        return SaisiePassation(self.a_partir_du.data, self.jusqu_au.data if self.duree.data == "absence" else None, vers)
