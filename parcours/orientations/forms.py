"""Forms of referrals: search a structure, write, answer, follow up."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SubmitField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.orientations.rules import Delai, EtatOrientation, SaisieEtape, SaisieOrientation
from parcours.socle.formulaires import DateField, Formulaire, FormulaireDeFiltre, HeureField, Obligatoire, TexteField
from parcours.socle.horloge import PARIS

TEXTE_AU_PLUS = 1000
PERSONNE = "personne"
AUTRE = "autre"


class RechercheForm(FormulaireDeFiltre):
    """Words to find a structure."""

    q = TexteField("Nom ou sigle de la structure")


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


class OrientationForm(Formulaire):
    """A referral: for whom, why, how to reach the person."""

    pour = RadioField("Pour qui ?", validators=[Obligatoire("Choisissez pour qui est l’orientation.")])
    motif = TextAreaField(
        "Ce qui est demandé", validators=[Obligatoire("Écrivez ce qui est demandé."), Length(max=TEXTE_AU_PLUS)]
    )
    preference_contact = TexteField("Comment joindre la personne", validators=[Optional(), Length(max=160)])
    version = HiddenField()
    garder = SubmitField("Garder en brouillon")
    accord = SubmitField("Confirmer l’accord")

    def rien_d_ecrit(self) -> bool:
        """True when nothing typed would be lost by leaving the page."""
        return not ((self.motif.data or "").strip() or (self.preference_contact.data or "").strip())

    def proposer(self, personne: str, contacts: Iterable[tuple[str, str]]) -> None:
        """Offer the person followed, then the contacts one may reach."""
        self.pour.choices = [
            SelectChoice(value=PERSONNE, label=personne),
            *(SelectChoice(value=code, label=libelle) for code, libelle in contacts),
        ]
        if len(self.pour.choices) == 1 and not self.pour.data:
            self.pour.data = PERSONNE

    def remplir(self, orientation: Any) -> None:
        """Show a draft."""
        self.pour.data = str(orientation.contact_id) if orientation.contact_id else PERSONNE
        self.motif.data, self.preference_contact.data = orientation.motif, orientation.preference_contact
        self.version.data = orientation.version

    def saisie(self) -> SaisieOrientation:
        """What was typed."""
        contact = None if self.pour.data == PERSONNE else uuid.UUID(self.pour.data)
        return SaisieOrientation(contact, (self.motif.data or "").strip(), self.preference_contact.data or None)


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
