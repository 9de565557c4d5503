"""Forms of accounts."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, HiddenField, PasswordField, RadioField, SearchField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.comptes.rules import LONGUEUR_MINIMALE
from parcours.comptes.rules.rythmes import Rythme
from parcours.comptes.rules.saisies import SaisieAgent, SaisieHabilitation
from parcours.socle.droits import ROLES_A_STRUCTURE, Dispositif, Role
from parcours.socle.formulaires import DateField, Formulaire, FormulaireDeFiltre, Obligatoire, TelephoneField, TexteField
from parcours.socle.horloge import aujourd_hui

AIDE_PHRASE = (
    f"{LONGUEUR_MINIMALE} caractères au moins, par exemple quatre ou cinq mots sans lien entre eux. "
    "Ni majuscule ni chiffre imposés\u00a0; vous pouvez la coller depuis un gestionnaire de mots de passe."
)
_ADRESSE = re.compile(r"[^@\s,;:<>()\"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)


@dataclass(frozen=True)
class SaisieConnexion:
    """Name and pass-phrase typed."""

    courriel: str
    phrase: str


class CourrielField(TexteField):
    """An e-mail address, in lower case."""

    def __init__(self, label: str, **options: Any) -> None:
        options.setdefault("render_kw", {"type": "email", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(label, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data:
            self.data = self.data.lower()

    def pre_validate(self, form: Any) -> None:
        if self.data and not _ADRESSE.fullmatch(self.data):
            raise ValidationError("Cette adresse électronique n’est pas complète, par exemple prenom.nom@ville.fr.")


def _phrase(libelle: str, *, nouvelle: bool) -> PasswordField:
    remplissage = "new-password" if nouvelle else "current-password"
    return PasswordField(
        libelle,
        validators=[Obligatoire(), Length(max=1024)],
        description=AIDE_PHRASE if nouvelle else "",
        render_kw={"autocomplete": remplissage, "spellcheck": "false"},
    )


class ConnexionForm(Formulaire):
    """Sign-in."""

    courriel = TexteField(
        "Adresse électronique",
        validators=[Obligatoire(), Length(max=200)],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false"},
    )
    phrase = _phrase("Phrase de passe", nouvelle=False)

    def saisie(self) -> SaisieConnexion:
        """What was typed."""
        return SaisieConnexion((self.courriel.data or "").lower(), self.phrase.data or "")


class OubliForm(Formulaire):
    """Asking for a link by oneself."""

    courriel = CourrielField("Adresse électronique", validators=[Obligatoire(), Length(max=200)])

    def saisie(self) -> str:
        """The address typed."""
        return str(self.courriel.data)


class NouvellePhraseForm(Formulaire):
    """Choosing a pass-phrase through a one-time link."""

    cle = HiddenField()
    nouvelle = _phrase("Votre phrase de passe", nouvelle=True)

    def saisie(self) -> tuple[str, str]:
        """Secret of the link, pass-phrase."""
        return self.cle.data or "", self.nouvelle.data or ""


class ChangerPhraseForm(Formulaire):
    """Changing one's pass-phrase."""

    actuelle = _phrase("Phrase de passe actuelle", nouvelle=False)
    nouvelle = _phrase("Nouvelle phrase de passe", nouvelle=True)

    def saisie(self) -> tuple[str, str]:
        """Present one, new one."""
        return self.actuelle.data or "", self.nouvelle.data or ""


class RaccourcisForm(Formulaire):
    """Keyboard shortcuts."""

    raccourcis = BooleanField("Utiliser les raccourcis clavier", description="Par exemple / pour chercher une personne.")

    def saisie(self) -> bool:
        """On or off."""
        return bool(self.raccourcis.data)


class MonTelephoneForm(Formulaire):
    """The number of one's office."""

    telephone = TelephoneField("Téléphone professionnel", description="Montré à qui vous est lié pour suivre une personne")

    def saisie(self) -> str | None:
        """The number, E.164; none erases it."""
        return self.telephone.data or None


