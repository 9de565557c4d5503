"""What the domains above `beneficiaires` add to the list of people and to a person's record, without any upward import.

The list and the record belong to `beneficiaires`, which cannot import pathways, échanges, meetings or alerts. Each of
these domains registers here, in its `views.py`, a function of its `queries.py` that starts from its own `access.py`:

    dossier.ajouter_un_panneau(Panneau("cote", 20, Droit.PARCOURS_LIRE, "parcours_individuels/_objectifs.html", contexte))
    dossier.ajouter_un_geste(GesteDeFiche(20, Droit.ORIENTATION_ECRIRE, gestes_pour))      # button beside the name
    dossier.ajouter_des_etats(Droit.ALERTE_LIRE, etats_par_personne)                       # « Perte de contact », list and record
    dossier.ajouter_une_colonne(Colonne("contact", "Dernier contact", Droit.ECHANGE_LIRE, dernier_contact))

Each contribution is scoped by the acteur, costs at most one statement, and is left out when the acteur lacks its right.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from sqlalchemy import ScalarSelect, Select

from parcours.socle.droits import Acteur, Droit

Resultat = TypeVar("Resultat")
Etat = tuple[str, str]
"""(words, tone): tones are those of `ui.etat`: neutre, attention, urgent, reussite."""


@dataclass
class Lecture:
    """One reading of one person's record: contributors of the same domain share what they have read."""

    acteur: Acteur
    beneficiaire_id: uuid.UUID
    _deja: dict[Callable[..., Any], Any] = field(default_factory=dict)

    def une_fois(self, requete: Callable[[Acteur, uuid.UUID], Resultat]) -> Resultat:
        """Result of `requete(acteur, beneficiaire_id)`, read once per page."""
        if requete not in self._deja:
            self._deja[requete] = requete(self.acteur, self.beneficiaire_id)
        resultat: Resultat = self._deja[requete]
        return resultat

    def deja_lu(self, requete: Callable[[Acteur, uuid.UUID], Resultat], resultat: Resultat) -> None:
        """Give what the page has already read."""
        self._deja[requete] = resultat


Place = Literal["etapes", "ajout", "cote", "situation"]
"""Under the name; above the timeline; beside it; in the section « Situation »."""


@dataclass(frozen=True)
class Panneau:
    """A part of the record: a template and what it needs (`panneau` in the template)."""

    place: Place
    rang: int
    droit: Droit
    modele: str
    contexte: Callable[[Lecture], dict[str, Any] | None]
    """None: the panel is not shown for this person."""


@dataclass(frozen=True)
class Geste:
    """A link to an endpoint, built by the page (queries do not know addresses)."""

    libelle: str
    endpoint: str
    arguments: dict[str, Any] = field(default_factory=dict)
    icone: str = ""
    principal: bool = False
    ancre: str | None = None


@dataclass(frozen=True)
class GesteDeFiche:
    """Buttons beside the name."""

    rang: int
    droit: Droit
    gestes: Callable[[Lecture], list[Geste]]


@dataclass(frozen=True)
class Colonne:
    """A sortable column of dates: `requete` selects (beneficiaire_id, valeur), one row a person, among some or all."""

    cle: str
    libelle: str
    droit: Droit
    requete: Callable[[Acteur, Sequence[uuid.UUID] | None], Select[Any]]


@dataclass(frozen=True)
class Vue:
    """A tab of the list; `numero` is what the statement of the views gives to each person."""

    code: str
    libelle: str
    numero: int
    participe: str
    """Said with the count: « 113 enfants en parcours »."""


@dataclass(frozen=True)
class Vues:
    """The tabs, and the value that puts each person of a scoped statement in one of them; empty: `sans_ligne`."""

    liste: tuple[Vue, ...]
    numero: Callable[[], ScalarSelect[Any]]
    sans_ligne: int


EtatsDeLaFiche = Callable[[Lecture], list[Etat]]
EtatsParPersonne = Callable[[Acteur, Iterable[uuid.UUID]], dict[uuid.UUID, list[Etat]]]

AvertirDeFusion = Callable[[Acteur, uuid.UUID, uuid.UUID], list[str]]
"""Sentences to read before two files are merged (kept, absorbed)."""

Inscriptions = Callable[[Acteur], Select[Any, Any]]
"""Pathways on the agenda of a meeting and not decided yet: selects (parcours_id, le), one row a pathway."""


