"""Bringing a data·inclusion file, then applying it."""

from __future__ import annotations

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, ValidationError

from parcours.socle.formulaires import Formulaire


class ArrivageForm(Formulaire):
    """One JSON file, or one or two CSV files."""

    fichiers = MultipleFileField(
        "Fichiers", description="Le fichier JSON de data·inclusion, ou ses deux fichiers CSV (structures et services)"
    )
    territoire = BooleanField("Ne garder que ce qui concerne le territoire", default=True)

    def validate_fichiers(self, champ: MultipleFileField) -> None:
        """A missing file is said in our words."""
        choisis = [f for f in champ.data or () if getattr(f, "filename", "")]
        if not choisis:
            raise ValidationError("Choisissez un fichier.")
        if len(choisis) > 2:
            raise ValidationError("Deux fichiers au plus\u00a0: les structures et les services.")

    def contenus(self) -> list[tuple[str, bytes]]:
        """(name, content) of each file."""
        return [(f.filename[-150:], f.read()) for f in self.fichiers.data if f.filename]


class ApplicationForm(Formulaire):
    """Writing what was shown."""

    fermer = BooleanField("Fermer aujourd’hui les fiches qui ne sont plus dans le fichier")
