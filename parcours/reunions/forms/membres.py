"""Forms of the members: the pasted list, what is kept of it, the charters signed."""

from __future__ import annotations

import uuid
from datetime import date

from wtforms import FieldList, Form, FormField, HiddenField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.reunions.rules.membres import AU_PLUS, LigneCollee, lire_la_liste
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire
from parcours.socle.horloge import aujourd_hui

Choix = list[tuple[str, str]]


class ListeForm(Formulaire):
    """The list as pasted."""

    liste = TextAreaField(
        "Liste des membres, une personne par ligne", validators=[Obligatoire("Collez au moins une ligne."), Length(max=20000)]
    )

    def lignes(self) -> list[LigneCollee]:
        """People understood."""
        return lire_la_liste(self.liste.data or "")

    def validate_liste(self, champ: TextAreaField) -> None:
        """Somebody must be read in it."""
        if champ.data and not self.lignes():
            raise ValidationError("Aucune personne n’a été lue dans ce texte.")


class _StructureForm(Form):
    """The structure a line stands for; none leaves the line out."""

    structure = SelectField("Structure", validators=[Optional()], validate_choice=False)


class ApercuForm(Formulaire):
    """What was understood, with the structure of each person."""

    liste = HiddenField()
    personnes = FieldList(FormField(_StructureForm), max_entries=AU_PLUS)

    def lignes(self) -> list[LigneCollee]:
        """People understood, read again from the same text."""
        return lire_la_liste(self.liste.data or "")

    def proposer(self, structures: Choix, reconnues: list[str]) -> None:
        """One choice of structure per line; the one recognised is chosen."""
        while len(self.personnes) < len(reconnues):
            self.personnes.append_entry()
        for entree, reconnue in zip(self.personnes, reconnues, strict=False):
            champ = entree.form.structure
            champ.choices = [SelectChoice("", "Ne pas ajouter"), *(SelectChoice(code, nom) for code, nom in structures)]
            if champ.data is None:
                champ.data = reconnue

    def choisies(self, structures: Choix) -> list[uuid.UUID | None]:
        """Structure of each line; an unknown one is none."""
        connues = {code for code, _ in structures}
        codes = [entree.form.structure.data or "" for entree in self.personnes]
        return [uuid.UUID(code) if code in connues else None for code in codes]


class ChartesForm(Formulaire):
    """Members who signed the charter, and when."""

    signataires = SelectMultipleField(
        "Ont signé la charte", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    signee_le = DateField("Charte signée le", validators=[Obligatoire()], passee=True, default=aujourd_hui)

    def proposer(self, membres: Choix) -> None:
        """Offer the members."""
        self.signataires.choices = [SelectChoice(value=code, label=libelle) for code, libelle in membres]

    def validate_signataires(self, champ: SelectMultipleField) -> None:
        """At least one."""
        if not champ.data:
            raise ValidationError("Cochez au moins un membre.")

    def le(self) -> date:
        """Day of the signature."""
        return self.signee_le.data or aujourd_hui()

    def ids(self) -> list[uuid.UUID]:
        """Memberships chosen."""
        return [uuid.UUID(code) for code in self.signataires.data or []]


class RetraitForm(Formulaire):
    """Ending a membership somebody else may be changing."""

    version = HiddenField()

    def la_version(self) -> int:
        """Version shown on the page; an unreadable one is no version."""
        return int(self.version.data) if str(self.version.data or "").isdecimal() else 0
