"""Forms of the pieces."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField
from wtforms import SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.pieces.rules import TAILLE_MAXIMUM, NaturePiece, SaisiePiece
from parcours.socle.formulaires import Formulaire, TexteField
from parcours.socle.typographie import date_courte


class PieceForm(Formulaire):
    """A file, what it is, and the agreement it proves."""

    fichier = FileField("Fichier", description=f"PDF ou photo, {TAILLE_MAXIMUM // 1024 // 1024}\u00a0Mo au plus")
    nature = SelectField(
        "Nature", choices=[SelectChoice(n.value, n.libelle) for n in NaturePiece], default=NaturePiece.ACCORD.value
    )
    accord = SelectField("Accord concerné", validators=[Optional()])
    titre = TexteField(
        "Précision", [Length(max=120)], description="Ce qui aide à la retrouver, par exemple « signé par le père »"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fichier.flags.required = True

    def proposer(self, accords: Iterable[Any]) -> None:
        """Offer the agreements of the file (objects with id, etat, donne_le); the only one is already chosen."""
        self.accord.choices = [
            SelectChoice("", "Aucun en particulier"),
            *(
                SelectChoice(str(a.id), f"{a.etat.libelle}{f', {date_courte(a.donne_le)}' if a.donne_le else ''}")
                for a in accords
            ),
        ]
        if not self.is_submitted() and len(self.accord.choices) == 2:
            self.accord.data = self.accord.choices[1].value

    def validate_fichier(self, champ: FileField) -> None:
        """A missing file is said in our words."""
        if not champ.data or not getattr(champ.data, "filename", ""):
            raise ValidationError("Choisissez un fichier, ou prenez le document en photo.")

    def saisie(self) -> SaisiePiece:
        """The piece as sent; no byte beyond the limit is read."""
        octets = self.fichier.data.read(TAILLE_MAXIMUM + 1)
        return SaisiePiece(
            octets,
            NaturePiece(self.nature.data),
            (self.titre.data or "").strip() or None,
            uuid.UUID(self.accord.data) if self.accord.data else None,
        )
