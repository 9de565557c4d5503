"""The form of a repérage: one minute, on a phone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.beneficiaires.rules import FormeAccord
from parcours.cite_emploi.rules import SaisieReperage
from parcours.socle.formulaires import Formulaire, Obligatoire, TelephoneField, TexteField


class ReperageForm(Formulaire):
    """Who, how to call them, that they agree, what holds them back."""

    structure = RadioField("Au nom de quelle structure ?", validators=[Obligatoire("Choisissez votre structure.")])
    prenom = TexteField("Prénom", validators=[Obligatoire("Écrivez le prénom."), Length(max=120)])
    nom = TexteField("Nom", validators=[Obligatoire("Écrivez le nom."), Length(max=120)])
    telephone = TelephoneField("Téléphone", validators=[Obligatoire("Écrivez un numéro où l’appeler.")])
    freins = SelectMultipleField(
        "Ce qui freine son retour à l’emploi", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    accord = RadioField(
        "La personne est d’accord pour que la Cité de l’Emploi l’appelle",
        choices=[
            SelectChoice(value=FormeAccord.ORAL.value, label="Oui, elle l’a dit"),
            SelectChoice(value=FormeAccord.ECRIT.value, label="Oui, elle l’a signé"),
        ],
        validators=[Obligatoire("Sans l’accord de la personne, le repérage ne peut pas être enregistré.")],
    )

    comite = BooleanField("Elle est d’accord pour que sa situation soit présentée au comité de coordination")
    mot = TextAreaField("Un mot pour l’appel", [Length(max=500)])

    def proposer(self, structures: Iterable[tuple[str, str]], freins: Iterable[tuple[str, str]]) -> None:
        """Offer the partner's structures and the obstacles in force; the only structure is chosen."""
        self.structure.choices = [SelectChoice(value=code, label=libelle) for code, libelle in structures]
        self.freins.choices = [SelectChoice(value=code, label=libelle) for code, libelle in freins]
        if len(self.structure.choices) == 1:
            self.structure.data = self.structure.choices[0].value
            self.structure.raw_data = [self.structure.data]

    def saisie(self) -> SaisieReperage:
        """What was typed."""
        libelles = {c.value: c.label for c in self.freins.choices}
        return SaisieReperage(
            nom=self.nom.data or "",
            prenom=self.prenom.data or "",
            telephone=self.telephone.data or "",
            accord=FormeAccord(self.accord.data),
            freins=tuple((code, libelles[code]) for code in self.freins.data or []),
            structure_id=uuid.UUID(self.structure.data),
            comite=bool(self.comite.data),
            mot=(self.mot.data or "").strip() or None,
        )
