"""Forms of a transfer."""

from __future__ import annotations

import uuid

from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from parcours.socle.formulaires import Formulaire, Obligatoire
from parcours.transferts.rules import SaisieReponse, SaisieTransfert


class TransfertForm(Formulaire):
    """From which structure, to which, and why."""

    de_structure_id = SelectField("Structure qui accompagne aujourd’hui", [Obligatoire()], choices=[])
    vers_structure_id = SelectField("Structure qui prendrait la suite", [Obligatoire("Choisissez une structure.")], choices=[])
    motif = TextAreaField(
        "Pourquoi",
        [Obligatoire("Dites pourquoi, en une phrase."), Length(max=1000)],
        description="La structure le lira avec le nom et le téléphone\u00a0; ce texte est chiffré",
    )

    def saisie(self) -> SaisieTransfert:
        """What was typed."""
        de, vers = uuid.UUID(self.de_structure_id.data), uuid.UUID(self.vers_structure_id.data)
        return SaisieTransfert(de, vers, (self.motif.data or "").strip())


class ReponseForm(Formulaire):
    """The answer of the receiving structure."""

    accepte = RadioField(
        "Votre réponse",
        [Obligatoire("Choisissez une réponse.")],
        choices=[
            SelectChoice(value="oui", label="Nous prenons la suite dès aujourd’hui"),
            SelectChoice(value="non", label="Nous ne pouvons pas"),
        ],
    )
    referent = BooleanField("Je deviens référent de cette personne", default=True)
    texte = TextAreaField("Message", [Length(max=1000)], description="Obligatoire pour un refus\u00a0; ce texte est chiffré")

    def saisie(self) -> SaisieReponse:
        """What was typed."""
        texte = (self.texte.data or "").strip() or None
        return SaisieReponse(self.accepte.data == "oui", texte, "referent" in self and bool(self.referent.data))
