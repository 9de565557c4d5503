"""Forms of a pathway."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.parcours_individuels.rules import (
    EtatAction,
    EtatObjectif,
    EtatParcours,
    SaisieAction,
    SaisieEtat,
    SaisieObjectif,
    SaisieOuverture,
    SaisieParcours,
)
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui

Couples = Iterable[tuple[str, str]]


def _choix(couples: Couples, vide: str | None = None) -> list[SelectChoice]:
    debut = [] if vide is None else [SelectChoice(value="", label=vide)]
    return [*debut, *(SelectChoice(value=valeur, label=mot) for valeur, mot in couples)]


def _etats(enumeration: Any) -> list[SelectChoice]:
    return _choix((e.value, e.libelle) for e in enumeration)


class _AvecMotifs(Formulaire):
    """Reasons of the request: one main, others ticked."""

    motif_principal = SelectField("Motif principal", choices=[])
    autres_motifs = SelectMultipleField(
        "Autres motifs", choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def choisir_les_motifs(self, motifs: list[tuple[str, str]]) -> None:
        """Offer the reasons of the editable list."""
        self.motif_principal.choices = _choix(motifs, "Non précisé")
        self.autres_motifs.choices = _choix(motifs)
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
        choices=_choix((("non", "La demande est à étudier"), ("oui", "L’accompagnement a commencé"))),
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

    def saisie(self) -> SaisieParcours:
        """What was typed."""
        return SaisieParcours(
            self.demande_le.data,
            self.oriente_par.data or None,
            self.eps_le.data if "eps_le" in self else None,
            self.debut_le.data,
            self.prochain_bilan_le.data,
            self.motifs(),
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


class ObjectifForm(Formulaire):
    """What the person and the team want to reach."""

    version = HiddenField()
    texte = TextAreaField(
        "Objectif",
        [Obligatoire("Écrivez l’objectif."), Length(max=500)],
        description="Dans les mots de la personne ou de la famille",
    )
    domaine = SelectField("Domaine", choices=[])
    depuis_le = DateField("Depuis le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui)
    etat = RadioField("Où en est-on ?", choices=_etats(EtatObjectif), default=EtatObjectif.EN_COURS.value)
    atteint_le = DateField("Terminé le", passee=True, description="Seulement s’il n’est plus en cours")

    def saisie(self) -> SaisieObjectif:
        """What was typed."""
        return SaisieObjectif(
            (self.texte.data or "").strip(),
            self.domaine.data or None,
            EtatObjectif(self.etat.data),
            self.depuis_le.data or aujourd_hui(),
            self.atteint_le.data,
        )


class ActionForm(Formulaire):
    """Something done or to be done."""

    version = HiddenField()
    type = SelectField("Type d’action", [Obligatoire("Choisissez un type d’action.")], choices=[])
    libelle = TexteField("Précision", [Length(max=200)], description="Par exemple : judo, 2 séances par semaine")
    objectif_id = SelectField("Pour l’objectif", choices=[])
    operateur_id = SelectField("Par quelle structure", choices=[])
    etat = RadioField("Où en est-on ?", choices=_etats(EtatAction), default=EtatAction.PREVUE.value)
    prevue_le = DateField("Prévue le")
    faite_le = DateField("Faite le", passee=True)

    def saisie(self) -> SaisieAction:
        """What was typed; without a precision, the action bears the name of its type."""
        mots = {c.value: c.label for c in self.type.choices}
        return SaisieAction(
            self.type.data,
            self.libelle.data or mots[self.type.data].split("\u00a0: ")[-1],
            EtatAction(self.etat.data),
            uuid.UUID(self.objectif_id.data) if self.objectif_id.data else None,
            uuid.UUID(self.operateur_id.data) if self.operateur_id.data else None,
            self.prevue_le.data,
            self.faite_le.data,
        )
