"""A saisine as typed, and what it lacks before it can be sent (pre.md §1.3)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass, field
from datetime import date

from parcours.beneficiaires.rules import FormeAccord, LienFamilial, Sexe


class VitAvec(enum.StrEnum):
    """With whom the child lives."""

    DEUX_PARENTS = "deux_parents"
    MERE = "mere"
    PERE = "pere"
    ALTERNEE = "alternee"
    PLACE = "place"
    AUTRE = "autre"
    INCONNU = "inconnu"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "deux_parents": "Ses deux parents",
            "mere": "Sa mère",
            "pere": "Son père",
            "alternee": "Ses parents en alternance",
            "place": "Un lieu d’accueil (enfant confié)",
            "autre": "Une autre personne",
            "inconnu": "Non renseigné",
        }[self.value]


class AvisDeLEnfant(enum.StrEnum):
    """What the child says of the help, according to age and maturity."""

    FAVORABLE = "favorable"
    RESERVE = "reserve"
    OPPOSE = "oppose"
    NON_RECUEILLI = "non_recueilli"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "favorable": "D’accord",
            "reserve": "Hésite",
            "oppose": "Pas d’accord",
            "non_recueilli": "Pas encore demandé",
        }[self.value]


class DonneurDAccord(enum.StrEnum):
    """Which holder of parental authority agreed that the situation be presented."""

    PREMIER = "premier"
    SECOND = "second"
    LES_DEUX = "les_deux"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"premier": "Le premier parent", "second": "Le second parent", "les_deux": "Les deux parents"}[self.value]


@dataclass(frozen=True)
class SaisiePrescripteur:
    """Who refers."""

    nom: str
    fonction: str | None = None
    institution: str | None = None
    orienteur: str | None = None
    """Words of the editable list « Qui oriente »."""
    telephone: str | None = None
    courriel: str | None = None
    lien: str | None = None


@dataclass(frozen=True)
class SaisieEnfant:
    """The child."""

    nom: str
    prenom: str
    date_naissance: date | None = None
    sexe: Sexe = Sexe.INCONNU
    adresse: str | None = None
    commune_id: uuid.UUID | None = None
    etablissement_id: uuid.UUID | None = None
    classe: str | None = None
    a_redouble: bool | None = None
    vit_avec: VitAvec = VitAvec.INCONNU
    fratrie: str | None = None
    fratrie_suivie: bool = False


@dataclass(frozen=True)
class SaisieTitulaire:
    """A holder of parental authority."""

    nom: str
    prenom: str = ""
    lien: LienFamilial = LienFamilial.TITULAIRE
    telephone: str | None = None
    adresse: str | None = None
    langue: str | None = None
    interprete: bool = False
    contact_autorise: bool = True
    jugement: bool = False
    restriction: str | None = None


@dataclass(frozen=True)
class SaisieProfessionnel:
    """Somebody already around the child, and whether the parents agree that the PRE contacts them."""

    nom: str
    service: str
    accord: bool


@dataclass(frozen=True)
class SaisieRecit:
    """Free texts, facts apart from the person's own reading; each is sealed."""

    faits: str | None = None
    appreciation: str | None = None
    atouts: str | None = None
    souhaits_enfant: str | None = None
    souhaits_parents: str | None = None
    aides_precision: str | None = None
    avis_enfant_texte: str | None = None


@dataclass(frozen=True)
class SaisieAccordPrealable:
    """The agreement to present the situation, given before the saisine."""

    information_le: date | None = None
    information_par: str | None = None
    forme: FormeAccord = FormeAccord.INCONNUE
    par: DonneurDAccord | None = None
    avis_enfant: AvisDeLEnfant = AvisDeLEnfant.NON_RECUEILLI
    notice_remise: bool = False


Couples = tuple[tuple[str, str], ...]
"""(code, words) of an editable list."""


@dataclass(frozen=True)
class SaisieDemande:
    """A whole saisine as typed; `motifs` begins with the main one."""

    demande_le: date
    prescripteur: SaisiePrescripteur
    enfant: SaisieEnfant
    titulaires: tuple[SaisieTitulaire, ...] = ()
    motifs: Couples = ()
    aides: Couples = ()
    recit: SaisieRecit = field(default_factory=SaisieRecit)
    professionnels: tuple[SaisieProfessionnel, ...] = ()
    accord: SaisieAccordPrealable = field(default_factory=SaisieAccordPrealable)


ACCORD_AVEC = (FormeAccord.ORAL, FormeAccord.ECRIT)


def manques(demande: SaisieDemande) -> dict[str, str]:
    """Field -> what it lacks, before a saisine can be sent. Empty: it is complete."""
    enfant, accord = demande.enfant, demande.accord
    premier = demande.titulaires[0] if demande.titulaires else None
    attendus: tuple[tuple[str, object, str], ...] = (
        ("prescripteur_nom", demande.prescripteur.nom, "Écrivez le nom du prescripteur."),
        ("prenom", enfant.prenom, "Écrivez le prénom de l’enfant."),
        ("nom", enfant.nom, "Écrivez le nom de l’enfant."),
        ("date_naissance", enfant.date_naissance, "Écrivez la date de naissance."),
        ("etablissement_id", enfant.etablissement_id, "Choisissez l’établissement scolaire."),
        ("classe", enfant.classe, "Écrivez la classe, par exemple CE2."),
        ("titulaire1_nom", premier and premier.nom, "Écrivez le nom d’un parent, ou d’un titulaire de l’autorité parentale."),
        (
            "titulaire1_telephone",
            premier and (premier.telephone or premier.adresse),
            "Écrivez un téléphone, ou une adresse, pour joindre la famille.",
        ),
        ("motif_principal", demande.motifs, "Choisissez le motif principal."),
        ("faits", demande.recit.faits, "Décrivez les faits observés."),
        ("information_le", accord.information_le, "Écrivez quand la famille a été informée."),
        (
            "accord_forme",
            accord.forme in ACCORD_AVEC,
            "Parlez d’abord à la famille : sans son accord, même oral, la situation ne peut pas être présentée.",
        ),
        ("accord_par", accord.par, "Dites quel parent est d’accord."),
    )
    return {champ: phrase for champ, valeur, phrase in attendus if not valeur}


@dataclass(frozen=True)
class SaisieInvitation:
    """A prescripteur to whom a one-time link is made."""

    nom: str
    fonction: str | None
    courriel: str | None


@dataclass(frozen=True)
class SaisieRecevabilite:
    """The decision to go on: which file, and why in spite of a check."""

    beneficiaire_id: uuid.UUID | None
    """None: a new file."""
    derogation: str | None = None


@dataclass(frozen=True)
class SaisieRencontre:
    """A meeting with the family."""

    le: date
    lieu: str
    participants: str
    compte_rendu: str | None


@dataclass(frozen=True)
class SaisieIssue:
    """A reason: a code of the editable list with its words, and what is added to it."""

    code: str | None
    libelle: str | None
    precision: str | None


@dataclass(frozen=True)
class CriteresDeListe:
    """What the list's address asks for."""

    vue: str = ""
    etat: str = ""
    age: str = ""
    q: str = ""
    tri: str = "date"
    sens: str = "asc"
    page: int = 1
