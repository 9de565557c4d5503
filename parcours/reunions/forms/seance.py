"""Forms of the meeting: the roll, the room, a decision, the closing."""

from __future__ import annotations

import enum
import uuid
from typing import Self

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.reunions.rules.seance import Decision, SaisieAppel, SaisieDecision, decisions_de, raison_attendue
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import DateField, Formulaire, TexteField


def _choix(valeurs: type[enum.StrEnum]) -> list[SelectChoice]:
    return [SelectChoice(value=v.value, label=v.libelle) for v in valeurs]  # type: ignore[attr-defined]


class DecisionForm(Formulaire):
    """The decision of the meeting on one situation."""

    decision = SelectField("Décision", choices=[SelectChoice(value="", label="Choisir…"), *_choix(Decision)])
    raison = TexteField("Raison, en une ligne", validators=[Length(max=240)])
    prochain_bilan_le = DateField("Prochain bilan", validators=[Optional()])
    version = HiddenField()

    def validate_decision(self, champ: SelectField) -> None:
        """A decision is chosen."""
        if not champ.data:
            raise ValidationError("Choisissez la décision.")

    def validate_raison(self, champ: TexteField) -> None:
        """One line for every decision, none for a transmission to the CRIP."""
        if not self.decision.data or self.decision.data not in set(Decision):
            return
        attendue = raison_attendue(Decision(self.decision.data))
        if attendue and not champ.data:
            raise ValidationError("Écrivez la raison, en une ligne.")
        if not attendue and champ.data:
            raise ValidationError("Pour une transmission à la CRIP, seul le fait est gardé : laissez cette ligne vide.")

    def parler_de(self, dispositif: Dispositif) -> Self:
        """What may be decided in this dispositif."""
        offertes = [SelectChoice(value=code, label=mots) for code, mots in decisions_de(dispositif)]
        self.decision.choices = [SelectChoice(value="", label="Choisir…"), *offertes]
        return self

    def saisie(self) -> SaisieDecision:
        """What was typed."""
        return SaisieDecision(Decision(self.decision.data), self.raison.data or None, self.prochain_bilan_le.data)


def _cases(libelle: str) -> SelectMultipleField:
    return SelectMultipleField(libelle, choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class AppelForm(Formulaire):
    """Who is in the room when the meeting begins."""

    presents = _cases("Présents")
    invites = TextAreaField("Autres personnes présentes", validators=[Length(max=2000)])

    def proposer(self, personnes: list[tuple[uuid.UUID, str, str]]) -> None:
        """Offer those expected: (id, name with institution, institution)."""
        self.presents.choices = [SelectChoice(value=str(code), label=libelle) for code, libelle, _ in personnes]
        self._institutions = {str(code): institution for code, _, institution in personnes}

    def validate_presents(self, champ: SelectMultipleField) -> None:
        """A meeting is held by somebody."""
        if not champ.data:
            raise ValidationError("Cochez au moins une personne présente.")

    def validate_invites(self, champ: TextAreaField) -> None:
        """Names and institutions that fit in their columns."""
        if any(len(morceau) > 120 for ligne in (champ.data or "").splitlines() for morceau in ligne.split(",", 1)):
            raise ValidationError("Écrivez une personne par ligne, en 120 caractères au plus.")

    def saisie(self) -> SaisieAppel:
        """What was typed: « Nom, institution », one a line."""
        invites = []
        for ligne in (self.invites.data or "").splitlines():
            nom, _, institution = (" ".join(morceau.split()) for morceau in ligne.partition(","))
            if nom:
                invites.append((nom, institution or None))
        agents = {uuid.UUID(code): self._institutions[code] or None for code in self.presents.data}
        return SaisieAppel(agents, tuple(dict.fromkeys(invites)))


class SalleForm(Formulaire):
    """Who is in the room for one situation."""

    dans_la_salle = _cases("Dans la salle pour cette situation")
    avant_salle = HiddenField()

    def proposer(self, salle: list[tuple[uuid.UUID, str, bool]], *, montrer: bool = True) -> None:
        """Offer those at the meeting: (id, name, still there); `montrer` ticks those still there."""
        self.dans_la_salle.choices = [SelectChoice(value=str(code), label=libelle) for code, libelle, _ in salle]
        if montrer:
            self.dans_la_salle.data = [str(code) for code, _, present in salle if present]
            self.dans_la_salle.raw_data = None
            self.avant_salle.data = " ".join(self.dans_la_salle.data)
            self.avant_salle.raw_data = None

    def avant(self) -> list[str]:
        """Those in the room when the list was shown."""
        return (self.avant_salle.data or "").split()


class ClotureForm(Formulaire):
    """The end of the meeting."""

    sans_decision = BooleanField("Clore en laissant ces situations sans décision")
