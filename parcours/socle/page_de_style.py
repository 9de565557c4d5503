"""The living style page: every component, in every state, with real WTForms fields. Served in development only."""

from collections.abc import Callable
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.socle.conflits import Difference
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TelephoneField, TexteField

NOM_LONG = "Marie-Antoinette Félicité VAN DEN BROUCKE-DELATTRE DE LA VERGNE"


def _choix(*libelles: str) -> list[SelectChoice]:
    return [SelectChoice(value=libelle.lower(), label=libelle) for libelle in libelles]


class FormulaireDeStyle(Formulaire):
    """One field of each kind, none of them kept anywhere."""

    nom = TexteField("Nom de naissance", [Obligatoire("Écrivez le nom de naissance.")])
    ne_le = DateField("Date de naissance", naissance=True, validators=[Obligatoire("Écrivez la date de naissance.")])
    telephone = TelephoneField("Téléphone de la mère")
    ecole = SelectField("École", choices=_choix("Inconnue", "George Sand", "Léon Blum"))
    sexe = RadioField("Sexe", [Obligatoire("Choisissez une réponse.")], choices=_choix("Fille", "Garçon", "Inconnu"))
    themes = SelectMultipleField(
        "Thèmes abordés",
        choices=_choix("Scolarité", "Santé", "Logement"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    aides = SelectMultipleField(
        "Aides demandées",
        choices=_choix("Transport", "Garde d’enfants", "Cantine", "Lunettes", "Vacances"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    texte = TextAreaField("Ce qui s’est dit", [Length(max=300, message="Gardez au plus 300 caractères.")])
    piece = FileField("Pièce jointe")
    accord = BooleanField("Les parents ont donné leur accord", [Obligatoire("L’accord est nécessaire pour continuer.")])


def _formulaire_en_erreur() -> FormulaireDeStyle:
    form = FormulaireDeStyle(formdata=None, prefix="erreur", data={"nom": NOM_LONG, "texte": "Texte gardé tel quel."})
    messages = {
        "ne_le": "Écrivez la date comme 08/03/2019 : le 31 février n’existe pas.",
        "sexe": "Choisissez une réponse.",
        "accord": "L’accord est nécessaire pour continuer.",
    }
    for nom, message in messages.items():
        form[nom].errors = [message]
    return form


def _adresse_de_page() -> Callable[[int], str]:
    return lambda numero: f"?page={numero}"


def contexte_de_style() -> dict[str, Any]:
    """What templates/style/page.html needs. Every person here is invented."""
    return {
        "vierge": FormulaireDeStyle(formdata=None),
        "en_erreur": _formulaire_en_erreur(),
        "nom_long": NOM_LONG,
        "page_url": _adresse_de_page(),
        "etapes": [
            ("Saisine", "6 oct. 2025", "fait"),
            ("Accord des parents", "14 oct.", "fait"),
            ("EPS", "28 nov.", "fait"),
            ("En parcours", "11 mois", "ici"),
            ("Bilan", "prévu le 1er déc.", ""),
            ("Sortie", "", ""),
        ],
        "versions": [
            {"libelle": "Nom", "gauche": "RENAULT", "droite": "RENAULT", "nom": "nom"},
            {"libelle": "Prénom", "gauche": "Léa", "droite": "Lea", "nom": "prenom", "choix": "gauche"},
            {"libelle": "Téléphone", "gauche": "", "droite": "06 43 24 00 35", "nom": "telephone", "choix": "droite"},
        ],
        "notes_en_conflit": [
            Difference("texte", "Texte", "La mère rappellera jeudi.", "La mère rappellera vendredi matin."),
        ],
    }
