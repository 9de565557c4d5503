"""The form of an accompaniment: mostly choices, to be filled standing, on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.accompagnements.forms import EchangeForm
from parcours.accompagnements.rules import Canal, Interlocuteur, SaisieEchange
from parcours.mediation_sante.rules import DUREES, TYPES, SaisieAccompagnement, SaisieActe, canal_du_lieu
from parcours.socle.formulaires import Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import minutes

LISTES = {
    "lieu": "lieu_sante",
    "besoins": "besoin_sante",
    "obstacles": "obstacle_sante",
    "resultat": "resultat_sante",
    "suite": "suite_sante",
}
"""Field -> editable list that it offers."""


def _cases(libelle: str) -> SelectMultipleField:
    return SelectMultipleField(libelle, choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class AccompagnementForm(EchangeForm):
    """An échange of the médiation santé. How it took place is told by the place, so `canal` is not asked."""

    canal = None
    abouti = RadioField(
        "Contact",
        choices=[SelectChoice(value="oui", label="Abouti"), SelectChoice(value="non", label="Tenté, sans réponse")],
        default="oui",
    )
    lieu = SelectField("Lieu", choices=[], validators=[Obligatoire("Choisissez le lieu.")])
    duree_min = SelectField("Durée", choices=[], validators=[Optional()])
    type = RadioField("Pour", choices=[SelectChoice(value=c, label=m) for c, m in TYPES.items()], validators=[Optional()])
    besoins = _cases("Besoins")
    obstacles = _cases("Obstacles")
    accompagnement_physique = BooleanField("J’ai accompagné la personne sur place")
    resultat = SelectField("Résultat", choices=[], validators=[Optional()])
    suite = SelectField("Suite", choices=[], validators=[Optional()])
    professionnel = TexteField("Professionnel ou structure", [Length(max=160, message="Gardez au plus 160 caractères.")])

    def proposer(self, listes: Mapping[str, Sequence[tuple[str, str]]]) -> AccompagnementForm:
        """Offer today's values; one already written, ended or typed in a spreadsheet, stays offered."""
        self._codes = {libelle: code for code, libelle in listes[LISTES["lieu"]]}
        for nom, liste in LISTES.items():
            _offrir(self[nom], [(libelle, libelle) for _, libelle in listes[liste]])
        _offrir(self.duree_min, [(str(n), minutes(n)) for n in DUREES])
        self.pour(enfant=False)
        return self

    def ecrit(self, canal: Canal) -> AccompagnementForm:
        """Remember how the échange being corrected took place, for a place that the list does not know."""
        self._canal = canal
        return self

    def _comment(self) -> Canal:
        code = self._codes.get(self.lieu.data)
        physique = bool(self.accompagnement_physique.data)
        garde = getattr(self, "_canal", None)
        return garde if code is None and garde is not None else canal_du_lieu(code or "", physique=physique)

    def saisie_complete(self) -> SaisieAccompagnement:
        """What was typed: the échange and its health side."""
        return SaisieAccompagnement(
            SaisieEchange(
                self.a_la_date.data or aujourd_hui(),
                self._comment(),
                Interlocuteur(self.interlocuteur.data),
                self.abouti.data == "oui",
                (self.texte.data or "").replace("\r\n", "\n").strip() or None,
                duree_min=int(self.duree_min.data) if self.duree_min.data else None,
                rappel_le=self.rappel_le.data if "rappel_le" in self else None,
                rappel_objet=(self.rappel_objet.data or None) if "rappel_objet" in self else None,
            ),
            SaisieActe(
                lieu=self.lieu.data or None,
                type=self.type.data or None,
                besoins=tuple(self.besoins.data or ()),
                obstacles=tuple(self.obstacles.data or ()),
                accompagnement_physique=bool(self.accompagnement_physique.data),
                professionnel=self.professionnel.data or None,
                resultat=self.resultat.data or None,
                suite=self.suite.data or None,
            ),
        )


def _offrir(champ: SelectField | SelectMultipleField, valeurs: Sequence[tuple[str, str]]) -> None:
    if isinstance(champ, SelectMultipleField):
        connus = {code for code, _ in valeurs}
        restes = [(mot, mot) for mot in champ.object_data or () if mot not in connus]
        champ.choices = [SelectChoice(value=code, label=libelle) for code, libelle in (*valeurs, *restes)]
        return
    choix = [("", "Choisir"), *valeurs]
    # `object_data` is what the row says: it stays offered even when the list no longer holds it.
    if (actuelle := champ.object_data) and actuelle not in {code for code, _ in choix}:
        choix.append((actuelle, minutes(int(actuelle)) if champ.name == "duree_min" else actuelle))
    champ.choices = [SelectChoice(value=code, label=libelle) for code, libelle in choix]
