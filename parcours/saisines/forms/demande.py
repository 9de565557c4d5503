"""The saisine as a form: the same fields for the team and for a prescripteur without an account (pre.md §1.3)."""

from __future__ import annotations

import uuid
from typing import Any

from wtforms import HiddenField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from parcours.beneficiaires.rules import FormeAccord, LienFamilial, Sexe
from parcours.saisines.forms.champs import (
    PROFESSIONNELS,
    TITULAIRES,
    AccordPrealable,
    Enfant,
    Motifs,
    Prescripteur,
    Professionnels,
    Titulaires,
)
from parcours.saisines.rules import (
    AvisDeLEnfant,
    DonneurDAccord,
    SaisieAccordPrealable,
    SaisieDemande,
    SaisieEnfant,
    SaisiePrescripteur,
    SaisieProfessionnel,
    SaisieRecit,
    SaisieTitulaire,
    VitAvec,
    manques,
)
from parcours.socle.formulaires import DateField, Formulaire, Obligatoire, TexteField
from parcours.socle.horloge import aujourd_hui

OBLIGATOIRES = (
    "prenom", "nom", "date_naissance", "etablissement_id", "classe", "titulaire1_nom", "motif_principal", "faits",
    "information_le", "accord_forme", "accord_par", "prescripteur_nom",
)  # fmt: skip
"""Said in words beside the label; the parents' phone may be replaced by their address."""
RECITS = (
    "faits", "appreciation", "atouts", "souhaits_enfant", "souhaits_parents", "aides_precision", "avis_enfant_texte",
)  # fmt: skip


def _propre(valeur: str | None) -> str | None:
    return (valeur or "").replace("\r\n", "\n").strip() or None


class _Demande(Enfant, Titulaires, Motifs, Professionnels, AccordPrealable, Prescripteur):
    """Every field of a saisine; nothing is mandatory here: `exiger` says what is missing when it is sent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for nom in OBLIGATOIRES:
            self[nom].flags.required = True

    def proposer(
        self,
        listes: dict[str, list[tuple[str, str]]],
        communes: list[tuple[str, str]],
        etablissements: list[tuple[str, str]],
    ) -> None:
        """Offer the editable lists of the day, the communes and the schools: public lists, no child in them."""
        self._libelles = {nom: dict(valeurs) for nom, valeurs in listes.items()}
        vide = ("", "Choisir")
        orienteurs = [(libelle, libelle) for _, libelle in listes["orienteur"]]
        self.orienteur.choices = _couples(vide, *orienteurs, *_ancien(self.orienteur, orienteurs))
        self.motif_principal.choices = _couples(vide, *listes["motif_saisine"])
        self.autres_motifs.choices = _couples(*listes["motif_saisine"])
        self.aides.choices = _couples(*listes["aide_tentee"])
        self.commune_id.choices = _couples(vide, *communes)
        self.etablissement_id.choices = _couples(vide, *etablissements)

    def exiger(self) -> bool:
        """Attach to each field what it lacks before the saisine can be sent; True when nothing does."""
        try:
            absents = manques(self.saisie())
        except ValueError:
            return False  # a choice that is not offered: the field already says so
        # A field that could not be read says so already.
        for nom, phrase in absents.items():
            if self[nom].errors:
                continue
            self[nom].errors = [*self[nom].errors, phrase]
        return not absents

    def saisie(self) -> SaisieDemande:
        """What was typed."""
        return SaisieDemande(
            demande_le=self._demande_le(),
            prescripteur=SaisiePrescripteur(
                nom=self.prescripteur_nom.data or "",
                fonction=self.prescripteur_fonction.data or None,
                institution=self.prescripteur_institution.data or None,
                orienteur=self.orienteur.data or None,
                telephone=self.prescripteur_telephone.data,
                courriel=self.prescripteur_courriel.data or None,
                lien=self.prescripteur_lien.data or None,
            ),
            enfant=self._enfant(),
            titulaires=tuple(t for n in TITULAIRES if (t := self._titulaire(n)) is not None),
            motifs=self._couples("motif_saisine", [self.motif_principal.data, *(self.autres_motifs.data or [])]),
            aides=self._couples("aide_tentee", self.aides.data or []),
            recit=SaisieRecit(**{nom: _propre(self[nom].data) for nom in RECITS}),
            professionnels=tuple(p for n in PROFESSIONNELS if (p := self._professionnel(n)) is not None),
            accord=SaisieAccordPrealable(
                information_le=self.information_le.data,
                information_par=self.information_par.data or None,
                forme=FormeAccord(self.accord_forme.data or FormeAccord.INCONNUE.value),
                par=DonneurDAccord(self.accord_par.data) if self.accord_par.data else None,
                avis_enfant=AvisDeLEnfant(self.avis_enfant.data),
                notice_remise=bool(self.notice_remise.data),
            ),
        )

    def _demande_le(self) -> Any:
        return aujourd_hui()

    def _couples(self, liste: str, codes: list[str]) -> tuple[tuple[str, str], ...]:
        libelles = self._libelles[liste]
        return tuple((code, libelles[code]) for code in dict.fromkeys(codes) if code in libelles)

    def _enfant(self) -> SaisieEnfant:
        return SaisieEnfant(
            nom=self.nom.data or "",
            prenom=self.prenom.data or "",
            date_naissance=self.date_naissance.data,
            sexe=Sexe(self.sexe.data or Sexe.INCONNU.value),
            adresse=self.adresse.data or None,
            commune_id=uuid.UUID(self.commune_id.data) if self.commune_id.data else None,
            etablissement_id=uuid.UUID(self.etablissement_id.data) if self.etablissement_id.data else None,
            classe=self.classe.data or None,
            a_redouble={"oui": True, "non": False}.get(self.a_redouble.data),
            vit_avec=VitAvec(self.vit_avec.data),
            fratrie=self.fratrie.data or None,
            fratrie_suivie=bool(self.fratrie_suivie.data),
        )

    def _titulaire(self, rang: int) -> SaisieTitulaire | None:
        """A holder of parental authority; one of whom nothing is written does not exist."""

        def champ(nom: str) -> Any:
            return self[f"titulaire{rang}_{nom}"].data

        if not any(champ(nom) for nom in ("nom", "prenom", "telephone", "adresse")):
            return None
        return SaisieTitulaire(
            nom=champ("nom") or "",
            prenom=champ("prenom") or "",
            lien=LienFamilial(champ("lien")),
            telephone=champ("telephone"),
            adresse=champ("adresse") or None,
            langue=champ("langue") or None,
            interprete=bool(champ("interprete")),
            contact_autorise=bool(champ("contact_autorise")),
            jugement=bool(champ("jugement")),
            restriction=champ("restriction") or None,
        )

    def _professionnel(self, rang: int) -> SaisieProfessionnel | None:
        nom, service = self[f"pro{rang}_nom"].data or "", self[f"pro{rang}_service"].data or ""
        return SaisieProfessionnel(nom, service, bool(self[f"pro{rang}_accord"].data)) if nom or service else None


def _couples(*valeurs: tuple[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value=valeur, label=mot) for valeur, mot in valeurs]


def _ancien(champ: SelectField, offerts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A value written before the list changed stays offered."""
    actuel = champ.object_data
    return [(actuel, actuel)] if actuel and actuel not in {v for v, _ in offerts} else []


