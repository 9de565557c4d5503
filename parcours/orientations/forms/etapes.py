"""What goes with a step: a reason, an appointment, a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wtforms import RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.orientations.forms.ecriture import TEXTE_AU_PLUS
from parcours.orientations.rules import SaisieEtape
from parcours.socle.formulaires import DateField, Formulaire, HeureField, Obligatoire
from parcours.socle.horloge import PARIS

AUTRE = "autre"


class MotifForm(Formulaire):
    """A step that asks for a reason."""

    texte = TextAreaField(
        "Pourquoi ?", validators=[Obligatoire("Dites pourquoi, en quelques mots."), Length(max=TEXTE_AU_PLUS)]
    )

    def saisie(self) -> SaisieEtape:
        """What was typed."""
        return SaisieEtape(texte=(self.texte.data or "").strip() or None)


class PrecisionForm(MotifForm):
    """A step that may be explained."""

    texte = TextAreaField("Précision", validators=[Optional(), Length(max=TEXTE_AU_PLUS)])


class AcceptationForm(PrecisionForm):
    """An acceptance: a message and, when it is already known, the appointment."""

    texte = TextAreaField("Message à qui vous oriente", validators=[Optional(), Length(max=TEXTE_AU_PLUS)])
    jour = DateField("Date du rendez-vous", validators=[Optional()])
    heure = HeureField("Heure du rendez-vous", validators=[Optional()])

    def validate_heure(self, champ: HeureField) -> None:
        """A day and a time, or neither."""
        if champ.data and not self.jour.data and not self.jour.errors:
            raise ValidationError("Écrivez aussi la date du rendez-vous.")
        if self.jour.data and not champ.data and not champ.errors:
            raise ValidationError("Écrivez aussi l’heure du rendez-vous.")

    def saisie(self) -> SaisieEtape:
        """What was typed."""
        quand = datetime.combine(self.jour.data, self.heure.data, PARIS) if self.jour.data and self.heure.data else None
        return SaisieEtape(texte=(self.texte.data or "").strip() or None, rendez_vous_le=quand)


class RefusForm(PrecisionForm):
    """A refusal: a reason of the list, and words when it is another one."""

    motif_refus = RadioField("Raison du refus", validators=[Obligatoire("Choisissez une raison.")])

    def proposer(self, motifs: Iterable[tuple[str, str]]) -> None:
        """Offer the reasons in force."""
        self.motif_refus.choices = [SelectChoice(value=code, label=libelle) for code, libelle in motifs]

    def validate_texte(self, champ: TextAreaField) -> None:
        """Another reason is written."""
        if self.motif_refus.data == AUTRE and not (champ.data or "").strip():
            raise ValidationError("Précisez la raison.")

    def saisie(self) -> SaisieEtape:
        """What was typed."""
        return SaisieEtape(texte=(self.texte.data or "").strip() or None, motif_refus=self.motif_refus.data)
