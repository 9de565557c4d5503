"""Structures: search, record, form."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries, services
from parcours.annuaire.forms import AjoutsForm, RechercheForm, StructureForm
from parcours.annuaire.rules import TYPES, a_verifier
from parcours.annuaire.rules.delais import delais
from parcours.annuaire.rules.horaires import en_francais
from parcours.annuaire.views.blueprint import (
    arguments,
    bp,
    choix_des_communes,
    choix_des_filtres,
    qui_lit,
)
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/")
@exige(Droit.ANNUAIRE_LIRE)
def liste() -> ResponseReturnValue:
    form = RechercheForm(request.args)
    criteres = form.saisie()
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    lignes, total = queries.chercher(criteres, page)
    garde = arguments(form)
    return rendre(
        "annuaire/liste.html",
        bloc="resultats",
        criteres=criteres,
        lignes=lignes,
        total=total,
        page=page,
        pages=max(1, -(-total // queries.PAR_PAGE)),
        par_page=queries.PAR_PAGE,
        adresse=lambda n: url_for(".liste", page=n, **garde),
        **choix_des_filtres(),
    )


@bp.get("/<uuid:structure_id>")
@exige(Droit.ANNUAIRE_LIRE)
def detail(structure_id: uuid.UUID) -> ResponseReturnValue:
    structure = un_ou_404(queries.a_ouvrir(), structure_id, trace=False)
    return rendre(
        "annuaire/detail.html",
        structure=structure,
        commune=queries.commune_de(structure),
        types=TYPES,
        horaires=en_francais(structure.horaires_accueil),
        offre=queries.services_de(structure.id),
        delai=delais([structure.id]).get(structure.id),
        perimee=a_verifier(structure.verifie_le, aujourd_hui()),
        **qui_lit(),
    )


@bp.get("/nouvelle")
@exige(Droit.ANNUAIRE_LIRE)
def nouvelle() -> ResponseReturnValue:
    reserver_a(Droit.ANNUAIRE_ECRIRE)
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
    reserver_a(Droit.ANNUAIRE_ECRIRE)
    structure = _une(structure_id)
    form = _formulaire(structure, obj=structure)
    form.presence.data = [str(q.id) for q in structure.quartiers]
    return _page(form, structure)


@bp.post("/<uuid:structure_id>/modifier")
@exige(Droit.ANNUAIRE_ECRIRE)
def corriger(structure_id: uuid.UUID) -> ResponseReturnValue:
    structure = _une(structure_id)
    form = _formulaire(structure)
    if (differences := a_reprendre(form, structure)) is not None:
        return _page(form, structure, differences=differences)
    return _enregistrer(form, structure)


@bp.post("/<uuid:structure_id>/verifier")
@exige(Droit.ANNUAIRE_ECRIRE)
def verifier(structure_id: uuid.UUID) -> ResponseReturnValue:
    structure = _une(structure_id)
    services.verifier(structure, par=acteur())
    flash("La fiche est vérifiée d’aujourd’hui.", "succes")
    return suite(url_for(".detail", structure_id=structure.id))


def _enregistrer(form: AjoutsForm, structure: Any) -> ResponseReturnValue:
    try:
        if isinstance(form, StructureForm):
            enregistree = services.enregistrer(structure, form.saisie(), form.ajouts(), par=acteur())
        else:
            enregistree = services.completer(structure, form.ajouts(), par=acteur())
    except ErreurDuDomaine as erreur:
        form.form_errors.append(str(erreur))
        return _page(form, structure)
    flash(f"{enregistree.libelle} est dans l’annuaire.", "succes")
    return suite(url_for(".detail", structure_id=enregistree.id))


def _page(form: AjoutsForm, structure: Any = None, *, differences: Any = ()) -> Response:
    return rendre(
        "annuaire/formulaire.html",
        form=form,
        structure=structure,
        differences=differences,
        entiere=isinstance(form, StructureForm),
    )


def _formulaire(structure: Any = None, **options: Any) -> AjoutsForm:
    """The whole form for a row made here, the short one for a row that its producer keeps."""
    if structure is not None and not structure.locale:
        form = AjoutsForm(**options)
    else:
        form = StructureForm(**options)
        form.proposer_les_communes(choix_des_communes())
        form.garder_les_anciens(structure.reseaux_porteurs if structure is not None else None)
    form.proposer_les_quartiers(queries.quartiers_a_choisir())
    return form


def _une(structure_id: uuid.UUID) -> Any:
    return un_ou_404(queries.a_ouvrir(), structure_id, trace=False)
