"""The form of a structure, and the search of the list."""

from __future__ import annotations

import uuid
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, Regexp

from parcours.annuaire.rules import TYPES, CriteresAnnuaire, SaisieStructure
from parcours.socle.formulaires import (
    DateField,
    Formulaire,
    FormulaireDeFiltre,
    Obligatoire,
    TelephoneField,
    TexteField,
)

_COURRIEL = Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message="Cette adresse électronique n’est pas complète.")
_SITE = Regexp(r"^https?://[^\s]+$", message="L’adresse du site commence par https://.")


def _texte(valeur: Any) -> str:
    return str(valeur or "")


class StructureForm(Formulaire):
    """A structure of the directory."""

    nom = TexteField("Nom", validators=[Obligatoire(), Length(max=150)])
    sigle = TexteField("Sigle", validators=[Length(max=40)])
    type = SelectField(
        "Type",
        coerce=_texte,
        default="",
        choices=[SelectChoice("", "Non précisé"), *(SelectChoice(c, m) for c, m in TYPES.items())],
    )
    description = TextAreaField("Ce qu’elle propose", validators=[Length(max=2000)])
    adresse = TexteField("Adresse", validators=[Length(max=200)])
    commune_id = SelectField("Commune", coerce=_texte, default="")
    telephone = TelephoneField("Téléphone")
    courriel = TexteField("Courriel", validators=[Optional(), Length(max=200), _COURRIEL])
    site_web = TexteField("Site", validators=[Optional(), Length(max=200), _SITE])
    orientable = BooleanField("Reçoit des orientations faites ici", default=True)
    courriel_orientations = TexteField(
        "Boîte qui reçoit l’avis d’une orientation", validators=[Optional(), Length(max=200), _COURRIEL]
    )
    note_interne = TextAreaField("Note interne", validators=[Length(max=2000)])
    verifie_le = DateField("Fiche vérifiée le", passee=True)
    valide_au = DateField("Fermée après le")
    version = HiddenField()

    def proposer_les_communes(self, communes: list[tuple[str, str]]) -> None:
        """Communes offered."""
        self.commune_id.choices = [
            SelectChoice("", "Hors du territoire ou non précisée"),
            *(SelectChoice(c, n) for c, n in communes),
        ]

    def saisie(self) -> SaisieStructure:
        """What was typed."""
        return SaisieStructure(
            nom=self.nom.data or "",
            sigle=self.sigle.data or None,
            type=self.type.data or None,
            description=(self.description.data or "").strip() or None,
            commune_id=uuid.UUID(self.commune_id.data) if self.commune_id.data else None,
            adresse=self.adresse.data or None,
            telephone=self.telephone.data,
            courriel=self.courriel.data or None,
            site_web=self.site_web.data or None,
            courriel_orientations=self.courriel_orientations.data or None,
            orientable=self.orientable.data,
            note_interne=(self.note_interne.data or "").strip() or None,
            verifie_le=self.verifie_le.data,
            valide_au=self.valide_au.data,
        )


class RechercheForm(FormulaireDeFiltre):
    """Search and filters of the list; an unknown value filters nothing."""

    q = StringField("Chercher")
    type = StringField("Type")
    commune = StringField("Commune")
    fermees = BooleanField("Avec les structures fermées")

    def saisie(self) -> CriteresAnnuaire:
        """What is asked."""
        try:
            commune = uuid.UUID(self.commune.data or "")
        except ValueError:
            commune = None
        return CriteresAnnuaire(
            (self.q.data or "").strip()[:100], self.type.data if self.type.data in TYPES else "", commune, self.fermees.data
        )
