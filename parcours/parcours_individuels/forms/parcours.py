"""Forms of a pathway: opening, step, dates and reasons."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.parcours_individuels.forms._choix import choix
from parcours.parcours_individuels.rules import EtatParcours, SaisieEtat, SaisieOuverture, SaisieParcours
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui


class _AvecMotifs(Formulaire):
    """Reasons of the request: one main, others ticked."""

    motif_principal = SelectField("Motif principal", choices=[])
    autres_motifs = SelectMultipleField(
        "Autres motifs", choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def choisir_les_motifs(self, motifs: list[tuple[str, str]]) -> None:
        """Offer the reasons of the editable list."""
        self.motif_principal.choices = choix(motifs, "Non précisé")
        self.autres_motifs.choices = choix(motifs)
        self._motifs = dict(motifs)

    def motifs(self) -> tuple[tuple[str, str], ...]:
        """Chosen reasons, the main one first."""
        codes = [self.motif_principal.data, *(self.autres_motifs.data or [])]
        return tuple((code, self._motifs[code]) for code in dict.fromkeys(codes) if code in self._motifs)


class OuvertureForm(_AvecMotifs):
    """A pathway that begins."""

    demande_le = DateField("Date de la demande", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    oriente_par = SelectField("Qui oriente", choices=[])
    commence = RadioField(
        "Où en est-on ?",
        choices=choix((("non", "La demande est à étudier"), ("oui", "L’accompagnement a commencé"))),
        default="non",
    )
    debut_le = DateField("Depuis le", passee=True, description="Seulement si l’accompagnement a commencé")

    def validate_debut_le(self, champ: DateField) -> None:
        """A beginning has a date."""
        if self.commence.data == "oui" and champ.data is None:
            raise ValidationError("Écrivez la date du début.")

    def saisie(self, orienteurs: dict[str, str]) -> SaisieOuverture:
        """What was typed; `orienteurs` gives the words of the list."""
        debut = self.debut_le.data if self.commence.data == "oui" else None
        return SaisieOuverture(
            self.demande_le.data or aujourd_hui(), orienteurs.get(self.oriente_par.data or ""), debut, self.motifs()
        )


class ParcoursForm(_AvecMotifs):
    """Dates and reasons of a pathway."""

    version = HiddenField()
    demande_le = DateField("Date de la demande", passee=True)
    oriente_par = TexteField("Qui oriente", [Length(max=120)])
    eps_le = DateField("Passage en EPS")
    debut_le = DateField("Entrée en parcours", passee=True)
    prochain_bilan_le = DateField("Prochain bilan")
    profil = SelectField("Profil de difficulté", choices=[], default="")

    def saisie(self) -> SaisieParcours:
        """What was typed."""
        return SaisieParcours(
            self.demande_le.data,
            self.oriente_par.data or None,
            self.eps_le.data if "eps_le" in self else None,
            self.debut_le.data,
            self.prochain_bilan_le.data,
            profil=(self.profil.data or None) if "profil" in self else None,
            motifs=self.motifs(),
        )


class EtatForm(Formulaire):
    """The next step of a pathway."""

    version = HiddenField()
    vers = RadioField("Nouvelle étape", [Obligatoire("Choisissez une étape.")], choices=[])
    le = DateField("À la date du", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    motif = SelectField("Motif de sortie", choices=[], description="Seulement pour une sortie")
    precision = TexteField("Précision", [Length(max=160)], description="En quelques mots")

    def validate_motif(self, champ: SelectField) -> None:
        """An exit has a reason."""
        if self.vers.data == EtatParcours.SORTI.value and not champ.data:
            raise ValidationError("Choisissez le motif de sortie.")

    def saisie(self) -> SaisieEtat:
        """What was typed."""
        vers = EtatParcours(self.vers.data)
        motif = self.motif.data or None if vers is EtatParcours.SORTI else None
        precision = self.precision.data or (dict(self._mots()).get(motif) if motif else None)
        return SaisieEtat(vers, self.le.data or aujourd_hui(), motif, precision)

    def _mots(self) -> list[tuple[str, str]]:
        return [(c.value, c.label) for c in self.motif.choices]
