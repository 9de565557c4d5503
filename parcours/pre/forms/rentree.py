"""One line a child: the same form for the whole file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from parcours.pre.rules import DecisionDeRentree, EcoleOfferte, convient
from parcours.socle.formulaires import Formulaire

AILLEURS = "ailleurs"
QUI_CONVIENNENT, AUTRES = "Qui ont cette classe", "Autres établissements"


def _groupe(ecole: EcoleOfferte, classe: str) -> str:
    return QUI_CONVIENNENT if classe and convient(classe, ecole.niveau) else AUTRES


class LigneSure(Form):
    """A child who goes up one class in the same school, unless the tick is taken away."""

    enfant = HiddenField()
    version = HiddenField()
    classe = HiddenField()
    ecole = HiddenField()
    faire = BooleanField("Passe dans la classe suivante", default=True)


class LigneDouteuse(Form):
    """A child to look at: an empty class leaves it for later."""

    enfant = HiddenField()
    version = HiddenField()
    classe = SelectField("Nouvelle classe", validators=[Optional()])
    ecole = SelectField("Établissement", validators=[Optional()])


class RentreeForm(Formulaire):
    """The whole file."""

    surs = FieldList(FormField(LigneSure))
    douteux = FieldList(FormField(LigneDouteuse))

    def offrir(self, classes: Sequence[str], ecoles: Sequence[EcoleOfferte]) -> None:
        """Fill the choices of the children to look at: the schools that have the class proposed come first."""
        for ligne in self.douteux:
            classe, ecole = ligne.form.classe, ligne.form.ecole
            classe.choices = [SelectChoice("", "À décider plus tard"), *(SelectChoice(c, c) for c in classes)]
            voulue = classe.data or ""
            choix = [SelectChoice(e.id, e.nom, optgroup=_groupe(e, voulue)) for e in ecoles]
            choix.sort(key=lambda c: c.optgroup != QUI_CONVIENNENT)
            ecole.choices = [SelectChoice("", "Choisir"), *choix, SelectChoice(AILLEURS, "Hors du territoire, ou inconnu")]

    def saisie(self) -> list[DecisionDeRentree]:
        """Children to move."""
        decisions = [_decision(ligne.form) for ligne in self.surs if ligne.form.faire.data]
        decisions += [_decision(ligne.form) for ligne in self.douteux if ligne.form.classe.data and ligne.form.ecole.data]
        return [d for d in decisions if d is not None]


def _decision(ligne: Any) -> DecisionDeRentree | None:
    """None when the hidden fields were tampered with."""
    try:
        return DecisionDeRentree(
            uuid.UUID(ligne.enfant.data),
            int(ligne.version.data),
            str(ligne.classe.data)[:20],
            uuid.UUID(ligne.ecole.data) if ligne.ecole.data not in {"", AILLEURS} else None,
        )
    except (TypeError, ValueError):
        return None
