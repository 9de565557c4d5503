"""Fields of a saisine, one class a part of the page: their order here is the order on screen and in the error summary."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.beneficiaires.rules import FormeAccord, LienFamilial, Sexe
from parcours.saisines.rules import AvisDeLEnfant, DonneurDAccord, VitAvec
from parcours.socle.formulaires import DateField, Formulaire, TelephoneField, TexteField

COURRIEL = Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message="Cette adresse électronique n’est pas complète.")
TEXTE_AU_PLUS = 4000
TITULAIRES, PROFESSIONNELS = (1, 2), (1, 2, 3)


def _choix(enumeration: Any, *, sauf: tuple[Any, ...] = ()) -> list[SelectChoice]:
    return [SelectChoice(value=e.value, label=e.libelle) for e in enumeration if e not in sauf]


def _cases(libelle: str) -> SelectMultipleField:
    return SelectMultipleField(libelle, choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


def _texte(libelle: str, aide: str = "") -> TextAreaField:
    return TextAreaField(libelle, [Length(max=TEXTE_AU_PLUS)], description=aide)


class Enfant(Formulaire):
    """The child."""

    prenom = TexteField("Prénom", [Length(max=120)])
    nom = TexteField("Nom", [Length(max=120)])
    date_naissance = DateField("Date de naissance", naissance=True, description="Par exemple 8/3/2018")
    sexe = RadioField("Sexe", choices=_choix(Sexe), default=Sexe.INCONNU.value)
    etablissement_id = SelectField("Établissement scolaire", choices=[], default="")
    classe = TexteField("Classe", [Length(max=20)], description="Par exemple CE2 ou 6e")
    a_redouble = SelectField(
        "Année redoublée",
        choices=[SelectChoice(value=v, label=mot) for v, mot in (("", "Non renseigné"), ("non", "Non"), ("oui", "Oui"))],
        default="",
    )
    adresse = TexteField("Adresse", [Length(max=200)], description="Numéro et rue, ou résidence")
    commune_id = SelectField("Commune", choices=[], default="")
    vit_avec = SelectField("L’enfant vit avec", choices=_choix(VitAvec), default=VitAvec.INCONNU.value)
    fratrie = TexteField("Frères et sœurs", [Length(max=200)], description="Prénom et âge")
    fratrie_suivie = BooleanField("Un frère ou une sœur est déjà suivi par le PRE")


class Titulaires(Formulaire):
    """Two holders of parental authority, each with what is theirs."""


_LIENS = _choix(LienFamilial, sauf=(LienFamilial.CONJOINT,))


def _champs_d_un_titulaire(defaut: LienFamilial) -> dict[str, Any]:
    return {
        "lien": SelectField("Lien avec l’enfant", choices=_LIENS, default=defaut.value),
        "prenom": TexteField("Prénom", [Length(max=120)]),
        "nom": TexteField("Nom", [Length(max=120)]),
        "telephone": TelephoneField("Téléphone", description="À défaut, une adresse"),
        "adresse": TexteField("Adresse", [Length(max=200)], description="Si elle est différente de celle de l’enfant"),
        "langue": TexteField("Langue parlée", [Length(max=40)]),
        "interprete": BooleanField("Un interprète est nécessaire"),
        "contact_autorise": BooleanField("On peut contacter cette personne", default=True),
        "jugement": BooleanField("Un jugement restreint le contact avec l’enfant"),
        "restriction": TexteField(
            "Ce qu’il faut respecter", [Length(max=300)], description="Par exemple : ne pas donner l’adresse"
        ),
    }


for _rang, _defaut in zip(TITULAIRES, (LienFamilial.MERE, LienFamilial.PERE), strict=True):
    for _nom, _champ in _champs_d_un_titulaire(_defaut).items():
        setattr(Titulaires, f"titulaire{_rang}_{_nom}", _champ)


class Motifs(Formulaire):
    """Why, facts apart from the reading made of them, what was tried, what is wished."""

    motif_principal = SelectField("Motif principal", choices=[], default="")
    autres_motifs = _cases("Autres motifs")
    faits = _texte(
        "Faits observés", "Ce que vous avez vu ou entendu, avec des dates : rien d’autre. Pas de diagnostic médical."
    )
    appreciation = _texte("Votre lecture de la situation", "Ce que vous en pensez, à part des faits.")
    aides = _cases("Aides déjà sollicitées")
    aides_precision = _texte("Précision sur ces aides", "Ce qui a été fait, et ce que cela a donné.")
    atouts = _texte("Points d’appui de l’enfant et de sa famille")
    souhaits_enfant = _texte("Ce que souhaite l’enfant", "Dans ses mots.")
    souhaits_parents = _texte("Ce que souhaitent les parents", "Dans leurs mots.")


class Professionnels(Formulaire):
    """Who is already around the child: one agreement of the parents each."""


def _champs_d_un_professionnel() -> dict[str, Any]:
    return {
        "nom": TexteField("Nom du professionnel", [Length(max=120)]),
        "service": TexteField("Service", [Length(max=160)], description="Par exemple : CMP, service social, club"),
        "accord": BooleanField("Les parents sont d’accord pour que le PRE le contacte"),
    }


for _rang in PROFESSIONNELS:
    for _nom, _champ in _champs_d_un_professionnel().items():
        setattr(Professionnels, f"pro{_rang}_{_nom}", _champ)


class AccordPrealable(Formulaire):
    """The agreement of the family to present the situation: prior to anything else (loi 2005-32, art. 128)."""

    information_le = DateField("Famille informée le", passee=True, description="Jour où vous avez expliqué le PRE à la famille")
    information_par = TexteField("Informée par", [Length(max=120)], description="Si ce n’est pas vous")
    accord_forme = RadioField(
        "La famille est d’accord pour que la situation soit présentée",
        choices=[
            SelectChoice(value=FormeAccord.ORAL.value, label="Oui, à l’oral"),
            SelectChoice(value=FormeAccord.ECRIT.value, label="Oui, par écrit"),
            SelectChoice(value=FormeAccord.INCONNUE.value, label="Pas encore"),
        ],
        validators=[Optional()],
    )
    accord_par = RadioField("Qui a donné cet accord", choices=_choix(DonneurDAccord), validators=[Optional()])
    avis_enfant = SelectField("Avis de l’enfant", choices=_choix(AvisDeLEnfant), default=AvisDeLEnfant.NON_RECUEILLI.value)
    avis_enfant_texte = _texte("Ce que l’enfant en a dit")
    notice_remise = BooleanField("La notice sur les données personnelles a été remise à la famille")


class Prescripteur(Formulaire):
    """Who refers."""

    prescripteur_nom = TexteField("Votre nom", [Length(max=120)])
    prescripteur_fonction = TexteField("Fonction", [Length(max=120)], description="Par exemple : directrice, enseignant, CPE")
    prescripteur_institution = TexteField("Établissement ou service", [Length(max=160)])
    prescripteur_telephone = TelephoneField("Téléphone")
    prescripteur_courriel = TexteField("Adresse électronique", [Optional(), Length(max=200), COURRIEL])
    prescripteur_lien = TexteField(
        "Lien avec l’enfant", [Length(max=120)], description="Par exemple : son enseignante cette année"
    )
    orienteur = SelectField("Cadre de la demande", choices=[])
