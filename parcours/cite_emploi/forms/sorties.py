"""Forms of the exit and of the news taken after it."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from parcours.cite_emploi.forms._choix import choix, texte
from parcours.cite_emploi.rules import HEURES_AU_PLUS, SaisieNouvelles, SaisieSortieEmploi, categorie
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui


class SortieEmploiForm(Formulaire):
    """When, what for, with whom."""

    version = HiddenField()
    sortie_le = DateField("Date de la sortie", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    motif = SelectField("Sortie vers", [Obligatoire("Choisissez la sortie.")], choices=[])
    metier = TexteField("Métier ou formation", [Length(max=160)])
    employeur = TexteField("Employeur ou organisme", [Length(max=160)])
    heures_semaine = IntegerField(
        "Heures par semaine",
        [Optional(), NumberRange(1, HEURES_AU_PLUS * 2, f"Écrivez un nombre d’heures entre 1 et {HEURES_AU_PLUS * 2}.")],
    )
    precision = TextAreaField("Précisions", [Length(max=1000)])
    suivre = BooleanField("Prendre des nouvelles à trois et à six mois", default=True)

    def proposer(self, sorties: Iterable[tuple[str, str]]) -> None:
        """Offer the list in force."""
        self.motif.choices = choix(sorties, "Choisir")

    def saisie(self, parents: dict[str, str], libelles: dict[str, str]) -> SaisieSortieEmploi:
        """What was typed; `parents` and `libelles` say what the exit counts as, and its words."""
        return SaisieSortieEmploi(
            le=self.sortie_le.data or aujourd_hui(),
            motif=self.motif.data,
            libelle=libelles.get(self.motif.data, self.motif.data),
            categorie=categorie(parents.get(self.motif.data), self.motif.data),
            metier=texte(self.metier.data),
            employeur=texte(self.employeur.data),
            heures_semaine=self.heures_semaine.data,
            precision=texte(self.precision.data),
            suivre=bool(self.suivre.data),
        )


class NouvellesForm(Formulaire):
    """What was learnt, some months after."""

    version = HiddenField()
    fait_le = DateField("Nouvelles prises le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    situation = SelectField("Aujourd’hui, elle est", [Obligatoire("Choisissez une réponse.")], choices=[])
    texte = TextAreaField("Ce qu’on a appris", [Length(max=1000)])

    def proposer(self, situations: Iterable[tuple[str, str]]) -> None:
        """Offer the list in force."""
        self.situation.choices = choix(situations, "Choisir")

    def saisie(self) -> SaisieNouvelles:
        """What was typed."""
        mots = {c.value: c.label for c in self.situation.choices}
        return SaisieNouvelles(
            self.fait_le.data or aujourd_hui(), self.situation.data, mots[self.situation.data], texte(self.texte.data)
        )