class RythmeForm(Formulaire):
    """How often one is told by e-mail."""

    rythme = RadioField(
        "Quand être prévenu par courriel",
        choices=[SelectChoice(r.value, r.libelle) for r in Rythme],
        validators=[Obligatoire()],
        description="Les liens pour vous connecter et les convocations partent toujours tout de suite.",
    )

    def __init__(self, *args: Any, **valeurs: Any) -> None:
        super().__init__(*args, **valeurs)
        # Two forms share the page: their hidden fields keep their names, not their ids.
        for champ in (self.csrf_token, self.numero_envoi):
            champ.id = f"rythme-{champ.id}"

    def saisie(self) -> Rythme:
        """The pace chosen."""
        return Rythme(self.rythme.data)


class GesteForm(Formulaire):
    """A gesture without fields."""

    def saisie(self) -> None:
        """Nothing is typed."""


class VersionForm(Formulaire):
    """A gesture on a row two people may change."""

    version = HiddenField()

    def saisie(self) -> int:
        """Version shown on the page; an unreadable one is no version."""
        return int(self.version.data) if str(self.version.data or "").isdecimal() else 0


class _Identite(Formulaire):
    prenom = TexteField("Prénom", validators=[Obligatoire(), Length(max=80)])
    nom = TexteField("Nom", validators=[Obligatoire(), Length(max=80)])
    courriel = CourrielField(
        "Adresse électronique professionnelle",
        validators=[Obligatoire(), Length(max=200)],
        description="Elle sert à se connecter.",
    )
    fonction = TexteField("Fonction", validators=[Optional(), Length(max=120)], description="Par exemple référente de parcours")

    def agent(self) -> SaisieAgent:
        """Who the agent is."""
        return SaisieAgent(self.prenom.data or "", self.nom.data or "", self.courriel.data or "", self.fonction.data or None)


class AgentForm(_Identite):
    """Correcting an account."""

    version = HiddenField()

    def saisie(self) -> SaisieAgent:
        """What was typed."""
        return self.agent()


def _uuid_ou_rien(valeur: Any) -> uuid.UUID | None:
    return uuid.UUID(str(valeur)) if valeur else None


class HabilitationForm(Formulaire):
    """Giving a habilitation: role, scheme, structure, dates."""

    role = SelectField(
        "Rôle",
        validators=[Obligatoire()],
        choices=[SelectChoice("", "Choisir un rôle"), *(SelectChoice(r.value, r.libelle) for r in Role)],
    )
    dispositif = SelectField(
        "Dispositif",
        choices=[SelectChoice("", "Celui du rôle, ou aucun"), *(SelectChoice(d.value, d.libelle) for d in Dispositif)],
        description="À préciser seulement pour un partenaire ou le pilotage.",
    )
    structure_id = SelectField(
        "Structure",
        coerce=_uuid_ou_rien,
        description="Obligatoire pour un partenaire, un référent d’insertion ou un membre de l’EPS\u00a0: elle délimite ce qu’ils voient.",
    )
    debut = DateField("Premier jour", validators=[Obligatoire()], default=aujourd_hui)
    fin = DateField("Dernier jour", description="Vide\u00a0: sans date de fin.")
    charte_signee_le = DateField(
        "Charte de confidentialité signée le",
        passee=True,
        description="Pour un membre de l’EPS\u00a0; à renouveler chaque année.",
    )

    def proposer(self, structures: list[tuple[uuid.UUID, str]]) -> None:
        """Fill the list of structures."""
        self.structure_id.choices = [
            SelectChoice("", "Aucune"),
            *(SelectChoice(str(identifiant), nom) for identifiant, nom in structures),
        ]

    def validate_structure_id(self, champ: Field) -> None:
        """Roles whose perimeter is a structure must name it."""
        if self.role.data in {r.value for r in ROLES_A_STRUCTURE} and champ.data is None:
            raise ValidationError("Ce rôle demande de nommer une structure.")

    def validate_debut(self, champ: Field) -> None:
        """Nothing is given for the past."""
        if champ.data and champ.data < aujourd_hui():
            raise ValidationError("Une habilitation ne commence pas avant aujourd’hui.")

    def validate_fin(self, champ: Field) -> None:
        """The end does not come before the beginning."""
        if champ.data and self.debut.data and champ.data < self.debut.data:
            raise ValidationError("La fin vient avant le début.")

    def habilitation(self) -> SaisieHabilitation:
        """What is given."""
        return SaisieHabilitation(
            role=Role(self.role.data),
            dispositif=Dispositif(self.dispositif.data) if self.dispositif.data else None,
            structure_id=self.structure_id.data,
            debut=self.debut.data or aujourd_hui(),
            fin=self.fin.data,
            charte_signee_le=self.charte_signee_le.data,
        )

    def saisie(self) -> SaisieHabilitation:
        """What was typed."""
        return self.habilitation()


