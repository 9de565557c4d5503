"""Forms of the kinds of meetings and of the school holidays."""

from __future__ import annotations

import re
import uuid
from datetime import date

from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.reunions.forms.calendrier import duree_field
from parcours.reunions.rules.types import SaisieType, Vacances
from parcours.socle.dates import DateIllisible, lire_date
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import OBLIGATOIRE, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui


class TypeForm(Formulaire):
    """A kind of meeting."""

    libelle = TexteField("Nom du type de réunion", validators=[Obligatoire(), Length(max=80)])
    dispositif = RadioField("Dispositif", validators=[Obligatoire("Choisissez un dispositif.")])
    duree_minutes = duree_field("Durée habituelle (minutes)", InputRequired(OBLIGATOIRE))
    minutes_par_situation = duree_field("Temps par situation (minutes)", InputRequired(OBLIGATOIRE))
    lieu = TexteField("Lieu habituel", validators=[Optional(), Length(max=160)])
    sur_situations = BooleanField("On y examine des situations d’enfants", default=True)
    actif = BooleanField("Proposé pour les nouvelles réunions", default=True)
    membres = SelectMultipleField("Membres habituels", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    version = HiddenField()

    def proposer(self, dispositifs: list[Dispositif], membres: list[tuple[str, str]]) -> None:
        """Offer the schemes one organises for (the only one is chosen) and the members of the EPS."""
        self.dispositif.choices = [SelectChoice(value=d.value, label=d.libelle) for d in dispositifs]
        if len(dispositifs) == 1 and not self.dispositif.data:
            self.dispositif.data = dispositifs[0].value
        self.membres.choices = [SelectChoice(value=code, label=libelle) for code, libelle in membres]

    def saisie(self) -> SaisieType:
        """What was typed."""
        return SaisieType(
            self.libelle.data or "",
            Dispositif(self.dispositif.data),
            self.duree_minutes.data or 0,
            self.minutes_par_situation.data or 0,
            self.lieu.data or None,
            bool(self.sur_situations.data),
            bool(self.actif.data),
            tuple(uuid.UUID(code) for code in self.membres.data or []),
        )


_PERIODE = re.compile(r"^(?P<nom>[^:]+?)\s*:\s*(?:du\s+)?(?P<du>.+?)\s+(?:au|à)\s+(?P<au>.+)$", re.IGNORECASE)


class VacancesForm(Formulaire):
    """One holiday a line: « Noël : 19/12/2026 au 3/01/2027 »."""

    lignes = TextAreaField("Vacances scolaires, une période par ligne", validators=[Optional(), Length(max=3000)])

    def validate_lignes(self, champ: TextAreaField) -> None:
        """Each line is a name, then two dates in order."""
        self.lues: list[Vacances] = []
        for ligne in (champ.data or "").splitlines():
            if ligne.strip():
                self.lues.append(_lire_une_periode(ligne.strip()))

    def saisie(self) -> list[Vacances]:
        """The holidays read, in order."""
        return sorted(self.lues, key=lambda v: v.du)


def _lire_une_periode(ligne: str) -> Vacances:
    if not (partie := _PERIODE.match(ligne)):
        raise ValidationError(
            f"«\u00a0{ligne[:60]}\u00a0»\u00a0: écrivez le nom, puis «\u00a0: 19/12/2026 au 3/01/2027\u00a0»."
        )
    try:
        du, au = (_jour(partie[nom]) for nom in ("du", "au"))
    except DateIllisible as erreur:
        raise ValidationError(f"{partie['nom']}\u00a0: {erreur}") from None
    if au < du:
        raise ValidationError(f"{partie['nom']}\u00a0: le dernier jour vient avant le premier.")
    return Vacances(partie["nom"].strip()[:80], du, au)


def _jour(texte: str) -> date:
    return lire_date(texte.strip(" ."), aujourd_hui=aujourd_hui())
