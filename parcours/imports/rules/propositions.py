"""What the engine proposes to record: frozen, typed, free of any table of the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from parcours.imports.rules.doublons import Identite
from parcours.imports.rules.valeurs import AccordLu


@dataclass(frozen=True)
class Coordonnees:
    """Where the person lives and how to reach them. Phones are in E.164."""

    adresse: str = ""
    code_postal: str = ""
    commune: str = ""
    code_insee: str | None = None
    etat_quartier: str = "inconnu"
    """"dans", "hors" or "inconnu" (an empty cell is unknown)."""
    quartier: str | None = None
    en_qpv: bool = False
    telephones: tuple[str, ...] = ()
    courriel: str = ""


@dataclass(frozen=True)
class Scolarite:
    """School: `etablissement` is a code of the reference list when recognised, `texte` is the cell."""

    etablissement: str | None = None
    texte: str = ""
    classe: str = ""
    education_prioritaire: bool | None = None


@dataclass(frozen=True)
class Responsable:
    """A parent or guardian, in the file's order."""

    rang: int
    nom: str
    prenom: str
    telephones: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParcoursPropose:
    """Dates and texts of the parcours. `entree_le` set means entered; `sortie_le` set means left."""

    saisine_le: dt.date | None = None
    oriente_par: str = ""
    motifs: tuple[str, ...] = ()
    eps_le: dt.date | None = None
    referent: str = ""
    entree_le: dt.date | None = None
    actions: tuple[str, ...] = ()
    prochain_bilan_le: dt.date | None = None
    sortie_le: dt.date | None = None
    motif_sortie: str = ""
    statut: str = ""


@dataclass(frozen=True)
class OrientationProposee:
    """A referral of a Cité de l'Emploi file. `reponse` is "acceptee", "refusee", "pas_venu", "en_attente" or None."""

    vers: str
    le: dt.date | None = None
    reponse: str | None = None
    reponse_texte: str = ""
    reponse_le: dt.date | None = None
    source: tuple[str, int] = ("", 0)


@dataclass(frozen=True)
class Reperage:
    """How a person of the Cité de l'Emploi was met, and their obstacles."""

    par: str = ""
    le: dt.date | None = None
    rsa: bool | None = None
    inscrit_france_travail: bool | None = None
    freins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Acte:
    """One line of a journal of the médiation santé."""

    source: tuple[str, int]
    le: dt.date | None
    mediateur: str = ""
    lieu: str = ""
    type: str = ""
    besoins: tuple[str, ...] = ()
    freins: tuple[str, ...] = ()
    accompagnement_physique: bool | None = None
    duree_minutes: int | None = None
    professionnel: str = ""
    resultat: str = ""
    suite: str = ""


@dataclass(frozen=True)
class Personne:
    """One person to create, gathered from one line or several. `sources` are (sheet, row), the first rules."""

    sources: tuple[tuple[str, int], ...]
    identite: Identite
    coordonnees: Coordonnees = field(default_factory=Coordonnees)
    scolarite: Scolarite = field(default_factory=Scolarite)
    responsables: tuple[Responsable, ...] = ()
    accord: AccordLu | None = None
    parcours: ParcoursPropose = field(default_factory=ParcoursPropose)
    reperage: Reperage = field(default_factory=Reperage)
    orientations: tuple[OrientationProposee, ...] = ()
    actes: tuple[Acte, ...] = ()
    observations: str = ""
    autres: tuple[tuple[str, str], ...] = ()
    """Columns that no field received, as (heading, text): nothing of the file is lost."""

    @property
    def cle(self) -> str:
        """Stable name of this person within one analysis."""
        return f"{self.sources[0][0]}!{self.sources[0][1]}"
