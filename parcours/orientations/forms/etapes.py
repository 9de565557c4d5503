"""What goes with a step: a reason, an appointment, a refusal, another structure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from wtforms import HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.orientations.forms.ecriture import TEXTE_AU_PLUS
from parcours.orientations.rules import (
    LISTE_D_ATTENTE,
    NON_VENUES,
    PRECISIONS,
    IssueRendezVous,
    SaisieEtape,
    SaisieRendezVous,
)
from parcours.socle.formulaires import DateField, Formulaire, HeureField, Obligatoire, TexteField
from parcours.socle.horloge import PARIS, aujourd_hui, maintenant

DEPLACE = "deplace"


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


class ReorientationForm(MotifForm):
    """Another structure would suit better: which one, when the directory knows it."""

    structure = SelectField("Structure conseillée", validators=[Optional()])

    def proposer(self, structures: Iterable[tuple[str, str]]) -> None:
        """Offer the structures of the directory."""
        self.structure.choices = [
            SelectChoice(value="", label="Je ne sais pas, ou elle n’est pas dans l’annuaire"),
            *(SelectChoice(value=code, label=libelle) for code, libelle in structures),
        ]

    def la_structure(self) -> uuid.UUID | None:
        """Structure chosen."""
        return uuid.UUID(self.structure.data) if self.structure.data else None


class QuandForm(PrecisionForm):
    """An appointment, when it is known: a day and a time, or neither."""

    # No « Optional » on these two: it would skip the check of one without the other.
    jour = DateField("Date du rendez-vous")
    heure = HeureField("Heure du rendez-vous")
    lieu = TexteField("Lieu du rendez-vous", validators=[Optional(), Length(max=200)])

    def validate_heure(self, champ: HeureField) -> None:
        """A day and a time, or neither; not in the past."""
        if champ.data and not self.jour.data and not self.jour.errors:
            raise ValidationError("Écrivez aussi la date du rendez-vous.")
        if self.jour.data and not champ.data and not champ.errors:
            raise ValidationError("Écrivez aussi l’heure du rendez-vous.")
        quand = self.le_rendez_vous()
        if quand is not None and quand.debut < maintenant():
            raise ValidationError("Ce rendez-vous est déjà passé.")

    def le_rendez_vous(self) -> SaisieRendezVous | None:
        """The appointment typed."""
        if not (self.jour.data and self.heure.data):
            return None
        return SaisieRendezVous(datetime.combine(self.jour.data, self.heure.data, PARIS), lieu=self.lieu.data or None)


class AcceptationForm(QuandForm):
    """An acceptance: a message and, when it is already known, the appointment."""

    texte = TextAreaField("Message à qui vous oriente", validators=[Optional(), Length(max=TEXTE_AU_PLUS)])

    def saisie(self) -> SaisieEtape:
        """What was typed."""
        return SaisieEtape(texte=(self.texte.data or "").strip() or None, rendez_vous=self.le_rendez_vous())


class RendezVousForm(QuandForm):
    """What became of the appointment, and the next one."""

    texte = HiddenField(validators=[Optional()])
    issue = RadioField("Que s’est-il passé ?", validators=[Optional()])

    def proposer(self, *, deja: bool) -> None:
        """Ask what happened only when an appointment holds."""
        issues = [(DEPLACE, "Le rendez-vous est déplacé"), *((i.value, i.libelle) for i in NON_VENUES)] if deja else []
        self.issue.choices = [SelectChoice(value=code, label=libelle) for code, libelle in issues]
        if not deja:
            del self.issue

    def validate_jour(self, champ: DateField) -> None:
        """Moved, or given: the new day is needed."""
        issue = self.issue.data if "issue" in self else DEPLACE
        if issue in (None, "", DEPLACE) and not champ.data and not champ.errors:
            raise ValidationError("Écrivez la date du rendez-vous.")

    def l_issue(self) -> IssueRendezVous | None:
        """Issue chosen; none when the appointment is given or moved."""
        choisie = self.issue.data if "issue" in self else None
        return IssueRendezVous(choisie) if choisie in set(NON_VENUES) else None


class RefusForm(PrecisionForm):
    """A refusal: a reason of the list, words when the reason alone says nothing, until when when the list is full."""

    motif_refus = RadioField("Raison du refus", validators=[Obligatoire("Choisissez une raison.")])
    attente_jusqu_au = DateField("Liste d’attente jusqu’au", validators=[Optional()])

    def proposer(self, motifs: Iterable[tuple[str, str]]) -> None:
        """Offer the reasons in force."""
        self.motif_refus.choices = [SelectChoice(value=code, label=libelle) for code, libelle in motifs]

    def validate_texte(self, champ: TextAreaField) -> None:
        """Some reasons are explained."""
        manque = PRECISIONS.get(self.motif_refus.data or "")
        if manque and not (champ.data or "").strip():
            raise ValidationError(manque)

    def validate_attente_jusqu_au(self, champ: DateField) -> None:
        """A day to come, with the reason it goes with."""
        if champ.data and champ.data < aujourd_hui():
            raise ValidationError("Cette date est passée.")
        if champ.data and self.motif_refus.data != LISTE_D_ATTENTE:
            raise ValidationError("Cette date va avec la raison « Plus de place, liste d’attente ».")

    def saisie(self) -> SaisieEtape:
        """What was typed."""
        return SaisieEtape(
            texte=(self.texte.data or "").strip() or None,
            motif_refus=self.motif_refus.data,
            attente_jusqu_au=self.attente_jusqu_au.data,
        )
