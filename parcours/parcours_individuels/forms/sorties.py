"""The exit of a PRE pathway and the news taken afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wtforms import HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import Length
from wtforms.validators import Optional as Facultatif

from parcours.parcours_individuels.forms._choix import choix, etats_de
from parcours.parcours_individuels.forms._notes import nom_de_note, nom_de_situation, note
from parcours.parcours_individuels.rules import RETRAITS, Relais, SaisieSortie, SaisieVeille, Satisfaction, Situation
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui


class SortieForm(Formulaire):
    """Why, how the child stands, who takes over, what the family says of it."""

    version = HiddenField()
    sortie_le = DateField("Sortie le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    motif_sortie = SelectField("Motif de sortie", [Obligatoire("Choisissez le motif de sortie.")], choices=[])
    relais = RadioField("Relais effectif", [Facultatif()], choices=etats_de(Relais))
    relais_structure_id = SelectField("Vers quelle structure", choices=[], default="")
    relais_vers = TexteField("Ou vers qui", [Length(max=200)], description="Un service, un professionnel, sans nom de personne")
    satisfaction = SelectField(
        "La famille est", choices=choix(((s.value, s.libelle) for s in Satisfaction), "Non recueilli"), default=""
    )
    relu_avec_parents_le = DateField("Bilan relu avec les parents le", passee=True)
    mots_enfant = TextAreaField("Ce que dit l’enfant", [Length(max=2000)], description="Dans ses mots")
    mots_parents = TextAreaField("Ce que disent les parents", [Length(max=2000)], description="Dans leurs mots")
    veille_le = DateField(
        "Prendre des nouvelles le", description="Entre trois et six mois après\u00a0; laissez vide s’il n’y a pas de veille"
    )

    def validate_veille_le(self, champ: DateField) -> None:
        """The watch comes after the exit, and never after a withdrawal."""
        if self.motif_sortie.data in RETRAITS:
            champ.data = None  # proposed by default: a withdrawal ends everything
        elif champ.data is not None and self.sortie_le.data is not None and champ.data <= self.sortie_le.data:
            raise ValidationError("Les nouvelles se prennent après la sortie.")

    def saisie(self, domaines: Iterable[str]) -> SaisieSortie:
        """What was typed."""
        mots = {c.value: c.label for c in self.motif_sortie.choices}
        return SaisieSortie(
            le=self.sortie_le.data or aujourd_hui(),
            motif=self.motif_sortie.data,
            libelle_motif=mots.get(self.motif_sortie.data),
            situations={code: valeur for code in domaines if any(valeur := self._situation(code))},
            relais=Relais(self.relais.data) if self.relais.data else None,
            relais_vers=self.relais_vers.data or None,
            relais_structure_id=uuid.UUID(self.relais_structure_id.data) if self.relais_structure_id.data else None,
            satisfaction=Satisfaction(self.satisfaction.data) if self.satisfaction.data else None,
            relu_avec_parents_le=self.relu_avec_parents_le.data,
            mots_enfant=(self.mots_enfant.data or "").strip() or None,
            mots_parents=(self.mots_parents.data or "").strip() or None,
            veille_le=self.veille_le.data,
        )

    def _situation(self, domaine: str) -> tuple[int | None, Situation | None]:
        situation = self[nom_de_situation(domaine)].data
        return note(self[nom_de_note(domaine)].data), Situation(situation) if situation else None


class VeilleForm(Formulaire):
    """News of the child, some months after."""

    le = DateField("Nouvelles prises le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    situation = RadioField(
        "Depuis la sortie, la situation est", [Obligatoire("Choisissez une réponse.")], choices=etats_de(Situation)
    )
    texte = TextAreaField("Ce qu’on a appris", [Length(max=2000)])

    def saisie(self) -> SaisieVeille:
        """What was typed."""
        return SaisieVeille(
            self.le.data or aujourd_hui(), Situation(self.situation.data), (self.texte.data or "").strip() or None
        )
