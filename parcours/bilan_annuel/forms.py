"""Means of a year: one amount a line of the editable lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import FieldList, Form, FormField, HiddenField

from parcours.bilan_annuel.rules.moyens import GenreDeMoyen, SaisieDeMoyen
from parcours.socle.formulaires import EurosField, Formulaire


class CentiemesField(EurosField):
    """Full-time equivalents (0,5 ; 2) or euros (12 500 ; 40,50), kept in hundredths."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Say it for both units."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Écrivez un nombre, par exemple 0,5 ou 12 500.") from None


class MontantForm(Form):
    """One line."""

    genre = HiddenField()
    code = HiddenField()
    montant = CentiemesField("Montant")


class MoyensForm(Formulaire):
    """Every line of the year; `version` detects two people typing."""

    version = HiddenField()
    lignes = FieldList(FormField(MontantForm))

    @classmethod
    def remplie(cls, listes: Mapping[GenreDeMoyen, Sequence[tuple[str, str]]], exercice: Any) -> MoyensForm:
        """The form as stored."""
        deja = {(m.genre, m.code): m.centiemes for m in exercice.moyens} if exercice is not None else {}
        lignes = [
            {"genre": genre.value, "code": code, "montant": deja.get((genre, code))}
            for genre, choix in listes.items()
            for code, _ in choix
        ]
        return cls(data={"version": exercice.version if exercice is not None else "", "lignes": lignes})

    def saisie(self, listes: Mapping[GenreDeMoyen, Sequence[tuple[str, str]]]) -> list[SaisieDeMoyen]:
        """Amounts of the lists that exist; anything else is ignored."""
        connus = {(genre.value, code) for genre, choix in listes.items() for code, _ in choix}
        return [
            SaisieDeMoyen(GenreDeMoyen(x.form.genre.data), x.form.code.data, x.form.montant.data)
            for x in self.lignes
            if (x.form.genre.data, x.form.code.data) in connus
        ]
