"""Forms of an action and of its séances."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from parcours.parcours_individuels.forms._choix import choix, etats_de
from parcours.parcours_individuels.rules import (
    HEURES,
    EtatAction,
    Financement,
    ManqueePar,
    PlanAction,
    Rythme,
    SaisieAction,
    SaisieSeance,
    mots_de_manque,
)
from parcours.socle.dates import HeureIllisible, lire_heure
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import DateField, EurosField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui

DUREE_AU_PLUS = 99 * 60
"""A séance lasts less than that (a stay of four days and nights)."""
_RIEN = "Non précisé"


def _id(valeur: str | None) -> uuid.UUID | None:
    return uuid.UUID(valeur) if valeur else None


def lire_la_duree(texte: str) -> int:
    """Minutes of « 45 min », « 45 », « 1 h », « 1 h 30 », « 1,5 h ».

    Raises:
        ValueError: with the sentence to show.
    """
    mots = " ".join(texte.lower().replace("heures", "h").replace("heure", "h").split())
    if lu := re.fullmatch(r"(\d{1,3}) ?(?:min|minutes|mn)?", mots):
        return int(lu[1])
    if lu := re.fullmatch(r"(\d{1,2})[.,](\d{1,2}) ?h", mots):
        return round(float(f"{lu[1]}.{lu[2]}") * 60)
    try:
        heure = lire_heure(texte)
    except HeureIllisible:
        raise ValueError("Écrivez la durée comme 45 min ou 1 h 30.") from None
    return heure.hour * 60 + heure.minute


class DureeField(StringField):
    """How long, kept in minutes."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        heures, reste = divmod(self.data or 0, 60)
        if not self.data:
            return ""
        return f"{heures} h {reste:02d}" if heures and reste else f"{heures} h" if heures else f"{reste} min"

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: int | None = None
        if valuelist and valuelist[0].strip():
            self.data = lire_la_duree(valuelist[0])
            if not 0 < self.data <= DUREE_AU_PLUS:
                raise ValueError("Cette durée n’est pas possible.")


