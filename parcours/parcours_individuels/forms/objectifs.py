"""Form of an objective."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import Length

from parcours.parcours_individuels.forms._choix import etats_de
from parcours.parcours_individuels.forms._notes import champ_de_note, note
from parcours.parcours_individuels.rules import EtatObjectif, SaisieObjectif
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire
from parcours.socle.horloge import aujourd_hui


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
    note_debut = champ_de_note("Au départ, c’est")
    note_fin = champ_de_note("Aujourd’hui, c’est")
    etat = RadioField("Où en est-on ?", choices=etats_de(EtatObjectif), default=EtatObjectif.EN_COURS.value)
    atteint_le = DateField("Terminé le", passee=True, description="Seulement s’il n’est plus en cours")

    def saisie(self) -> SaisieObjectif:
        """What was typed."""
        return SaisieObjectif(
            (self.texte.data or "").strip(),
            self.domaine.data or None,
            EtatObjectif(self.etat.data),
            self.depuis_le.data or aujourd_hui(),
            self.atteint_le.data,
            note(self.note_debut.data),
            note(self.note_fin.data),
        )
