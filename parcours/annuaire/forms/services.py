"""The form of a service made here, and the shorter one of a service published elsewhere."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, DecimalField, HiddenField, IntegerField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from parcours.annuaire.forms.champs import COURRIEL, SITE, HorairesField, cases, choix, garder
from parcours.annuaire.rules import AjoutsAuService, SaisieService
from parcours.annuaire.rules.referentiels import LISTE_DU_CHAMP
from parcours.annuaire.rules.zones import EPCI
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TelephoneField, TexteField


class AjoutsServiceForm(Formulaire):
    """What the teams decide of a service, whoever published it."""

    orientable = BooleanField("Reçoit des orientations faites ici", default=True)
    verifie_le = DateField("Fiche vérifiée le", passee=True)
    valide_au = DateField("Arrêté après le")
    version = HiddenField()

    def ajouts(self) -> AjoutsAuService:
        """What was decided."""
        return AjoutsAuService(self.orientable.data, self.verifie_le.data, self.valide_au.data)


class ServiceForm(AjoutsServiceForm):
    """A service made here."""

    nom = TexteField("Nom du service", validators=[Obligatoire(), Length(max=150)])
    description = TextAreaField("Ce qu’il apporte", validators=[Length(max=2000)])
    type = choix("Type", "type")
    thematiques = cases("Besoins auxquels il répond", "thematique")
    publics = cases("Publics", "public")
    publics_precisions = TexteField("Précisions sur les publics", validators=[Length(max=500)])
    conditions_acces = TextAreaField("Conditions d’accès", validators=[Length(max=1000)])
    zone_eligibilite = SelectMultipleField(
        "Ouvert aux habitants de", choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    modes_accueil = cases("Accueil", "mode_accueil")
    frais = choix("Frais", "frais")
    frais_precisions = TexteField("Précisions sur les frais", validators=[Length(max=500)])
    mobilisable_par = cases("Qui peut s’y adresser", "mobilisable_par")
    modes_mobilisation = cases("Comment s’y adresser", "mode_mobilisation")
    lien_mobilisation = TexteField("Lien du service", validators=[Optional(), Length(max=500), SITE])
    mobilisation_precisions = TextAreaField("Précisions pour s’y adresser", validators=[Length(max=1000)])
    contact_nom_prenom = TexteField("Contact publié", validators=[Length(max=160)])
    telephone = TelephoneField("Téléphone")
    courriel = TexteField("Courriel", validators=[Optional(), Length(max=200), COURRIEL])
    horaires_accueil = HorairesField("Horaires d’accueil")
    volume_horaire_hebdomadaire = DecimalField(
        "Heures par semaine",
        places=None,
        widget=TextInput(),
        validators=[Optional(), NumberRange(min=0, max=168, message="Une semaine compte 168 heures.")],
    )
    nombre_semaines = IntegerField(
        "Nombre de semaines",
        widget=TextInput(),
        validators=[Optional(), NumberRange(min=1, max=520, message="Écrivez au moins une semaine.")],
    )

    def proposer_les_zones(self, communes: list[tuple[str, str]]) -> None:
        """Where it may be open: the agglomération, one of its communes, the département, everywhere."""
        departements = dict.fromkeys(code[:2] for code, _ in communes)
        self.zone_eligibilite.choices = [
            SelectChoice(EPCI, "Tout le Pays de Saint-Omer"),
            *(SelectChoice(code, nom) for code, nom in communes),
            *(SelectChoice(d, f"Tout le département ({d})") for d in departements),
            SelectChoice("france", "Toute la France"),
        ]

    def garder_les_anciens(self, service: Any) -> None:
        """Keep offering what the row carries, former or unknown values and codes of other places."""
        for champ in ("type", "frais", "thematiques", "publics", "modes_accueil", "mobilisable_par", "modes_mobilisation"):
            if champ in LISTE_DU_CHAMP:
                garder(self[champ], getattr(service, champ), champ)
        connues = {c.value for c in self.zone_eligibilite.choices}
        self.zone_eligibilite.choices += [SelectChoice(z, z) for z in service.zone_eligibilite or () if z not in connues]

    def saisie(self) -> SaisieService:
        """What was typed."""
        heures = self.volume_horaire_hebdomadaire.data
        return SaisieService(
            nom=self.nom.data or "",
            description=_long(self.description),
            type=self.type.data or None,
            thematiques=tuple(self.thematiques.data or ()),
            frais=self.frais.data or None,
            frais_precisions=self.frais_precisions.data or None,
            publics=tuple(self.publics.data or ()),
            publics_precisions=self.publics_precisions.data or None,
            conditions_acces=_long(self.conditions_acces),
            modes_accueil=tuple(self.modes_accueil.data or ()),
            zone_eligibilite=tuple(self.zone_eligibilite.data or ()),
            contact_nom_prenom=self.contact_nom_prenom.data or None,
            telephone=self.telephone.data,
            courriel=self.courriel.data or None,
            lien_mobilisation=self.lien_mobilisation.data or None,
            modes_mobilisation=tuple(self.modes_mobilisation.data or ()),
            mobilisable_par=tuple(self.mobilisable_par.data or ()),
            mobilisation_precisions=_long(self.mobilisation_precisions),
            volume_horaire_hebdomadaire=float(heures) if heures is not None else None,
            nombre_semaines=self.nombre_semaines.data,
            horaires_accueil=self.horaires_accueil.data,
        )


def _long(champ: TextAreaField) -> str | None:
    return (champ.data or "").strip() or None
