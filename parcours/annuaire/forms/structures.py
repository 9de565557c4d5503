"""The form of a structure made here, and the shorter one of a structure published elsewhere."""

from __future__ import annotations

import uuid

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.annuaire.forms.champs import COURRIEL, SITE, HorairesField, cases, garder, texte
from parcours.annuaire.rules import TYPES, AjoutsLocaux, SaisieStructure
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TelephoneField, TexteField


class AjoutsForm(Formulaire):
    """What the teams add to a structure, whoever published it."""

    sigle = TexteField("Sigle", validators=[Length(max=40)])
    type = SelectField(
        "Type",
        coerce=texte,
        default="",
        choices=[SelectChoice("", "Non précisé"), *(SelectChoice(c, m) for c, m in TYPES.items())],
    )
    presence = SelectMultipleField(
        "Présente dans ces quartiers",
        coerce=texte,
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    orientable = BooleanField("Reçoit des orientations faites ici", default=True)
    courriel_orientations = TexteField(
        "Boîte qui reçoit l’avis d’une orientation", validators=[Optional(), Length(max=200), COURRIEL]
    )
    contact_interne = TexteField("Qui appeler", validators=[Length(max=200)])
    note_interne = TextAreaField("Note interne", validators=[Length(max=2000)])
    verifie_le = DateField("Fiche vérifiée le", passee=True)
    valide_au = DateField("Fermée après le")
    version = HiddenField()

    def proposer_les_quartiers(self, quartiers: list[tuple[str, str]]) -> None:
        """Districts offered."""
        self.presence.choices = [SelectChoice(c, n) for c, n in quartiers]

    def ajouts(self) -> AjoutsLocaux:
        """What the teams say of it."""
        return AjoutsLocaux(
            sigle=self.sigle.data or None,
            type=self.type.data or None,
            courriel_orientations=self.courriel_orientations.data or None,
            orientable=self.orientable.data,
            contact_interne=self.contact_interne.data or None,
            note_interne=(self.note_interne.data or "").strip() or None,
            verifie_le=self.verifie_le.data,
            valide_au=self.valide_au.data,
            quartiers=tuple(uuid.UUID(q) for q in self.presence.data or ()),
        )


class StructureForm(AjoutsForm):
    """A structure made here."""

    nom = TexteField("Nom", validators=[Obligatoire(), Length(max=150)])
    description = TextAreaField("Ce qu’elle propose", validators=[Length(max=2000)])
    adresse = TexteField("Adresse", validators=[Length(max=200)])
    commune_id = SelectField("Commune", coerce=texte, default="")
    telephone = TelephoneField("Téléphone")
    courriel = TexteField("Courriel", validators=[Optional(), Length(max=200), COURRIEL])
    site_web = TexteField("Site", validators=[Optional(), Length(max=500), SITE])
    horaires_accueil = HorairesField("Horaires d’accueil")
    siret = TexteField("SIRET", validators=[Optional(), Regexp(r"^\d{14}$", message="Un SIRET compte quatorze chiffres.")])
    accessibilite_lieu = TexteField("Page Acceslibre du lieu", validators=[Optional(), Length(max=500), SITE])
    reseaux_porteurs = cases("Réseaux", "reseau_porteur")

    def proposer_les_communes(self, communes: list[tuple[str, str]]) -> None:
        """Communes offered."""
        self.commune_id.choices = [
            SelectChoice("", "Hors du territoire ou non précisée"),
            *(SelectChoice(c, n) for c, n in communes),
        ]

    def garder_les_anciens(self, reseaux: list[str] | None) -> None:
        """Keep offering what the row carries."""
        garder(self.reseaux_porteurs, reseaux, "reseaux_porteurs")

    def saisie(self) -> SaisieStructure:
        """What was typed."""
        return SaisieStructure(
            nom=self.nom.data or "",
            description=(self.description.data or "").strip() or None,
            commune_id=uuid.UUID(self.commune_id.data) if self.commune_id.data else None,
            adresse=self.adresse.data or None,
            telephone=self.telephone.data,
            courriel=self.courriel.data or None,
            site_web=self.site_web.data or None,
            siret=self.siret.data or None,
            horaires_accueil=self.horaires_accueil.data,
            accessibilite_lieu=self.accessibilite_lieu.data or None,
            reseaux_porteurs=tuple(self.reseaux_porteurs.data or ()),
        )
