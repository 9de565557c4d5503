"""Forms of the territory; lists of choices are given by the view."""

from __future__ import annotations

import uuid
from typing import Any

from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.rules import (
    NIVEAUX,
    SITUATIONS,
    SaisieCommune,
    SaisieDuContrat,
    SaisieEtablissement,
    SaisieQuartier,
    SaisieVoie,
)

Choix = list[tuple[str, str]]


def _texte(valeur: Any) -> str:
    return str(valeur or "")


def _id(champ: Field) -> uuid.UUID | None:
    return uuid.UUID(champ.data) if champ.data else None


def _remplir(champ: Any, choix: Choix, vide: str | None) -> None:
    premiers = [SelectChoice("", vide)] if vide is not None else []
    champ.choices = [*premiers, *(SelectChoice(code, mot) for code, mot in choix)]


class QuartierForm(Formulaire):
    """A district and its dates."""

    nom = TexteField("Nom", validators=[Obligatoire(), Length(max=120)])
    type = SelectField(
        "Type",
        coerce=_texte,
        choices=[SelectChoice("qpv", "Quartier prioritaire (QPV)"), SelectChoice("quartier_fragile", "Quartier fragile")],
    )
    valide_du = DateField("Périmètre valable à partir du", validators=[Obligatoire()])
    valide_au = DateField("Dernier jour du périmètre")
    ids_communes = SelectMultipleField(
        "Communes", coerce=_texte, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    ecritures = TextAreaField("Autres écritures", validators=[Length(max=2000)])
    version = HiddenField()

    def proposer(self, communes: Choix, quartiers: Choix) -> None:
        """Communes offered."""
        _remplir(self.ids_communes, communes, None)

    def reprendre(self, quartier: Any) -> None:
        """Fill what is not a plain column."""
        self.ids_communes.data = [str(c.id) for c in quartier.communes]
        self.ecritures.data = "\n".join(sorted(a.texte for a in quartier.appellations))

    def saisie(self) -> SaisieQuartier:
        """What was typed."""
        return SaisieQuartier(
            self.nom.data or "",
            self.type.data,
            self.valide_du.data or aujourd_hui(),
            self.valide_au.data,
            tuple(uuid.UUID(c) for c in self.ids_communes.data or []),
            tuple(e.strip()[:120] for e in (self.ecritures.data or "").splitlines() if e.strip()),
        )


class VoieForm(Formulaire):
    """A street or residence."""

    nom = TexteField("Voie ou résidence", validators=[Obligatoire(), Length(max=160)])
    commune_id = SelectField("Commune", coerce=_texte, validators=[Obligatoire()])
    quartier_id = SelectField("Quartier", coerce=_texte, default="")
    numero_min = IntegerField("Du numéro", validators=[Optional(), NumberRange(1, 9999, "Entre 1 et 9 999.")])
    numero_max = IntegerField("Au numéro", validators=[Optional(), NumberRange(1, 9999, "Entre 1 et 9 999.")])
    version = HiddenField()

    def proposer(self, communes: Choix, quartiers: Choix) -> None:
        """Communes and districts offered."""
        _remplir(self.commune_id, communes, "Choisir")
        _remplir(self.quartier_id, quartiers, "Hors quartier, c’est sûr")

    def saisie(self) -> SaisieVoie:
        """What was typed."""
        return SaisieVoie(
            self.nom.data or "",
            uuid.UUID(self.commune_id.data),
            _id(self.quartier_id),
            self.numero_min.data,
            self.numero_max.data,
        )


class CommuneForm(Formulaire):
    """A commune."""

    nom = TexteField("Nom", validators=[Obligatoire(), Length(max=120)])
    code_insee = TexteField(
        "Code Insee", validators=[Obligatoire(), Regexp(r"^(\d{5}|2[AB]\d{3})$", message="Cinq caractères, par exemple 62765.")]
    )
    code_postal = TexteField(
        "Code postal", validators=[Obligatoire(), Regexp(r"^\d{5}$", message="Cinq chiffres, par exemple 62500.")]
    )
    dans_perimetre_pre = BooleanField("Dans le périmètre de la réussite éducative (PRE)")
    version = HiddenField()

    def proposer(self, communes: Choix, quartiers: Choix) -> None:
        """Nothing to choose."""

    def saisie(self) -> SaisieCommune:
        """What was typed."""
        return SaisieCommune(
            self.nom.data or "", self.code_insee.data or "", self.code_postal.data or "", self.dans_perimetre_pre.data
        )


class EtablissementForm(Formulaire):
    """A school."""

    nom = TexteField("Nom", validators=[Obligatoire(), Length(max=160)])
    niveau = SelectField("Niveau", coerce=_texte, choices=[SelectChoice(c, m) for c, m in NIVEAUX.items()])
    commune_id = SelectField("Commune", coerce=_texte, default="")
    quartier_id = SelectField("Quartier", coerce=_texte, default="")
    situation = SelectField(
        "Situation",
        coerce=_texte,
        default="",
        choices=[SelectChoice("", "Non précisée"), *(SelectChoice(s, s.capitalize()) for s in SITUATIONS)],
    )
    education_prioritaire = SelectField(
        "Éducation prioritaire",
        coerce=_texte,
        choices=[
            SelectChoice("hors EP", "Hors éducation prioritaire"),
            SelectChoice("REP", "REP"),
            SelectChoice("REP+", "REP+"),
        ],
    )
    valide_au = DateField("Fermé après le")
    version = HiddenField()

    def proposer(self, communes: Choix, quartiers: Choix) -> None:
        """Communes and districts offered."""
        _remplir(self.commune_id, communes, "Hors du territoire")
        _remplir(self.quartier_id, quartiers, "Aucun")

    def saisie(self) -> SaisieEtablissement:
        """What was typed."""
        return SaisieEtablissement(
            self.nom.data or "",
            self.niveau.data,
            _id(self.commune_id),
            _id(self.quartier_id),
            self.situation.data or None,
            self.education_prioritaire.data,
            self.valide_au.data,
        )


class AxeForm(Formulaire):
    """An axis of the contract."""

    libelle = TexteField("Axe", validators=[Obligatoire(), Length(max=120)])
    valide_du = DateField("En vigueur à partir du")
    valide_au = DateField("Dernier jour en vigueur")
    version = HiddenField()

    def proposer(self, axes: Choix, ambitions: Choix) -> None:
        """Nothing to choose."""

    def saisie(self) -> SaisieDuContrat:
        """What was typed."""
        return SaisieDuContrat(self.libelle.data or "", self.valide_du.data, self.valide_au.data)


class AmbitionForm(Formulaire):
    """An ambition of the contract."""

    rang = IntegerField("Rang", validators=[Obligatoire(), NumberRange(1, 99, "Entre 1 et 99.")])
    libelle = TexteField("Ambition", validators=[Obligatoire(), Length(max=200)])
    valide_du = DateField("En vigueur à partir du")
    valide_au = DateField("Dernier jour en vigueur")
    version = HiddenField()

    def proposer(self, axes: Choix, ambitions: Choix) -> None:
        """Nothing to choose."""

    def saisie(self) -> SaisieDuContrat:
        """What was typed."""
        return SaisieDuContrat(self.libelle.data or "", self.valide_du.data, self.valide_au.data, rang=self.rang.data or 0)


class ObjectifForm(Formulaire):
    """An objective of the contract."""

    code = TexteField("Code", validators=[Obligatoire(), Length(max=10)])
    libelle = TexteField("Objectif", validators=[Obligatoire(), Length(max=300)])
    axe_id = SelectField("Axe", coerce=_texte, validators=[Obligatoire()])
    ids_ambitions = SelectMultipleField(
        "Ambitions", coerce=_texte, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    valide_du = DateField("En vigueur à partir du")
    valide_au = DateField("Dernier jour en vigueur")
    version = HiddenField()

    def proposer(self, axes: Choix, ambitions: Choix) -> None:
        """Axes and ambitions offered."""
        _remplir(self.axe_id, axes, "Choisir")
        _remplir(self.ids_ambitions, ambitions, None)

    def reprendre(self, objectif: Any) -> None:
        """Fill what is not a plain column."""
        self.ids_ambitions.data = [str(a.id) for a in objectif.ambitions]

    def saisie(self) -> SaisieDuContrat:
        """What was typed."""
        return SaisieDuContrat(
            self.libelle.data or "",
            self.valide_du.data,
            self.valide_au.data,
            code=self.code.data or "",
            axe_id=_id(self.axe_id),
            ambitions=tuple(uuid.UUID(a) for a in self.ids_ambitions.data or []),
        )
