"""Forms of the steps: admissibility, complement, meeting, agreement, issue."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from parcours.beneficiaires.forms import QuartierForm
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, SaisieAccord
from parcours.saisines.rules import AvisDeLEnfant, SaisieIssue, SaisieRecevabilite, SaisieRencontre
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui

NOUVELLE = "nouvelle"
TEXTE_AU_PLUS = 4000


def _propre(valeur: str | None) -> str | None:
    return (valeur or "").replace("\r\n", "\n").strip() or None


def _choix(couples: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value=valeur, label=mot) for valeur, mot in couples]


class RecevabiliteForm(QuartierForm):
    """Which file, which district, and why in spite of a check."""

    au = None  # type: ignore[assignment]
    fiche = RadioField("La fiche de l’enfant", validators=[Obligatoire("Choisissez une fiche, ou créez-en une.")])
    derogation = TextAreaField("Pourquoi la saisine est tout de même recevable", [Length(max=1000)])

    def proposer(self, fiches: list[tuple[str, str]], *, derogation_due: bool) -> None:
        """Offer the files that look like this child's, then a new one."""
        self.fiche.choices = _choix([*fiches, (NOUVELLE, "Créer une nouvelle fiche")])
        if not fiches and not self.fiche.data:
            self.fiche.data = NOUVELLE
        self._due = derogation_due
        if not derogation_due:
            del self.derogation

    def validate_derogation(self, champ: TextAreaField) -> None:
        """A check that is not met asks for a reason."""
        if self._due and not (champ.data or "").strip():
            raise ValidationError("Un critère n’est pas rempli : dites pourquoi la saisine est tout de même recevable.")

    def saisie(self) -> SaisieRecevabilite:
        """What was chosen."""
        choix = None if self.fiche.data == NOUVELLE else uuid.UUID(self.fiche.data)
        return SaisieRecevabilite(choix, _propre(self.derogation.data) if "derogation" in self else None)


class ComplementForm(Formulaire):
    """A question to the prescripteur."""

    question = TextAreaField(
        "Ce qu’il faut préciser", [Obligatoire("Écrivez votre question."), Length(max=1000)],
        description="N’écrivez aucun nom : le prescripteur reconnaît la demande par sa référence et sa date.",
    )  # fmt: skip

    moyen = RadioField("Comment la poser", validators=[Obligatoire("Choisissez comment poser la question.")])

    def proposer(self, courriel: str | None) -> None:
        """Offer the ways to ask: by e-mail only when an address is known."""
        self.moyen.choices = _choix(
            [
                *([("courriel", f"Envoyer un lien à {courriel}")] if courriel else []),
                ("copier", "Afficher un lien à remettre au prescripteur"),
                ("main", "L’appeler, puis écrire la réponse ici"),
            ]
        )
        if not self.is_submitted():
            self.moyen.data = self.moyen.choices[0].value

    def saisie(self) -> str:
        """What was typed."""
        return _propre(self.question.data) or ""

    def a_la_main(self) -> bool:
        """True when no link is wanted."""
        return bool(self.moyen.data == "main")

    def par_courriel(self) -> bool:
        """True when the link leaves by e-mail."""
        return bool(self.moyen.data == "courriel")


class ReponseForm(Formulaire):
    """The answer, typed by the coordination after a call or a visit."""

    reponse = TextAreaField("Réponse", [Obligatoire("Écrivez la réponse."), Length(max=TEXTE_AU_PLUS)])

    def saisie(self) -> str:
        """What was typed."""
        return _propre(self.reponse.data) or ""


class ReponsePubliqueForm(ReponseForm):
    """The answer of the prescripteur, through a link."""

    cle = HiddenField()

    def numero(self) -> uuid.UUID | None:
        """The one-use number of this form, when it is one."""
        try:
            return uuid.UUID(self.numero_envoi.data or "")
        except ValueError:
            return None


