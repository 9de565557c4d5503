"""The directory: list, record, form."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries, services
from parcours.annuaire.forms import RechercheForm, StructureForm
from parcours.annuaire.rules import TYPES
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.navigation import Entree
from parcours.socle.web import acteur, rendre, suite, un_ou_404
from parcours.territoire.queries import communes

bp = Blueprint("annuaire", __name__, url_prefix="/annuaire")
NAVIGATION = (Entree("Annuaire", "annuaire.liste", "journal-bookmark", Droit.ANNUAIRE_LIRE, 60, "/annuaire"),)


@bp.get("/")
@exige(Droit.ANNUAIRE_LIRE)
def liste() -> ResponseReturnValue:
    form = RechercheForm(request.args)
    criteres = form.saisie()
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    lignes, total = queries.chercher(criteres, page)
    return rendre(
        "annuaire/liste.html",
        bloc="resultats",
        criteres=criteres,
        lignes=lignes,
        total=total,
        page=page,
        pages=max(1, -(-total // queries.PAR_PAGE)),
        par_page=queries.PAR_PAGE,
        types=TYPES,
        communes=_communes(),
    )


@bp.get("/<uuid:structure_id>")
@exige(Droit.ANNUAIRE_LIRE)
def detail(structure_id: uuid.UUID) -> ResponseReturnValue:
    structure = _une(structure_id)
    return rendre("annuaire/detail.html", structure=structure, commune=queries.commune_de(structure), types=TYPES)


@bp.get("/nouvelle")
@exige(Droit.ANNUAIRE_LIRE)
def nouvelle() -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    return _page(_formulaire())


@bp.post("/nouvelle")
@exige(Droit.ANNUAIRE_ECRIRE)
def creer() -> ResponseReturnValue:
    form = _formulaire()
    if not form.validate_on_submit():
        return _page(form)
    return _enregistrer(form, None)


@bp.get("/<uuid:structure_id>/modifier")
@exige(Droit.ANNUAIRE_LIRE)
def modifier(structure_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    structure = _une(structure_id)
    return _page(_formulaire(obj=structure), structure)


@bp.post("/<uuid:structure_id>/modifier")
@exige(Droit.ANNUAIRE_ECRIRE)
def corriger(structure_id: uuid.UUID) -> ResponseReturnValue:
    structure = _une(structure_id)
    form = _formulaire()
    if (differences := a_reprendre(form, structure)) is not None:
        return _page(form, structure, differences=differences)
    return _enregistrer(form, structure)


def _enregistrer(form: StructureForm, structure: Any) -> ResponseReturnValue:
    try:
        enregistree = services.enregistrer(structure, form.saisie(), par=acteur())
    except ErreurDuDomaine as erreur:
        form.form_errors.append(str(erreur))
        return _page(form, structure)
    flash(f"{enregistree.libelle} est dans l’annuaire.", "succes")
    return suite(url_for(".detail", structure_id=enregistree.id))


def _page(form: StructureForm, structure: Any = None, *, differences: Any = ()) -> Response:
    return rendre("annuaire/formulaire.html", form=form, structure=structure, differences=differences)


def _formulaire(**options: Any) -> StructureForm:
    form = StructureForm(**options)
    form.proposer_les_communes(_communes())
    return form


def _une(structure_id: uuid.UUID) -> Any:
    return un_ou_404(queries.toutes(), structure_id, trace=False)


def _communes() -> list[tuple[str, str]]:
    return [(str(c.id), c.nom) for c in communes()]


def _reserver_a_l_ecriture() -> None:
    """The empty form is shown only to those who may send it."""
    if not acteur().peut(Droit.ANNUAIRE_ECRIRE):
        abort(403)
