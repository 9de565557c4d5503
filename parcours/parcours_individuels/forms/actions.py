"""Form of an action."""

from __future__ import annotations

import uuid

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import Length

from parcours.parcours_individuels.forms._choix import etats_de
from parcours.parcours_individuels.rules import EtatAction, SaisieAction
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField


class ActionForm(Formulaire):
    """Something done or to be done."""

    version = HiddenField()
    type = SelectField("Type d’action", [Obligatoire("Choisissez un type d’action.")], choices=[])
    libelle = TexteField("Précision", [Length(max=200)], description="Par exemple : judo, 2 séances par semaine")
    objectif_id = SelectField("Pour l’objectif", choices=[])
    operateur_id = SelectField("Par quelle structure", choices=[])
    etat = RadioField("Où en est-on ?", choices=etats_de(EtatAction), default=EtatAction.PREVUE.value)
    prevue_le = DateField("Prévue le")
    faite_le = DateField("Faite le", passee=True)

    def saisie(self) -> SaisieAction:
        """What was typed; without a precision, the action bears the name of its type."""
        mots = {c.value: c.label for c in self.type.choices}
        return SaisieAction(
            self.type.data,
            self.libelle.data or mots[self.type.data].split("\u00a0: ")[-1],
            EtatAction(self.etat.data),
            uuid.UUID(self.objectif_id.data) if self.objectif_id.data else None,
            uuid.UUID(self.operateur_id.data) if self.operateur_id.data else None,
            self.prevue_le.data,
            self.faite_le.data,
        )
