"""The bilan, on one screen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, RadioField, TextAreaField, ValidationError
from wtforms.validators import Length

from parcours.parcours_individuels.forms._choix import etats_de
from parcours.parcours_individuels.forms._notes import nom_d_objectif, note, notes_saisies
from parcours.parcours_individuels.rules import EtatObjectif, Present, SaisieBilan, Suite, TypeBilan
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire
from parcours.socle.horloge import aujourd_hui


class BilanForm(Formulaire):
    """Who took part, what was said, what follows; progress and ratings are added by `avec_des_notes`."""

    version = HiddenField()
    le = DateField("Date du bilan", validators=[Obligatoire("Écrivez la date.")], default=aujourd_hui, passee=True)
    type = RadioField("Type", choices=etats_de(TypeBilan))
    present_mere = BooleanField(Present.MERE.libelle)
    present_pere = BooleanField(Present.PERE.libelle)
    present_enfant = BooleanField(Present.ENFANT.libelle)
    present_referent = BooleanField(Present.REFERENT.libelle)
    present_ecole = BooleanField(Present.ECOLE.libelle)
    present_autres = BooleanField(Present.AUTRES.libelle)
    paroles = TextAreaField("Ce que l’enfant et la famille en disent", [Length(max=2000)], description="Dans leurs mots")
    constat = TextAreaField("Ce qu’on retient", [Length(max=2000)])
    suite = RadioField("Et maintenant\u00a0?", choices=etats_de(Suite), default=Suite.CONTINUER.value)
    prochain_bilan_le = DateField("Prochain bilan", validators=[Obligatoire("Écrivez la date du prochain bilan.")])

    def validate_prochain_bilan_le(self, champ: DateField) -> None:
        """It comes after this one."""
        if champ.data is not None and self.le.data is not None and champ.data <= self.le.data:
            raise ValidationError("Le prochain bilan vient après celui-ci.")

    def saisie(self, objectifs: Iterable[uuid.UUID], domaines: Iterable[str]) -> SaisieBilan:
        """What was typed, for these objectives and these domains."""
        return SaisieBilan(
            le=self.le.data or aujourd_hui(),
            type=TypeBilan(self.type.data),
            presents=frozenset(p for p in Present if self[f"present_{p.value}"].data),
            suite=Suite(self.suite.data),
            prochain_bilan_le=self.prochain_bilan_le.data,
            paroles=(self.paroles.data or "").strip() or None,
            constat=(self.constat.data or "").strip() or None,
            objectifs={
                i: (EtatObjectif(self[nom_d_objectif(i, "etat")].data), note(self[nom_d_objectif(i, "note")].data))
                for i in objectifs
            },
            notes=notes_saisies(self, domaines),
        )
