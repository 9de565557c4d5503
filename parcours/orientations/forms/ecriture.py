"""A referral as its sender writes it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.orientations.rules import MoyenContact, SaisieOrientation
from parcours.pieces.rules import TAILLE_MAXIMUM, NaturePiece, SaisiePiece
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField

TEXTE_AU_PLUS = 1000
PERSONNE = "personne"


@dataclass(frozen=True)
class Propositions:
    """What the form of one pathway offers: (code, words)."""

    personne: str
    contacts: list[tuple[str, str]] = field(default_factory=list)
    besoins: list[tuple[str, str]] = field(default_factory=list)
    referents: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)
    jointes: list[uuid.UUID] = field(default_factory=list)


class OrientationForm(Formulaire):
    """A referral: for whom, why, how and when to reach the person, what goes with it."""

    pour = RadioField("Pour qui ?", validators=[Obligatoire("Choisissez pour qui est l’orientation.")])
    motif = TextAreaField(
        "Ce qui est demandé", validators=[Obligatoire("Écrivez ce qui est demandé."), Length(max=TEXTE_AU_PLUS)]
    )
    moyens = SelectMultipleField(
        "Comment joindre la personne",
        choices=[SelectChoice(value=m.value, label=m.libelle) for m in MoyenContact],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    preference_contact = TexteField("Précision pour la joindre", validators=[Optional(), Length(max=160)])
    disponible_le = DateField("Disponible à partir du", validators=[Optional()])
    disponibilites = TexteField("Disponibilités", validators=[Optional(), Length(max=160)])
    besoin = SelectField("Besoin principal", validators=[Optional()])
    referent = SelectField("Référent à prévenir de la réponse", validators=[Optional()])
    pieces = SelectMultipleField(
        "Pièces du dossier à joindre",
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    fichier = FileField(
        "Joindre un nouveau fichier", description=f"PDF ou photo, {TAILLE_MAXIMUM // 1024 // 1024}\u00a0Mo au plus"
    )
    version = HiddenField()
    service = HiddenField()
    suite_de = HiddenField()
    garder = SubmitField("Garder en brouillon")
    accord = SubmitField("Confirmer l’accord")

    def rien_d_ecrit(self) -> bool:
        """True when nothing typed would be lost by leaving the page."""
        return not ((self.motif.data or "").strip() or (self.preference_contact.data or "").strip())

    def proposer(self, offre: Propositions) -> None:
        """Offer the person followed, then the contacts one may reach; needs, référents and pieces of the file."""
        self.pour.choices = [
            SelectChoice(value=PERSONNE, label=offre.personne),
            *(SelectChoice(value=code, label=libelle) for code, libelle in offre.contacts),
        ]
        if len(self.pour.choices) == 1 and not self.pour.data:
            self.pour.data = PERSONNE
        self.besoin.choices = _avec_rien("Non précisé", offre.besoins)
        self.referent.choices = _avec_rien("Personne d’autre que moi", offre.referents)
        self.pieces.choices = [SelectChoice(value=code, label=libelle) for code, libelle in offre.pieces]
        if not self.is_submitted():
            self.pieces.data = [str(piece_id) for piece_id in offre.jointes]
            if not self.version.data and offre.referents:
                self.referent.data = offre.referents[0][0]

    def remplir(self, orientation: Any) -> None:
        """Show a draft, or what a new referral takes from the one it follows."""
        self.pour.data = str(orientation.contact_id) if orientation.contact_id else PERSONNE
        self.motif.data, self.preference_contact.data = orientation.motif, orientation.preference_contact
        self.moyens.data = [m.value for m in orientation.moyens]
        self.disponible_le.data, self.disponibilites.data = orientation.disponible_le, orientation.disponibilites
        self.besoin.data = orientation.besoin or ""
        self.referent.data = str(orientation.referent_id) if orientation.referent_id else ""
        self.version.data = orientation.version

    def reprendre(self, orientation: Any) -> None:
        """Take over from a referral that ended: a new text, nothing of its version."""
        self.remplir(orientation)
        self.version.data, self.suite_de.data = "", str(orientation.id)

    def saisie(self) -> SaisieOrientation:
        """What was typed."""
        return SaisieOrientation(
            contact_id=None if self.pour.data == PERSONNE else uuid.UUID(self.pour.data),
            motif=(self.motif.data or "").strip(),
            preference_contact=self.preference_contact.data or None,
            moyens=tuple(m for m in MoyenContact if m.value in (self.moyens.data or ())),
            disponible_le=self.disponible_le.data,
            disponibilites=self.disponibilites.data or None,
            besoin=self.besoin.data or None,
            referent_id=uuid.UUID(self.referent.data) if self.referent.data else None,
        )

    def les_pieces(self) -> list[uuid.UUID]:
        """Pieces of the file ticked."""
        return [uuid.UUID(code) for code in self.pieces.data or ()]

    def le_fichier(self) -> SaisiePiece | None:
        """The new file, when there is one; no byte beyond the limit is read."""
        if not self.fichier.data or not getattr(self.fichier.data, "filename", ""):
            return None
        return SaisiePiece(self.fichier.data.read(TAILLE_MAXIMUM + 1), NaturePiece.AUTRE, None, None)


def _avec_rien(mots: str, choix: list[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value="", label=mots), *(SelectChoice(value=code, label=libelle) for code, libelle in choix)]
