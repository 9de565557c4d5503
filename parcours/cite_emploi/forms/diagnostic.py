"""The form of the diagnostic, one select for each obstacle, and the form of one obstacle in detail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.cite_emploi.forms._choix import OUI_OU_NON, choix, oui_ou_non, texte
from parcours.cite_emploi.rules import (
    HEURES,
    HEURES_AU_PLUS,
    NUMERO_FT,
    NiveauFrein,
    SaisieDiagnostic,
    SaisieFrein,
    SaisieFreins,
    TypeDeParcours,
)
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui

_NIVEAUX = choix((n.value, n.libelle) for n in NiveauFrein)


def nom_du_frein(code: str) -> str:
    """Name of the field of an obstacle."""
    return f"frein_{code}"


class DiagnosticForm(Formulaire):
    """Situation, project, commitments, numbers at the partners'."""

    version = HiddenField()
    fait_le = DateField("Fait le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    situation = SelectField("Situation face à l’emploi", choices=[], default="")
    niveau_etude = SelectField("Niveau d’études", choices=[], default="")
    rsa = SelectField("Bénéficiaire du RSA", choices=OUI_OU_NON, default="")
    rqth = SelectField("Reconnue travailleuse handicapée (RQTH)", choices=OUI_OU_NON, default="")
    parent_isole = SelectField("Seule avec des enfants", choices=OUI_OU_NON, default="")
    inscrit_ft = SelectField("Inscrite à France Travail", choices=OUI_OU_NON, default="")
    inscrit_ft_le = DateField("Inscrite le", passee=True)
    metier = TexteField("Métier recherché", [Length(max=160)])
    projet = TextAreaField(
        "Son projet", [Length(max=2000)], description="Avec ses mots, ce qu’elle veut et ce qu’elle sait faire"
    )
    organisme = SelectField("Organisme référent", choices=[], default="")
    conseiller = TexteField("Qui l’y suit", [Length(max=160)])
    type_parcours = SelectField(
        "Parcours décidé", choices=choix(((t.value, t.libelle) for t in TypeDeParcours), "Non précisé"), default=""
    )
    orientation_notifiee_le = DateField(
        "Orientation notifiée le", passee=True, description="Le contrat d’engagement se signe dans le mois qui suit"
    )
    contrat_signe_le = DateField("Contrat d’engagement signé le", passee=True)
    contrat_revu_le = DateField("Contrat revu le", passee=True)
    heures_semaine = IntegerField(
        "Heures d’activité par semaine",
        [Optional(), NumberRange(0, HEURES_AU_PLUS, f"Écrivez un nombre d’heures entre 0 et {HEURES_AU_PLUS}.")],
        description=f"{HEURES}\u00a0heures en général, moins si sa situation le demande",
    )
    identifiant_ft = TexteField("Numéro France Travail", [Length(max=NUMERO_FT)])
    identifiant_milo = TexteField("Numéro à la mission locale (i-milo)", [Length(max=40)])
    identifiant_plie = TexteField("Numéro au PLIE", [Length(max=40)])

    def proposer(self, listes: dict[str, list[tuple[str, str]]]) -> None:
        """Offer the lists in force."""
        self.situation.choices = choix(listes["situation_emploi"], "Non précisée")
        self.niveau_etude.choices = choix(listes["niveau_etude"], "Non précisé")
        self.organisme.choices = choix(listes["organisme_referent"], "Non précisé")

    def saisie(self) -> SaisieDiagnostic:
        """What was typed."""
        return SaisieDiagnostic(
            fait_le=self.fait_le.data or aujourd_hui(),
            situation=self.situation.data or None,
            niveau_etude=self.niveau_etude.data or None,
            inscrit_ft=oui_ou_non(self.inscrit_ft.data),
            inscrit_ft_le=self.inscrit_ft_le.data,
            rsa=oui_ou_non(self.rsa.data),
            rqth=oui_ou_non(self.rqth.data),
            parent_isole=oui_ou_non(self.parent_isole.data),
            metier=texte(self.metier.data),
            projet=texte(self.projet.data),
            organisme=self.organisme.data or None,
            conseiller=texte(self.conseiller.data),
            type_parcours=TypeDeParcours(self.type_parcours.data) if self.type_parcours.data else None,
            orientation_notifiee_le=self.orientation_notifiee_le.data,
            contrat_signe_le=self.contrat_signe_le.data,
            contrat_revu_le=self.contrat_revu_le.data,
            heures_semaine=self.heures_semaine.data,
            identifiant_ft=texte(self.identifiant_ft.data),
            identifiant_milo=texte(self.identifiant_milo.data),
            identifiant_plie=texte(self.identifiant_plie.data),
        )

    def freins(self, offerts: Iterable[tuple[str, str]]) -> SaisieFreins:
        """Level of each obstacle offered."""
        return SaisieFreins({code: (mots, NiveauFrein(self[nom_du_frein(code)].data)) for code, mots in offerts})


def avec_les_freins(offerts: Iterable[tuple[str, str]]) -> type[DiagnosticForm]:
    """The form with a select for each obstacle: not asked until somebody says otherwise."""
    champs: dict[str, Any] = {
        nom_du_frein(code): SelectField(mots, choices=_NIVEAUX, default=NiveauFrein.NON_ABORDE.value) for code, mots in offerts
    }
    return type("DiagnosticForm", (DiagnosticForm,), champs)


class FreinForm(Formulaire):
    """One obstacle: how much it weighs, what is done about it."""

    version = HiddenField()
    niveau = RadioField("Aujourd’hui", choices=_NIVEAUX, validators=[Obligatoire("Choisissez un niveau.")])
    precision = TextAreaField(
        "Précisions", [Length(max=1000)], description="Des faits utiles pour agir, jamais un diagnostic médical"
    )
    actions = SelectMultipleField(
        "Actions pour le lever", choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    orientations = SelectMultipleField(
        "Orientations pour le lever", choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def proposer(self, actions: Iterable[tuple[str, str]], orientations: Iterable[tuple[str, str]]) -> None:
        """Offer the actions and the referrals of the pathway."""
        self.actions.choices, self.orientations.choices = choix(actions), choix(orientations)

    def saisie(self) -> SaisieFrein:
        """What was typed."""
        return SaisieFrein(
            NiveauFrein(self.niveau.data),
            texte(self.precision.data),
            tuple(uuid.UUID(a) for a in self.actions.data or []),
            tuple(uuid.UUID(o) for o in self.orientations.data or []),
        )
