"""Editable reference lists: read by coordination and pilotage, edited by the administration."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, abort, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.nomenclatures import queries, services
from parcours.nomenclatures.forms import ValeurForm
from parcours.nomenclatures.rules import LISTES, Liste, en_vigueur
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.navigation import Entree
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404

bp = Blueprint("nomenclatures", __name__, url_prefix="/nomenclatures")
NAVIGATION = (Entree("Listes", "nomenclatures.liste", "list-check", Droit.REFERENTIEL_ECRIRE, 80, "/nomenclatures"),)


@bp.get("/")
@exige(Droit.REFERENTIEL_LIRE)
def liste() -> ResponseReturnValue:
    return rendre("nomenclatures/liste.html", listes=LISTES.values(), nombres=queries.nombres())


@bp.get("/<code>")
@exige(Droit.REFERENTIEL_LIRE)
def valeurs(code: str) -> ResponseReturnValue:
    jour = aujourd_hui()
    lignes = [(v, en_vigueur(v.valide_du, v.valide_au, jour)) for v in queries.valeurs(_la_liste(code).code)]
    return rendre("nomenclatures/valeurs.html", liste=_la_liste(code), lignes=lignes)


@bp.get("/<code>/nouvelle")
@exige(Droit.REFERENTIEL_LIRE)
def nouvelle(code: str) -> ResponseReturnValue:
    reserver_a(Droit.REFERENTIEL_ECRIRE)
    return _page(_la_liste(code), _formulaire(_la_liste(code)))


@bp.post("/<code>/nouvelle")
@exige(Droit.REFERENTIEL_ECRIRE)
def ajouter(code: str) -> ResponseReturnValue:
    return _recevoir(_la_liste(code), None)


@bp.get("/valeurs/<uuid:valeur_id>")
@exige(Droit.REFERENTIEL_LIRE)
def modifier(valeur_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REFERENTIEL_ECRIRE)
    valeur = _une(valeur_id)
    return _page(_la_liste(valeur.liste), _formulaire(_la_liste(valeur.liste), obj=valeur), valeur)


@bp.post("/valeurs/<uuid:valeur_id>")
@exige(Droit.REFERENTIEL_ECRIRE)
def corriger(valeur_id: uuid.UUID) -> ResponseReturnValue:
    valeur = _une(valeur_id)
    return _recevoir(_la_liste(valeur.liste), valeur)


def _recevoir(liste: Liste, valeur: Any) -> ResponseReturnValue:
    form = _formulaire(liste)
    if (differences := a_reprendre(form, valeur)) is not None:
        return _page(liste, form, valeur, differences=differences)
    try:
        if valeur is None:
            services.ajouter(liste.code, form.saisie(), par=acteur())
        else:
            services.modifier(valeur, form.saisie(), par=acteur())
    except ErreurDuDomaine as erreur:
        form.form_errors.append(str(erreur))
        return _page(liste, form, valeur)
    flash("La liste est à jour.", "succes")
    return suite(url_for(".valeurs", code=liste.code))


def _page(liste: Liste, form: ValeurForm, valeur: Any = None, *, differences: Any = ()) -> Response:
    return rendre("nomenclatures/formulaire.html", form=form, liste=liste, valeur=valeur, differences=differences)


def _formulaire(liste: Liste, **options: Any) -> ValeurForm:
    form = ValeurForm(**options)
    parents = [(v.code, v.libelle) for v in queries.valeurs(liste.code) if v.parent is None] if liste.deux_niveaux else []
    form.adapter(deux_niveaux=liste.deux_niveaux, parents=parents)
    return form


def _la_liste(code: str) -> Liste:
    if code not in LISTES:
        abort(404)
    return LISTES[code]


def _une(valeur_id: uuid.UUID) -> Any:
    return un_ou_404(queries.toutes(), valeur_id, trace=False)
