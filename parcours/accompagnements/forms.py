"""Forms of échanges and reminders."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from parcours.accompagnements.rules import Canal, Interlocuteur, SaisieEchange
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui


def _choix_des_interlocuteurs(enfant: bool) -> list[SelectChoice]:
    """For a child, the parents come first; for an adult, the parents are not offered."""
    ordre: tuple[Interlocuteur, ...]
    if enfant:
        ordre = (Interlocuteur.MERE, Interlocuteur.PERE, Interlocuteur.FAMILLE, Interlocuteur.PERSONNE)
        mots = {Interlocuteur.PERSONNE: "L’enfant"}
    else:
        ordre, mots = (Interlocuteur.PERSONNE, Interlocuteur.FAMILLE), {}
    return [
        SelectChoice(value=i.value, label=mots.get(i, i.libelle))
        for i in (*ordre, Interlocuteur.ECOLE, Interlocuteur.PARTENAIRE)
    ]


class EchangeForm(Formulaire):
    """What was done or tried, written in a few seconds."""

    version = HiddenField()
    a_la_date = DateField("Le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    canal = SelectField("Comment", choices=[SelectChoice(value=c.value, label=c.libelle) for c in Canal])
    interlocuteur = SelectField("Avec qui", choices=[])
    abouti = RadioField(
        "Résultat",
        choices=[SelectChoice(value="oui", label="Abouti"), SelectChoice(value="non", label="Tenté, sans réponse")],
        default="oui",
    )
    texte = TextAreaField("Ce qui s’est dit", [Length(max=8000, message="Gardez au plus 8 000 caractères.")])
    rappel_le = DateField("À rappeler le")
    rappel_objet = TexteField("Pour quoi", [Length(max=300)])

    def pour(self, *, enfant: bool, actuel: Interlocuteur | None = None) -> EchangeForm:
        """Offer the right people; one already chosen stays offered."""
        choix = _choix_des_interlocuteurs(enfant)
        if actuel is not None and actuel.value not in {c.value for c in choix}:
            choix.append(SelectChoice(value=actuel.value, label=actuel.libelle))
        self.interlocuteur.choices = choix
        if not enfant and not self.is_submitted() and actuel is None:
            self.interlocuteur.data = Interlocuteur.PERSONNE.value
        return self

    def validate_rappel_le(self, champ: DateField) -> None:
        """A reminder is not in the past, and has a day."""
        if champ.data is not None and champ.data < aujourd_hui():
            raise ValidationError("Cette date est passée.")
        if champ.data is None and self.rappel_objet.data:
            raise ValidationError("Écrivez le jour du rappel.")

    def saisie(self) -> SaisieEchange:
        """What was typed."""
        return SaisieEchange(
            self.a_la_date.data or aujourd_hui(),
            Canal(self.canal.data),
            Interlocuteur(self.interlocuteur.data),
            self.abouti.data == "oui",
            (self.texte.data or "").replace("\r\n", "\n").strip() or None,
            rappel_le=self.rappel_le.data if "rappel_le" in self else None,
            rappel_objet=(self.rappel_objet.data or None) if "rappel_objet" in self else None,
        )


class ReportForm(Formulaire):
    """Another day for a reminder."""

    pour_le = DateField(
        "Rappeler le",
        validators=[Obligatoire("Écrivez la date.")],
        default=lambda: aujourd_hui() + timedelta(days=7),
    )

    def validate_pour_le(self, champ: DateField) -> None:
        """A reminder is not in the past."""
        if champ.data is not None and champ.data < aujourd_hui():
            raise ValidationError("Cette date est passée.")

    def jour(self) -> date:
        """The date typed."""
        return self.pour_le.data or aujourd_hui()