class IssueForm(Formulaire):
    """Why it stops here, or starts again."""

    motif = RadioField("Motif", choices=[], validators=[Optional()])
    precision = TextAreaField("Précision", [Length(max=1000)], description="Ce texte est chiffré")

    def proposer(self, motifs: list[tuple[str, str]]) -> None:
        """Offer the reasons of the list; without any, words are mandatory."""
        self._motifs = dict(motifs)
        self.motif.choices = _choix(motifs)
        if not motifs:
            del self.motif
            self.precision.label.text = "Pourquoi"
        (self.motif if motifs else self.precision).flags.required = True

    def validate(self, *args: Any, **options: Any) -> bool:
        """A reason of the list, or words."""
        juste = super().validate(*args, **options)
        if "motif" in self and not self.motif.data:
            self.motif.errors = ["Choisissez un motif."]
            return False
        if "motif" not in self and not _propre(self.precision.data):
            self.precision.errors = ["Dites pourquoi, en quelques mots."]
            return False
        return bool(juste)

    def saisie(self) -> SaisieIssue:
        """What was typed."""
        code = self.motif.data if "motif" in self else None
        return SaisieIssue(code, self._motifs.get(code) if code else None, _propre(self.precision.data))


class RencontreForm(Formulaire):
    """A meeting with the family."""

    le = DateField("Date", validators=[Obligatoire("Écrivez la date.")], passee=True, default=aujourd_hui)
    lieu = TexteField(
        "Lieu", [Obligatoire("Écrivez où."), Length(max=160)], description="Par exemple : à l’école, à domicile, par téléphone"
    )
    participants = TexteField(
        "Qui était là",
        [Obligatoire("Écrivez qui a participé."), Length(max=300)],
        description="Par exemple : la mère, l’enfant, la directrice",
    )
    compte_rendu = TextAreaField(
        "Ce qui s’est dit", [Length(max=TEXTE_AU_PLUS)], description="Attentes de la famille, ce qui lui a été expliqué"
    )

    def saisie(self) -> SaisieRencontre:
        """What was typed."""
        return SaisieRencontre(
            self.le.data or aujourd_hui(), self.lieu.data or "", self.participants.data or "", _propre(self.compte_rendu.data)
        )


class AccordDeSaisineForm(Formulaire):
    """The agreement of the family: who, when, how, the EPS or not, partner by partner, and the child's view."""

    contact_id = SelectField("Qui donne son accord", [Obligatoire("Choisissez qui donne son accord.")], choices=[])
    donne_le = DateField("Le", validators=[Obligatoire("Écrivez la date.")], passee=True, default=aujourd_hui)
    forme = RadioField(
        "Sous quelle forme",
        [Obligatoire("Dites si l’accord est oral ou écrit.")],
        choices=_choix(((FormeAccord.ECRIT.value, "Écrit"), (FormeAccord.ORAL.value, "Oral"))),
    )
    portee_eps = RadioField(
        "La situation peut-elle être présentée à l’équipe pluridisciplinaire de soutien (EPS)",
        [Obligatoire("Répondez par oui ou par non.")],
        choices=_choix((("oui", "Oui"), ("non", "Non"))),
    )
    structures = SelectMultipleField(
        "Partenaires avec qui échanger",
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Un partenaire qui n’est pas coché ne pourra rien recevoir.",
    )
    avis_enfant = SelectField("Avis de l’enfant", choices=_choix((a.value, a.libelle) for a in AvisDeLEnfant))

    def proposer(self, contacts: list[tuple[str, str]], structures: list[tuple[str, str]]) -> None:
        """Offer the holders of parental authority and the partners."""
        self.contact_id.choices = _choix(contacts)
        self.structures.choices = _choix(structures)

    def saisie(self) -> SaisieAccord:
        """What was typed."""
        return SaisieAccord(
            etat=EtatAccord.CONFIRME,
            contact_id=uuid.UUID(self.contact_id.data),
            forme=FormeAccord(self.forme.data),
            donne_le=self.donne_le.data,
            portee_eps=self.portee_eps.data == "oui",
            structures=tuple(uuid.UUID(s) for s in self.structures.data or ()),
        )

    def avis(self) -> AvisDeLEnfant:
        """What the child says."""
        return AvisDeLEnfant(self.avis_enfant.data)
