"""Forms of a person's file."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.beneficiaires.rules import (
    PROPOSER,
    EtatAccord,
    FormeAccord,
    LienFamilial,
    Lieu,
    NatureRattachement,
    SaisieAccord,
    SaisieContact,
    SaisieIdentite,
    SaisieReferent,
    Sexe,
    SituationQuartier,
)
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TelephoneField, TexteField
from parcours.socle.horloge import aujourd_hui

_COURRIEL = Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message="Cette adresse électronique n’est pas complète.")


def choix_de(enumeration: Any, *, sauf: tuple[Any, ...] = ()) -> list[SelectChoice]:
    """Choices of an enumeration that has words."""
    return [SelectChoice(value=e.value, label=e.libelle) for e in enumeration if e not in sauf]


def _uuid(valeur: str | None) -> uuid.UUID | None:
    return uuid.UUID(valeur) if valeur else None


def _texte(valeur: str | None) -> str | None:
    return valeur.strip() or None if valeur else None


class _Quartier(Formulaire):
    """A district chosen, or proposed from the address."""

    quartier = SelectField("Quartier", choices=[], default=SituationQuartier.INCONNU.value)

    def choisir_parmi(self, quartiers: list[Any], *, proposer: bool) -> None:
        """Offer the districts of the day (objects with id, nom, type)."""
        self._types = {str(q.id): q.type.value for q in quartiers}
        proposition = [SelectChoice(value=PROPOSER, label="Proposer d’après l’adresse")] if proposer else []
        self.quartier.choices = [
            *proposition,
            *(SelectChoice(value=str(q.id), label=q.nom) for q in quartiers),
            SelectChoice(value=SituationQuartier.HORS.value, label="Hors quartier prioritaire"),
            SelectChoice(value=SituationQuartier.INCONNU.value, label="Inconnu"),
        ]

    def lieu(self) -> Lieu:
        """What was chosen."""
        valeur = self.quartier.data
        if valeur == PROPOSER:
            return Lieu(SituationQuartier.INCONNU, propose=True)
        if valeur in self._types:
            return Lieu(SituationQuartier(self._types[valeur]), uuid.UUID(valeur))
        return Lieu(SituationQuartier(valeur))


class IdentiteForm(Formulaire):
    """Identity of a person; `version` detects two agents on one file."""

    version = HiddenField()
    nom = TexteField("Nom", [Obligatoire("Écrivez le nom."), Length(max=120)])
    prenom = TexteField("Prénom", [Obligatoire("Écrivez le prénom."), Length(max=120)])
    nom_naissance = TexteField("Nom de naissance", [Length(max=120)], description="S’il est différent du nom")
    date_naissance = DateField("Date de naissance", naissance=True, description="Par exemple 8/3/2018 ou 08032018")
    sexe = RadioField("Sexe", choices=choix_de(Sexe), default=Sexe.INCONNU.value)
    telephone = TelephoneField("Téléphone")
    courriel = TexteField("Adresse électronique", [Optional(), Length(max=200), _COURRIEL])
    adresse = TexteField("Adresse", [Length(max=200)], description="Numéro et rue, ou résidence")
    commune_id = SelectField("Commune", choices=[], default="")
    etablissement_id = SelectField("Établissement scolaire", choices=[], default="")
    classe = TexteField("Classe", [Length(max=20)], description="Par exemple CE2 ou 6e")
    observations = TextAreaField(
        "Observations", [Length(max=4000)], description="Les faits utiles à tous ; ce texte est chiffré"
    )

    def choisir_les_lieux(self, communes: list[tuple[str, str]], etablissements: list[tuple[str, str]]) -> None:
        """Offer the communes and the schools."""
        self.commune_id.choices = [SelectChoice(value=v, label=mot) for v, mot in (("", "Non renseignée"), *communes)]
        self.etablissement_id.choices = [
            SelectChoice(value=v, label=mot) for v, mot in (("", "Non renseigné"), *etablissements)
        ]

    def saisie(self) -> SaisieIdentite:
        """What was typed."""
        return SaisieIdentite(
            nom=self.nom.data or "",
            prenom=self.prenom.data or "",
            nom_naissance=_texte(self.nom_naissance.data),
            sexe=Sexe(self.sexe.data),
            date_naissance=self.date_naissance.data,
            telephone=self.telephone.data,
            courriel=_texte(self.courriel.data),
            adresse=_texte(self.adresse.data),
            commune_id=_uuid(self.commune_id.data),
            etablissement_id=_uuid(self.etablissement_id.data),
            classe=_texte(self.classe.data),
            observations=_texte(self.observations.data) if "observations" in self else None,
        )


class NouvellePersonneForm(IdentiteForm, _Quartier):
    """A new file: the identity, the district, the dispositif when there is a choice."""

    dispositif = SelectField("Dispositif", choices=[])
    quand_meme = HiddenField()
    """Filled once the close files have been shown: sending again creates."""


class QuartierForm(_Quartier):
    """A district as at a date."""

    au = DateField("À la date du", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)

    def jour(self) -> date:
        """The date typed."""
        return self.au.data or aujourd_hui()


class ContactForm(Formulaire):
    """A holder of parental authority, or another contact."""

    version = HiddenField()
    lien = SelectField("Lien avec la personne", choices=choix_de(LienFamilial))
    nom = TexteField("Nom", [Obligatoire("Écrivez le nom."), Length(max=120)])
    prenom = TexteField("Prénom", [Obligatoire("Écrivez le prénom."), Length(max=120)])
    autorite_parentale = BooleanField("Exerce l’autorité parentale", default=True)
    telephone = TelephoneField("Téléphone")
    courriel = TexteField("Adresse électronique", [Optional(), Length(max=200), _COURRIEL])
    adresse = TexteField("Adresse", [Length(max=200)], description="Si elle est différente de celle de la personne")
    langue = TexteField("Langue parlée", [Length(max=60)], description="Utile pour prévoir un interprète")
    contact_autorise = BooleanField("On peut la contacter", default=True)
    restriction = TexteField(
        "Restriction", [Length(max=300)], description="Par exemple : ne pas appeler le soir. Ce texte est chiffré"
    )

    def saisie(self) -> SaisieContact:
        """What was typed."""
        return SaisieContact(
            lien=LienFamilial(self.lien.data),
            autorite_parentale=bool(self.autorite_parentale.data),
            nom=self.nom.data or "",
            prenom=self.prenom.data or "",
            telephone=self.telephone.data,
            courriel=_texte(self.courriel.data),
            adresse=_texte(self.adresse.data),
            langue=_texte(self.langue.data),
            contact_autorise=bool(self.contact_autorise.data),
            restriction=_texte(self.restriction.data),
        )


class AccordForm(Formulaire):
    """An agreement: its state, who gave it, when, how, and for whom."""

    version = HiddenField()
    etat = RadioField(
        "Que s’est-il passé ?",
        [Obligatoire("Choisissez une réponse.")],
        choices=[
            SelectChoice(value=EtatAccord.CONFIRME.value, label="L’accord est donné"),
            SelectChoice(value=EtatAccord.EN_ATTENTE.value, label="La réponse est attendue"),
            SelectChoice(value=EtatAccord.REFUSE.value, label="L’accord est refusé"),
            SelectChoice(value=EtatAccord.RETIRE.value, label="L’accord est retiré"),
        ],
    )
    contact_id = SelectField("Par qui", choices=[])
    donne_le = DateField("Le", passee=True)
    forme = RadioField("Sous quelle forme", choices=choix_de(FormeAccord), default=FormeAccord.INCONNUE.value)
    portee_eps = BooleanField("La situation peut être présentée en équipe pluridisciplinaire de soutien (EPS)")
    structures = SelectMultipleField(
        "Partenaires avec qui échanger",
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Un partenaire qui n’est pas coché ne pourra rien recevoir",
    )
    dispositifs = SelectMultipleField(
        "Autres suivis avec qui se coordonner",
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Chacun saura qui appeler chez l’autre ; aucune note n’est partagée",
    )

    def validate_donne_le(self, champ: DateField) -> None:
        """A confirmed agreement has a date."""
        if self.etat.data == EtatAccord.CONFIRME.value and champ.data is None:
            raise ValidationError("Écrivez la date à laquelle l’accord a été donné.")

    def validate_forme(self, champ: RadioField) -> None:
        """A confirmed agreement has a form."""
        if self.etat.data == EtatAccord.CONFIRME.value and champ.data == FormeAccord.INCONNUE.value:
            raise ValidationError("Dites si l’accord a été donné à l’oral ou par écrit.")

    def saisie(self) -> SaisieAccord:
        """What was typed."""
        return SaisieAccord(
            etat=EtatAccord(self.etat.data),
            contact_id=_uuid(self.contact_id.data),
            forme=FormeAccord(self.forme.data),
            donne_le=self.donne_le.data,
            portee_eps=self.portee_eps is not None and bool(self.portee_eps.data),
            structures=tuple(uuid.UUID(s) for s in self.structures.data or ()),
            dispositifs=tuple(Dispositif(d) for d in self.dispositifs.data or ()),
        )


class ReferentForm(Formulaire):
    """Who follows the person, and from when."""

    nature = RadioField(
        "Rôle",
        choices=choix_de(NatureRattachement, sauf=(NatureRattachement.REPERAGE, NatureRattachement.ACCOMPAGNEMENT)),
        default=NatureRattachement.REFERENT.value,
    )
    agent_id = SelectField("Qui", [Obligatoire("Choisissez quelqu’un.")], choices=[])
    debut = DateField("À partir du", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui)

    def saisie(self) -> SaisieReferent:
        """What was typed."""
        return SaisieReferent(
            NatureRattachement(self.nature.data), uuid.UUID(self.agent_id.data), self.debut.data or aujourd_hui()
        )


class FinForm(Formulaire):
    """Last day of a period."""

    fin = DateField("Dernier jour", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui)

    def jour(self) -> date:
        """The date typed."""
        return self.fin.data or aujourd_hui()
