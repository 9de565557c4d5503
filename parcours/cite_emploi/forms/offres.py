"""The form of an offer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import Length

from parcours.cite_emploi.forms._choix import choix, texte
from parcours.cite_emploi.rules import EtatOffre, SaisieOffre
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire


class OffreForm(Formulaire):
    """Which offer, with whom, and where it stands."""

    version = HiddenField()
    code = SelectField("Offre", [Obligatoire("Choisissez une offre.")], choices=[])
    structure_id = SelectField("Avec quelle structure", choices=[], default="")
    etat = RadioField("Où en est-on", choices=choix((e.value, e.libelle) for e in EtatOffre), default=EtatOffre.ENVISAGEE.value)
    debut_le = DateField("Début")
    fin_le = DateField("Fin", description="Prévue ou réelle")
    precision = TextAreaField("Précisions", [Length(max=1000)], description="Entreprise, métier, ce qui a été dit")

    def proposer(self, offres: Iterable[tuple[str, str]], structures: Iterable[tuple[str, str]]) -> None:
        """Offer the list in force and the structures of the annuaire."""
        self.code.choices = choix(offres, "Choisir")
        self.structure_id.choices = choix(structures, "Non précisée")

    def saisie(self) -> SaisieOffre:
        """What was typed; the words of the offer are kept without its family."""
        mots = {c.value: c.label for c in self.code.choices}[self.code.data]
        return SaisieOffre(
            self.code.data,
            mots.rpartition("\u00a0: ")[2] or mots,
            EtatOffre(self.etat.data),
            self.debut_le.data,
            self.fin_le.data,
            uuid.UUID(self.structure_id.data) if self.structure_id.data else None,
            texte(self.precision.data),
        )
