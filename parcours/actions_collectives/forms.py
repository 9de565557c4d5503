"""Forms of the workshops: one workshop, its dates, its people, the roll."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.actions_collectives.rules import (
    SEANCES_AU_PLUS,
    Assiduite,
    SaisieAtelier,
    SaisieSeanceAtelier,
    SaisieSeances,
)
from parcours.parcours_individuels.forms.actions import DureeField
from parcours.parcours_individuels.rules import Financement, Rythme
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import (
    DateField,
    Formulaire,
    FormulaireDeFiltre,
    HeureField,
    Obligatoire,
    TexteField,
)
from parcours.socle.horloge import aujourd_hui


class AtelierForm(Formulaire):
    """One workshop."""

    version = HiddenField()
    dispositif = SelectField("Dispositif", choices=[])
    nom = TexteField("Nom de l’atelier", [Obligatoire("Écrivez le nom de l’atelier."), Length(max=120)])
    type = SelectField("Type d’action", [Obligatoire("Choisissez un type d’action.")], choices=[])
    operateur_id = SelectField("Par quelle structure", choices=[])
    animateur = TexteField("Animé par", [Length(max=120)])
    lieu = TexteField("Lieu", [Length(max=160)])
    capacite = IntegerField("Nombre de places", [Optional(), NumberRange(1, 200, "Entre 1 et 200.")])
    financement = RadioField(
        "Qui paie ?", choices=[SelectChoice(f.value, f.libelle) for f in Financement], validators=[Optional()]
    )
    termine_le = DateField("Terminé le", description="Quand l’atelier est fini : il quitte la liste, les fiches le gardent")

    def proposer(
        self,
        dispositifs: Iterable[Dispositif],
        groupes: dict[str, list[tuple[str, str]]],
        structures: Iterable[tuple[str, str]],
    ) -> None:
        """Offer the dispositifs one organises, the types by family, the structures."""
        self.dispositif.choices = [SelectChoice(d.value, d.libelle) for d in dispositifs]
        self.type.choices = [
            SelectChoice("", "Choisir"),
            *(
                SelectChoice(code, mot, optgroup=famille or "Autre")
                for famille, types in groupes.items()
                for code, mot in types
            ),
        ]
        self.operateur_id.choices = [SelectChoice("", "Non précisée"), *(SelectChoice(c, mot) for c, mot in structures)]

    def reprendre(self, atelier: Any) -> None:
        """Show what the workshop already says; its dispositif does not change."""
        del self.dispositif
        if not self.is_submitted():
            self.operateur_id.data = str(atelier.operateur_id or "")
            self.financement.data = atelier.financement.value if atelier.financement else None

    def le_dispositif(self) -> Dispositif:
        """The dispositif chosen."""
        return Dispositif(self.dispositif.data)

    def saisie(self) -> SaisieAtelier:
        """What was typed."""
        return SaisieAtelier(
            self.nom.data or "",
            self.type.data,
            uuid.UUID(self.operateur_id.data) if self.operateur_id.data else None,
            self.animateur.data or None,
            self.lieu.data or None,
            self.capacite.data,
            Financement(self.financement.data) if self.financement.data else None,
            self.termine_le.data if self.termine_le else None,
        )


class SeancesForm(Formulaire):
    """Dates, added in one go."""

    premiere = DateField("Première séance le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui)
    rythme = RadioField("Rythme", choices=[SelectChoice(r.value, r.libelle) for r in Rythme], default=Rythme.SEMAINE.value)
    nombre = IntegerField(
        "Nombre de séances", [Optional(), NumberRange(1, SEANCES_AU_PLUS, f"Entre 1 et {SEANCES_AU_PLUS}.")], default=10
    )
    heure = HeureField("Heure", description="Par exemple : 14 h 30")
    duree_min = DureeField("Durée", description="Par exemple : 1 h 30")

    def saisie(self) -> SaisieSeances:
        """What was typed."""
        return SaisieSeances(
            self.premiere.data or aujourd_hui(),
            Rythme(self.rythme.data),
            self.nombre.data or 1,
            self.heure.data,
            self.duree_min.data,
        )


class SeanceAtelierForm(Formulaire):
    """One date."""

    version = HiddenField()
    le = DateField("Le", validators=[Obligatoire("Écrivez la date.")])
    heure = HeureField("Heure")
    duree_min = DureeField("Durée")

    def saisie(self) -> SaisieSeanceAtelier:
        """What was typed."""
        return SaisieSeanceAtelier(self.le.data or aujourd_hui(), self.heure.data, self.duree_min.data)


class RechercheForm(FormulaireDeFiltre):
    """Words to find somebody."""

    q = TexteField("Nom ou prénom")


class InscriptionForm(Formulaire):
    """Who joins the group."""

    parcours = SelectMultipleField(
        "Qui participe ?", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )

    def proposer(self, candidats: Iterable[tuple[uuid.UUID, str]]) -> None:
        """Offer these people."""
        self.parcours.choices = [SelectChoice(str(identifiant), mots) for identifiant, mots in candidats]

    def validate_parcours(self, champ: SelectMultipleField) -> None:
        """At least one, and nothing but ids."""
        if not champ.data:
            raise ValidationError("Cochez au moins une personne.")
        try:
            self.choisis()
        except ValueError:
            raise ValidationError("Choisissez dans la liste.") from None

    def choisis(self) -> list[uuid.UUID]:
        """Ids of the pathways ticked."""
        return [uuid.UUID(valeur) for valeur in self.parcours.data or []]


class AppelForm(Formulaire):
    """The roll: one choice per participant, whose fields `formulaire_d_appel` adds."""

    version = HiddenField()

    def saisie(self) -> dict[uuid.UUID, Assiduite]:
        """What was ticked, by participant."""
        return {
            uuid.UUID(champ.name.removeprefix("p-")): Assiduite(champ.data)
            for champ in self
            if champ.name.startswith("p-") and champ.data
        }

    def lignes(self) -> list[Any]:
        """Fields of the participants, in the order of the roll."""
        return [champ for champ in self if champ.name.startswith("p-")]


def formulaire_d_appel(
    lignes: Iterable[tuple[uuid.UUID, str, str, Assiduite | None]], *, presents: bool, version: int
) -> AppelForm:
    """The roll of one séance.

    Args:
        lignes: (participant, name, age and class, what was noted).
        presents: everybody is ticked « Présent » at first: one only touches those who are not there.
        version: of the séance, for two people calling at once.
    """
    champs = {
        f"p-{identifiant}": RadioField(
            nom,
            description=precision,
            choices=[SelectChoice(a.value, a.libelle) for a in Assiduite],
            default=(notee or (Assiduite.PRESENT if presents else None)),
            validators=[Optional()],
        )
        for identifiant, nom, precision, notee in lignes
    }
    form: AppelForm = type("AppelDuGroupe", (AppelForm,), champs)()
    if not form.is_submitted():
        form.version.data = version
    return form