class QuantiteField(StringField):
    """How much is planned: a number, read as hours or séances by the type of the action."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: Decimal | None = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = Decimal(valuelist[0].strip().removesuffix("h").strip().replace(",", "."))
        except InvalidOperation:
            raise ValueError("Écrivez un nombre, par exemple 10 ou 1,5.") from None
        if not 0 < self.data <= 999:
            raise ValueError("Entre 1 et 999.")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        return f"{self.data:.2f}".rstrip("0").rstrip(".").replace(".", ",")


class ActionForm(Formulaire):
    """Something done or to be done."""

    version = HiddenField()
    type = SelectField("Type d’action", [Obligatoire("Choisissez un type d’action.")], choices=[])
    libelle = TexteField("Précision", [Length(max=200)], description="Par exemple : judo, avec le club de Longuenesse")
    objectif_id = SelectField("Pour l’objectif", choices=[])
    operateur_id = SelectField("Par quelle structure", choices=[])
    etat = RadioField("Où en est-on ?", choices=etats_de(EtatAction), default=EtatAction.PREVUE.value)
    faite_le = DateField("Faite le", passee=True, description="Seulement quand tout est fini")
    prevue_le = DateField("Prévue le, ou à partir du")
    prevue_au = DateField("Jusqu’au")
    rythme = SelectField("Rythme", choices=choix(((r.value, r.libelle) for r in Rythme), _RIEN))
    frequence = TexteField("Jour et heure", [Length(max=120)], description="Par exemple : le mercredi à 14 h")
    prochaine_le = DateField("Prochaine séance le", description="Avance toute seule quand le rythme est connu")
    quantite = QuantiteField("Combien en tout", description="En séances, ou en heures pour un type qui se compte en heures")
    collective = RadioField(
        "Individuelle ou collective", choices=choix((("non", "Individuelle"), ("oui", "Collective"))), default="non"
    )
    financement = RadioField("Qui paie ?", choices=etats_de(Financement), validators=[Optional()])
    cout_prevu = EurosField("Coût prévu, en euros", description="Par exemple : 12,50")
    cout_engage = EurosField("Coût engagé, en euros")
    cout_paye = EurosField("Coût payé, en euros")
    resultat = TextAreaField("Ce que cela a donné", [Length(max=1000)])

    def proposer(self, groupes: dict[str, list[tuple[str, str]]], objectifs: Any, structures: Any) -> None:
        """Offer the types by family, the objectives of the pathway and the structures of the annuaire."""
        self.type.choices = [
            SelectChoice(value="", label="Choisir"),
            *(
                SelectChoice(value=code, label=mot, optgroup=famille or "Autre")
                for famille, types in groupes.items()
                for code, mot in types
            ),
        ]
        self.objectif_id.choices = choix(objectifs, "Aucun en particulier")
        self.operateur_id.choices = choix(structures, "Non précisée")

    def reprendre(self, action: Any) -> None:
        """Show what the action already says."""
        self.etat.data = action.etat.value
        self.objectif_id.data = str(action.objectif_id or "")
        self.operateur_id.data = str(action.operateur_id or "")
        self.rythme.data = action.rythme.value if action.rythme else ""
        self.collective.data = "oui" if action.collective else "non"
        self.financement.data = action.financement.value if action.financement else None
        if action.prevu:
            self.quantite.data = Decimal(action.prevu) / (60 if action.unite == HEURES else 1)

    def validate_prevue_au(self, champ: DateField) -> None:
        """An end comes after its beginning."""
        if champ.data and self.prevue_le.data and champ.data < self.prevue_le.data:
            raise ValidationError("Cette date précède le début.")

    @property
    def detail_ouvert(self) -> bool:
        """True when something beyond the essential is filled in, or wrong."""
        champs = (self.prevue_au, self.rythme, self.frequence, self.prochaine_le, self.quantite)
        return any(c.data or c.errors for c in champs)

    @property
    def argent_ouvert(self) -> bool:
        """The same for who pays and how much."""
        return any(c.data is not None or c.errors for c in (self.cout_prevu, self.cout_engage, self.cout_paye)) or bool(
            self.financement.data
        )

    def saisie(self, unites: dict[str, str]) -> SaisieAction:
        """What was typed; without a precision, the action bears the name of its type.

        Args:
            unites: unit of each type.
        """
        mots = {c.value: c.label for c in self.type.choices}
        prevu = None
        if self.quantite.data:
            prevu = round(self.quantite.data * (60 if unites.get(self.type.data) == HEURES else 1)) or 1
        plan = PlanAction(
            prevue_au=self.prevue_au.data,
            prochaine_le=self.prochaine_le.data,
            rythme=Rythme(self.rythme.data) if self.rythme.data else None,
            frequence=self.frequence.data or None,
            prevu=prevu,
            collective=self.collective.data == "oui",
            financement=Financement(self.financement.data) if self.financement.data else None,
            cout_prevu=self.cout_prevu.data,
            cout_engage=self.cout_engage.data,
            cout_paye=self.cout_paye.data,
            resultat=(self.resultat.data or "").strip() or None,
        )
        return SaisieAction(
            self.type.data,
            self.libelle.data or mots[self.type.data],
            EtatAction(self.etat.data),
            _id(self.objectif_id.data),
            _id(self.operateur_id.data),
            self.prevue_le.data,
            self.faite_le.data,
            plan,
        )


class SeanceForm(Formulaire):
    """One occurrence."""

    version = HiddenField()
    le = DateField("Le", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    faite = RadioField("La séance", choices=choix((("oui", "A eu lieu"), ("non", "Est manquée"))), default="oui")
    manquee_par = RadioField("Manquée par", choices=[], validate_choice=False)
    excusee = BooleanField("L’absence était excusée")
    duree_min = DureeField("Durée", description="Par exemple : 45 min, 1 h 30")
    commentaire = TexteField("En quelques mots", [Length(max=300)])

    def pour(self, dispositif: Dispositif, seance: Any = None) -> SeanceForm:
        """Words of the dispositif, and what the occurrence already says."""
        self.manquee_par.choices = choix(mots_de_manque(dispositif))
        if seance is not None and not self.is_submitted():
            self.faite.data = "oui" if seance.faite else "non"
            self.manquee_par.data = seance.manquee_par.value if seance.manquee_par else None
        return self

    def validate_manquee_par(self, champ: RadioField) -> None:
        """A missed séance says by whom."""
        if self.faite.data == "non" and champ.data not in set(ManqueePar):
            raise ValidationError("Dites qui l’a manquée.")

    def saisie(self) -> SaisieSeance:
        """What was typed."""
        return SaisieSeance(
            self.le.data or aujourd_hui(),
            self.faite.data == "oui",
            ManqueePar(self.manquee_par.data) if self.faite.data == "non" else None,
            bool(self.excusee.data),
            self.duree_min.data,
            self.commentaire.data or None,
        )


class ManqueeForm(Formulaire):
    """The one touch « Manquée »: by whom."""

    par = HiddenField()

    def saisie(self) -> SaisieSeance:
        """Missed today; an unknown word counts as nobody in particular."""
        connu = self.par.data in {q.value for q in ManqueePar}
        return SaisieSeance(aujourd_hui(), False, ManqueePar(self.par.data) if connu else None)
