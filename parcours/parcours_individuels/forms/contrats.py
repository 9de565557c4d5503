"""Forms of a PRE pathway under way: contract, suspension, renewal."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.validators import Length

from parcours.parcours_individuels.forms._notes import notes_saisies
from parcours.parcours_individuels.rules import SaisieContrat, SaisieRenouvellement, SaisieSuspension, Signataire
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire
from parcours.socle.horloge import aujourd_hui


class ContratForm(Formulaire):
    """The signed contrat d’engagement."""

    version = HiddenField()
    signe_le = DateField(
        "Signé le", validators=[Obligatoire("Écrivez la date de signature.")], default=aujourd_hui, passee=True
    )
    signe_enfant = BooleanField(Signataire.ENFANT.libelle)
    signe_parents = BooleanField(Signataire.PARENTS.libelle)
    signe_referent = BooleanField(Signataire.REFERENT.libelle)
    signe_coordinateur = BooleanField(Signataire.COORDINATEUR.libelle)
    terme_le = DateField("Jusqu’au", description="Sans date, un an après la signature")
    prochain_bilan_le = DateField("Premier bilan", description="Sans date, trois mois après, avant la fin de l’année scolaire")
    profil = SelectField("Profil de difficulté", choices=[], default="")

    def saisie(self, domaines: Iterable[str]) -> SaisieContrat:
        """What was typed."""
        return SaisieContrat(
            self.signe_le.data or aujourd_hui(),
            frozenset(s for s in Signataire if self[f"signe_{s.value}"].data),
            self.terme_le.data,
            self.prochain_bilan_le.data if "prochain_bilan_le" in self else None,
            notes_saisies(self, domaines),
            self.profil.data or None,
        )


class SuspensionForm(Formulaire):
    """A pause."""

    le = DateField("À partir du", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    motif = SelectField("Motif", [Obligatoire("Choisissez le motif.")], choices=[])
    retour_le = DateField("Retour prévu le", validators=[Obligatoire("Écrivez la date de retour prévue.")])
    texte = TextAreaField("Précision", [Length(max=500)])

    def saisie(self) -> SaisieSuspension:
        """What was typed."""
        return SaisieSuspension(
            self.le.data or aujourd_hui(),
            self.motif.data,
            self.retour_le.data or aujourd_hui(),
            (self.texte.data or "").strip() or None,
        )


class RenouvellementForm(Formulaire):
    """A new term, and why."""

    le = DateField("Décidé le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    terme_le = DateField("Nouveau terme", validators=[Obligatoire("Écrivez le nouveau terme.")])
    raison = TextAreaField("Pourquoi renouveler", [Obligatoire("Écrivez la raison du renouvellement."), Length(max=500)])

    def saisie(self) -> SaisieRenouvellement:
        """What was typed."""
        return SaisieRenouvellement(
            self.le.data or aujourd_hui(), self.terme_le.data or aujourd_hui(), (self.raison.data or "").strip()
        )