class DemandeForm(_Demande):
    """Typed by the secrétariat or the coordination; `version` detects two agents on one draft."""

    version = HiddenField()
    demande_le = DateField("Date de la saisine", passee=True, default=aujourd_hui)
    garder = SubmitField("Enregistrer le brouillon")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.prescripteur_nom.label.text = "Nom du prescripteur"

    def _demande_le(self) -> Any:
        return self.demande_le.data or aujourd_hui()

    def sans_fautes(self) -> bool:
        """Read what can be kept of a draft: a field that cannot be read loses its value, and says so."""
        self.validate()
        for champ in self:
            if champ.errors and champ.name != "csrf_token":
                champ.data = champ.object_data
        return not self.errors

    def en_faute(self) -> list[str]:
        """Names of the fields that a draft could not keep."""
        return [champ.label.text.lower() for champ in self if champ.errors and champ.name != "csrf_token"]


class DemandePubliqueForm(_Demande):
    """Filled in once by a prescripteur, through a link: `cle` is its secret."""

    cle = HiddenField()

    def numero(self) -> uuid.UUID | None:
        """The one-use number of this form, when it is one."""
        try:
            return uuid.UUID(self.numero_envoi.data or "")
        except ValueError:
            return None


class DebutForm(Formulaire):
    """The first step of a draft: enough to find it again."""

    prenom = TexteField("Prénom de l’enfant", [Obligatoire("Écrivez le prénom de l’enfant."), Length(max=120)])
    nom = TexteField("Nom de l’enfant", [Obligatoire("Écrivez le nom de l’enfant."), Length(max=120)])
    prescripteur_nom = TexteField(
        "Qui présente la situation", [Obligatoire("Écrivez le nom du prescripteur."), Length(max=120)]
    )
    prescripteur_institution = TexteField("Établissement ou service", [Length(max=160)])
    demande_le = DateField("Date de la saisine", validators=[Obligatoire("Écrivez la date.")], passee=True, default=aujourd_hui)

    def saisie(self) -> SaisieDemande:
        """What was typed."""
        return SaisieDemande(
            self.demande_le.data or aujourd_hui(),
            SaisiePrescripteur(self.prescripteur_nom.data or "", institution=self.prescripteur_institution.data or None),
            SaisieEnfant(self.nom.data or "", self.prenom.data or ""),
        )