@dataclass
class Registre:
    """Everything the upper domains registered."""

    panneaux: list[Panneau] = field(default_factory=list)
    gestes: list[GesteDeFiche] = field(default_factory=list)
    etats: list[tuple[Droit, EtatsParPersonne, EtatsDeLaFiche | None]] = field(default_factory=list)
    colonnes: list[Colonne] = field(default_factory=list)
    vues: Vues | None = None
    avertissements: list[tuple[Droit, AvertirDeFusion]] = field(default_factory=list)
    inscriptions: Inscriptions | None = None


_registre = Registre()


def ajouter_un_panneau(panneau: Panneau) -> None:
    """Register a part of the record."""
    _registre.panneaux.append(panneau)
    _registre.panneaux.sort(key=lambda p: p.rang)


def ajouter_un_geste(geste: GesteDeFiche) -> None:
    """Register buttons beside the name."""
    _registre.gestes.append(geste)
    _registre.gestes.sort(key=lambda g: g.rang)


def ajouter_des_etats(droit: Droit, etats: EtatsParPersonne, de_la_fiche: EtatsDeLaFiche | None = None) -> None:
    """Register labels shown beside the name, in the list (« À savoir ») and in the record.

    Args:
        droit: left out when the acteur lacks it.
        etats: labels of several people, for the list.
        de_la_fiche: the same for one record, when the domain shares this reading with its panels.
    """
    _registre.etats.append((droit, etats, de_la_fiche))


def ajouter_une_colonne(colonne: Colonne) -> None:
    """Register a column of the list."""
    _registre.colonnes.append(colonne)


def definir_les_vues(vues: Vues) -> None:
    """Say how the list is cut into tabs."""
    _registre.vues = vues


def panneaux(lecture: Lecture, *places: Place) -> list[tuple[Panneau, dict[str, Any]]]:
    """Parts of the record that this acteur may read, with what each template needs."""
    return [
        (panneau, contexte)
        for panneau in _registre.panneaux
        if panneau.place in places
        and lecture.acteur.peut(panneau.droit)
        and (contexte := panneau.contexte(lecture)) is not None
    ]


def gestes(lecture: Lecture) -> list[Geste]:
    """Buttons of this acteur for this person."""
    return [geste for source in _registre.gestes if lecture.acteur.peut(source.droit) for geste in source.gestes(lecture)]


def etats(acteur: Acteur, personnes: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Etat]]:
    """Labels of several people."""
    ids = list(personnes)
    resultat: dict[uuid.UUID, list[Etat]] = {}
    for droit, source, _ in _registre.etats:
        if ids and acteur.peut(droit):
            for personne, libelles in source(acteur, ids).items():
                resultat.setdefault(personne, []).extend(libelles)
    return resultat


def etats_de_la_fiche(lecture: Lecture) -> list[Etat]:
    """Labels of the person whose record is open."""
    resultat: list[Etat] = []
    for droit, source, de_la_fiche in _registre.etats:
        if lecture.acteur.peut(droit):
            personne = lecture.beneficiaire_id
            resultat += de_la_fiche(lecture) if de_la_fiche else source(lecture.acteur, [personne]).get(personne, [])
    return resultat


def colonnes(acteur: Acteur) -> list[Colonne]:
    """Columns of the list that this acteur may read."""
    return [colonne for colonne in _registre.colonnes if acteur.peut(colonne.droit)]


def vues() -> Vues | None:
    """The tabs of the list."""
    return _registre.vues


def avertir_avant_fusion(droit: Droit, avertir: AvertirDeFusion) -> None:
    """Register what a domain has to say before two files are merged."""
    _registre.avertissements.append((droit, avertir))


def avertissements_de_fusion(acteur: Acteur, garde: uuid.UUID, absorbe: uuid.UUID) -> list[str]:
    """Sentences of every domain about this merge."""
    return [
        phrase
        for droit, avertir in _registre.avertissements
        if acteur.peut(droit)
        for phrase in avertir(acteur, garde, absorbe)
    ]


def dire_les_inscriptions(source: Inscriptions) -> None:
    """Register how to know which pathways are on an agenda: what sits above the pathways asks here."""
    _registre.inscriptions = source


def inscriptions(acteur: Acteur) -> Select[Any, Any] | None:
    """Pathways on the agenda of a meeting, that this acteur may know of; None when no domain says it."""
    return _registre.inscriptions(acteur) if _registre.inscriptions else None
