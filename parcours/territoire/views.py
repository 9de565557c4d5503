"""The territory: districts, streets, schools, communes, and the contract; one form for each kind of row."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.navigation import Entree
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404
from parcours.territoire import queries, services
from parcours.territoire.forms import (
    AmbitionForm,
    AxeForm,
    CommuneForm,
    EtablissementForm,
    ObjectifForm,
    QuartierForm,
    VoieForm,
)
from parcours.territoire.rules import NIVEAUX

bp = Blueprint("territoire", __name__, url_prefix="/territoire")
NAVIGATION = (Entree("Territoire", "territoire.accueil", "geo-alt", Droit.REFERENTIEL_LIRE, 70, "/territoire"),)


@dataclass(frozen=True)
class Genre:
    """One kind of row: its words, how it is read, typed and saved."""

    code: str
    titre: str
    nouveau: str
    droit: Droit
    tous: Callable[[], list[Any]]
    requete: Callable[[], Any]
    formulaire: type[Any]
    enregistrer: Callable[..., Any]
    du_contrat: bool = False

    @property
    def page(self) -> str:
        """Where its rows are listed."""
        return url_for(".contrat") if self.du_contrat else url_for(".liste", genre=self.code)


GENRES = {
    g.code: g
    for g in (
        Genre("quartiers", "Quartiers", "Nouveau quartier", Droit.REFERENTIEL_ECRIRE, queries.quartiers_de_tout_temps,
              queries.tous_quartiers, QuartierForm, services.enregistrer_quartier),
        Genre("voies", "Voies et résidences", "Nouvelle voie", Droit.VOIE_ECRIRE, queries.voies,
              queries.toutes_voies, VoieForm, services.enregistrer_voie),
        Genre("etablissements", "Établissements scolaires", "Nouvel établissement", Droit.REFERENTIEL_ECRIRE,
              lambda: queries.etablissements(ouverts=False), queries.tous_etablissements, EtablissementForm,
              services.enregistrer_etablissement),
        Genre("communes", "Communes", "Nouvelle commune", Droit.REFERENTIEL_ECRIRE, queries.communes,
              queries.toutes_communes, CommuneForm, services.enregistrer_commune),
        Genre("axes", "Contrat de ville", "Nouvel axe", Droit.REFERENTIEL_ECRIRE, queries.axes, queries.tous_axes, AxeForm,
              services.enregistrer_axe, du_contrat=True),
        Genre("ambitions", "Contrat de ville", "Nouvelle ambition", Droit.REFERENTIEL_ECRIRE, queries.ambitions,
              queries.toutes_ambitions, AmbitionForm, services.enregistrer_ambition, du_contrat=True),
        Genre("objectifs", "Contrat de ville", "Nouvel objectif", Droit.REFERENTIEL_ECRIRE, queries.objectifs_du_contrat,
              queries.tous_objectifs, ObjectifForm, services.enregistrer_objectif, du_contrat=True),
    )
}  # fmt: skip
_LISTES = "<any(quartiers,voies,etablissements,communes):genre>"
_FORMULAIRES = "<any(quartiers,voies,etablissements,communes,axes,ambitions,objectifs):genre>"
_SANS_VOIES = "<any(quartiers,etablissements,communes,axes,ambitions,objectifs):genre>"


@bp.get("/")
@exige(Droit.REFERENTIEL_LIRE)
def accueil() -> ResponseReturnValue:
    return _liste(GENRES["quartiers"])


@bp.get(f"/{_LISTES}")
@exige(Droit.REFERENTIEL_LIRE)
def liste(genre: str) -> ResponseReturnValue:
    return _liste(GENRES[genre])


@bp.get("/contrat")
@exige(Droit.REFERENTIEL_LIRE)
def contrat() -> ResponseReturnValue:
    return rendre(
        "territoire/contrat.html",
        axes=queries.axes(),
        objectifs=queries.objectifs_du_contrat(),
        ambitions=queries.ambitions(),
        reperes=queries.reperes(),
        genres=GENRES,
        jour=aujourd_hui(),
    )


def _liste(genre: Genre) -> ResponseReturnValue:
    return rendre("territoire/liste.html", genre=genre, genres=GENRES, lignes=genre.tous(), jour=aujourd_hui(), niveaux=NIVEAUX)


@bp.get(f"/{_FORMULAIRES}/nouveau")
@exige(Droit.REFERENTIEL_LIRE)
def nouveau(genre: str) -> ResponseReturnValue:
    reserver_a(GENRES[genre].droit)
    return _page(GENRES[genre], _formulaire(GENRES[genre]))


@bp.get(f"/{_FORMULAIRES}/<uuid:territoire_id>")
@exige(Droit.REFERENTIEL_LIRE)
def modifier(genre: str, territoire_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(GENRES[genre].droit)
    objet = _un(GENRES[genre], territoire_id)
    form = _formulaire(GENRES[genre], obj=objet)
    if isinstance(form, QuartierForm | ObjectifForm):
        form.reprendre(objet)
    return _page(GENRES[genre], form, objet)


@bp.post(f"/{_SANS_VOIES}/nouveau")
@exige(Droit.REFERENTIEL_ECRIRE)
def creer(genre: str) -> ResponseReturnValue:
    return _recevoir(GENRES[genre], None)


@bp.post(f"/{_SANS_VOIES}/<uuid:territoire_id>")
@exige(Droit.REFERENTIEL_ECRIRE)
def corriger(genre: str, territoire_id: uuid.UUID) -> ResponseReturnValue:
    return _recevoir(GENRES[genre], _un(GENRES[genre], territoire_id))


@bp.post("/voies/nouveau")
@exige(Droit.VOIE_ECRIRE)
def creer_voie() -> ResponseReturnValue:
    return _recevoir(GENRES["voies"], None)


@bp.post("/voies/<uuid:territoire_id>")
@exige(Droit.VOIE_ECRIRE)
def corriger_voie(territoire_id: uuid.UUID) -> ResponseReturnValue:
    return _recevoir(GENRES["voies"], _un(GENRES["voies"], territoire_id))


def _recevoir(genre: Genre, objet: Any) -> ResponseReturnValue:
    form = _formulaire(genre)
    if (differences := a_reprendre(form, objet)) is not None:
        return _page(genre, form, objet, differences=differences)
    try:
        enregistre = genre.enregistrer(objet, form.saisie(), par=acteur())
    except ErreurDuDomaine as erreur:
        form.form_errors.append(str(erreur))
        return _page(genre, form, objet)
    flash(f"{enregistre.nom}\u00a0: c’est enregistré.", "succes")
    return suite(genre.page)


def _page(genre: Genre, form: Any, objet: Any = None, *, differences: Any = ()) -> Response:
    return rendre("territoire/formulaire.html", form=form, genre=genre, objet=objet, differences=differences)


def _formulaire(genre: Genre, **options: Any) -> Any:
    form = genre.formulaire(**options)
    if genre.du_contrat:
        form.proposer([(str(a.id), a.nom) for a in queries.axes()], [(str(a.id), a.nom) for a in queries.ambitions()])
    else:
        form.proposer([(str(c.id), c.nom) for c in queries.communes()], [(str(q.id), q.nom) for q in queries.quartiers()])
    return form


def _un(genre: Genre, territoire_id: uuid.UUID) -> Any:
    return un_ou_404(genre.requete(), territoire_id, trace=False)
