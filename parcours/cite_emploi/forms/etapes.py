"""The form of a step."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Length, ValidationError

from parcours.cite_emploi.forms._choix import choix, texte
from parcours.cite_emploi.rules import AVEC_RAISON, EtapeEmploi, SaisieEtape
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire
from parcours.socle.horloge import aujourd_hui

_REPONSES = {
    EtapeEmploi.CONTACTE: "Je l’ai eue, elle est d’accord pour continuer",
    EtapeEmploi.INJOIGNABLE: "Pas de réponse",
    EtapeEmploi.REFUS: "Elle ne souhaite pas être accompagnée",
    EtapeEmploi.DIAGNOSTIC: "Le diagnostic commence",
    EtapeEmploi.EN_COORDINATION: "Sa situation passe en comité de coordination",
    EtapeEmploi.ACCOMPAGNE: "L’accompagnement commence ou reprend",
    EtapeEmploi.EN_VEILLE: "Mettre en veille",
    EtapeEmploi.RUPTURE: "Elle ne vient plus, ne répond plus",
}
"""Steps said as answers: what happened, rather than a code."""


class EtapeForm(Formulaire):
    """What happened."""

    version = HiddenField()
    vers = RadioField("Ce qui s’est passé", [Obligatoire("Choisissez une réponse.")], choices=[])
    le = DateField("À la date du", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    raison = TextAreaField(
        "Pourquoi", [Length(max=500)], description="Obligatoire pour un refus, une mise en veille ou une rupture"
    )
    retour_le = DateField("Reprendre contact le", description="Seulement pour une mise en veille")

    def proposer(self, suites: Iterable[EtapeEmploi]) -> None:
        """Offer the steps that may follow, the exits left to their own screen."""
        self.vers.choices = choix((e.value, _REPONSES[e]) for e in suites if e in _REPONSES)

    def validate_raison(self, champ: TextAreaField) -> None:
        """Somebody will ask why, months later."""
        if self.vers.data in {e.value for e in AVEC_RAISON} and not texte(champ.data):
            raise ValidationError("Dites pourquoi, en une phrase.")

    def validate_retour_le(self, champ: DateField) -> None:
        """Somebody put on hold is called again one day."""
        if self.vers.data == EtapeEmploi.EN_VEILLE.value and champ.data is None:
            raise ValidationError("Écrivez quand reprendre contact.")

    def saisie(self) -> SaisieEtape:
        """What was typed."""
        vers = EtapeEmploi(self.vers.data)
        retour = self.retour_le.data if vers is EtapeEmploi.EN_VEILLE else None
        return SaisieEtape(vers, self.le.data or aujourd_hui(), texte(self.raison.data), retour)
