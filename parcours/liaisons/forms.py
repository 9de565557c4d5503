"""Forms of a link."""

from __future__ import annotations

import uuid

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from parcours.liaisons.rules import AUTRES, SaisieLiaison
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import Formulaire, FormulaireDeFiltre, Obligatoire, TexteField


class DemandeForm(Formulaire):
    """With whom, about whom."""

    contact_id = SelectField("Qui est suivi aussi ailleurs", choices=[])
    vers = RadioField("Par qui", [Obligatoire("Choisissez un suivi.")], choices=[])

    def proposer(self, dispositif: Dispositif, personnes: list[tuple[str, str]]) -> None:
        """Offer the other dispositifs, the person and the relatives."""
        self.vers.choices = [SelectChoice(value=d.value, label=d.libelle) for d in AUTRES[dispositif]]
        self.contact_id.choices = [SelectChoice(value=v, label=mots) for v, mots in personnes]

    def saisie(self) -> SaisieLiaison:
        """What was typed."""
        contact = uuid.UUID(self.contact_id.data) if self.contact_id.data else None
        return SaisieLiaison(Dispositif(self.vers.data), contact)


class RechercheForm(FormulaireDeFiltre):
    """Look for the file by other words."""

    q = TexteField("Nom, prénom ou date de naissance")
