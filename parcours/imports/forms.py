"""Forms of the imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from parcours.imports.rules.champs import PAR_CODE, Champ
from parcours.imports.rules.correspondance import Correspondance, FeuilleProposee
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import Formulaire

ACTIONS = ("creer", "fusionner", "ecarter", "meme_personne", "autre_personne", "oublier")


@dataclass(frozen=True)
class SaisieFichier:
    """A file as sent."""

    contenu: bytes
    nom: str
    dispositif: Dispositif | None


class TeleversementForm(Formulaire):
    """A file, and for which dispositif."""

    fichier = FileField("Fichier", description="Excel (XLSX, XLS), LibreOffice (ODS) ou CSV, 20\u00a0Mo au plus")
    dispositif = SelectField("Dispositif", validators=[Optional()])

    def __init__(self, possibles: Iterable[Dispositif], **options: Any) -> None:
        super().__init__(**options)
        self.dispositif.choices = [
            SelectChoice("", "Reconnu d’après le fichier"),
            *(SelectChoice(d.value, d.libelle) for d in sorted(possibles)),
        ]

    def validate_fichier(self, champ: FileField) -> None:
        """A missing file is said in our words."""
        if not champ.data or not getattr(champ.data, "filename", ""):
            raise ValidationError("Choisissez un fichier.")

    def saisie(self) -> SaisieFichier:
        """The file's bytes and name."""
        choisi = self.dispositif.data
        return SaisieFichier(self.fichier.data.read(), self.fichier.data.filename or "", Dispositif(choisi) if choisi else None)


class VersionForm(Formulaire):
    """A gesture on what was on screen at that version."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())


@dataclass(frozen=True)
class SaisieCorrection:
    """One cell as corrected."""

    champ: str
    valeur: str
    version: int


class CorrectionForm(VersionForm):
    """One cell, replaced by what is typed."""

    champ = HiddenField(validators=[AnyOf(list(PAR_CODE))])
    valeur = StringField("Valeur", validators=[Length(max=500)])

    def saisie(self) -> SaisieCorrection:
        """The correction."""
        return SaisieCorrection(self.champ.data or "", " ".join((self.valeur.data or "").split()), self.version.data or 0)


class DecisionForm(VersionForm):
    """What becomes of a line: the button pressed says it."""

    action = HiddenField(validators=[AnyOf(ACTIONS)])


class ChoixForm(VersionForm):
    """One change accepted or refused."""

    cle = HiddenField(validators=[InputRequired(), Length(max=160)])
    choix = HiddenField(validators=[AnyOf(("accepte", "refuse", "oublier"))])

    @property
    def accepte(self) -> bool | None:
        """True, False, or None to forget the choice."""
        return None if self.choix.data == "oublier" else self.choix.data == "accepte"


def lisible(feuille: FeuilleProposee) -> bool:
    """Whether a sheet has headings, and lines under them."""
    return feuille.ligne_entetes > 0 and feuille.lignes > 0


def formulaire_des_colonnes(choix: Correspondance, possibles: list[Champ], **options: Any) -> Any:
    """A form with one list per column and one box per sheet; names are positions, so headings never travel."""
    propositions = [SelectChoice("", "Ne pas importer"), *(SelectChoice(c.code, c.libelle) for c in possibles)]
    champs: dict[str, Any] = {}
    for f, feuille in enumerate(choix.feuilles):
        if not lisible(feuille):
            continue
        champs[f"feuille_{f}"] = BooleanField("Lire cette feuille", default=feuille.retenue)
        for colonne in feuille.colonnes:
            champs[f"colonne_{f}_{colonne.indice}"] = SelectField(
                f"{colonne.titre or 'Sans titre'} (colonne {colonne.lettre})",
                choices=propositions,
                default=colonne.champ or "",
                validators=[Optional()],
            )
    return type("ColonnesForm", (VersionForm,), champs)(**options)


def saisie_des_colonnes(form: Any, choix: Correspondance) -> tuple[dict[str, bool], dict[str, dict[int, str | None]]]:
    """Sheets kept, and field of each column, by sheet name."""
    feuilles, colonnes = {}, {}
    for f, feuille in enumerate(choix.feuilles):
        if not lisible(feuille):
            continue
        feuilles[feuille.nom] = bool(form[f"feuille_{f}"].data)
        colonnes[feuille.nom] = {c.indice: form[f"colonne_{f}_{c.indice}"].data or None for c in feuille.colonnes}
    return feuilles, colonnes