class InvitationForm(HabilitationForm, _Identite):
    """Inviting an agent with a first habilitation."""

    def invitation(self) -> tuple[SaisieAgent, SaisieHabilitation]:
        """Who, and what is given."""
        return self.agent(), self.habilitation()


class TerminerForm(VersionForm):
    """Ending a habilitation."""

    quand = RadioField(
        "Quand prend-elle fin\u00a0?",
        choices=[SelectChoice("tout_de_suite", "Tout de suite"), SelectChoice("a_une_date", "À la fin d’une journée")],
        default="tout_de_suite",
        validators=[Obligatoire()],
    )
    dernier_jour = DateField("Dernier jour", description="Seulement si elle prend fin à la fin d’une journée.")

    def validate_dernier_jour(self, champ: Field) -> None:
        """A date is needed when one is announced, today at the earliest."""
        if self.quand.data != "a_une_date" or champ.errors:
            return
        if champ.data is None:
            raise ValidationError("Écrivez le dernier jour.")
        if champ.data < aujourd_hui():
            raise ValidationError("Le dernier jour est aujourd’hui au plus tôt.")

    def dernier(self) -> date | None:
        """Last day in force, or None for at once."""
        return self.dernier_jour.data if self.quand.data == "a_une_date" else None


class CharteForm(VersionForm):
    """Yearly signature of an EPS member's charter."""

    signee_le = DateField("Charte signée le", validators=[Obligatoire()], passee=True, default=aujourd_hui)

    def signature(self) -> date:
        """Day of the signature."""
        return self.signee_le.data or aujourd_hui()


class InstallationForm(_Identite):
    """First start: the code printed by `init`, and the first administrator."""

    code = TexteField(
        "Code d’installation",
        validators=[Obligatoire(), Length(max=100)],
        description="Affiché par la commande «\u00a0init\u00a0» sur le serveur.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    nouvelle = _phrase("Votre phrase de passe", nouvelle=True)

    def saisie(self) -> tuple[str, SaisieAgent, str]:
        """Code, administrator, pass-phrase."""
        return self.code.data or "", self.agent(), self.nouvelle.data or ""


class FiltreDesAgentsForm(FormulaireDeFiltre):
    """Filters of the list; they live in the address."""

    q = SearchField("Nom, adresse ou fonction")
    role = SelectField("Rôle", choices=[SelectChoice("", "Tous les rôles"), *(SelectChoice(r.value, r.libelle) for r in Role)])
    etat = SelectField(
        "État",
        choices=[
            SelectChoice("", "Tous"),
            SelectChoice("actif", "Actifs"),
            SelectChoice("invite", "Invités, lien pas encore utilisé"),
            SelectChoice("desactive", "Désactivés"),
        ],
    )

    def filtres(self) -> dict[str, str]:
        """What is asked for; a value that is not proposed is ignored."""
        connus = {r.value for r in Role}
        etats = {"actif", "invite", "desactive"}
        return {
            "q": (self.q.data or "").strip()[:100],
            "role": self.role.data if self.role.data in connus else "",
            "etat": self.etat.data if self.etat.data in etats else "",
        }
