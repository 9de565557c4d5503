"""Services of a structure: record, form."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries
from parcours.annuaire.forms import AjoutsServiceForm, ServiceForm
from parcours.annuaire.rules import a_verifier, zones
from parcours.annuaire.rules.delais import delais
from parcours.annuaire.rules.horaires import en_francais
from parcours.annuaire.services import offres
from parcours.annuaire.views.blueprint import bp, qui_lit
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404
from parcours.territoire.queries import communes


@bp.get("/services/<uuid:service_id>")
@exige(Droit.ANNUAIRE_LIRE)
def service(service_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _un(service_id)
    return rendre(
        "annuaire/service.html",
        service=ligne,
        structure=ligne.structure,
        commune=queries.commune_de(ligne),
        zone=zones.en_mots(ligne.zone_eligibilite, dict(_codes_des_communes())),
        horaires=en_francais(ligne.horaires_accueil or ligne.structure.horaires_accueil),
        delai=delais([ligne.structure_id]).get(ligne.structure_id),
        perimee=a_verifier(ligne.verifie_le, aujourd_hui()),
        **qui_lit(),
    )


@bp.get("/<uuid:structure_id>/services/nouveau")
@exige(Droit.ANNUAIRE_LIRE)
def nouveau_service(structure_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ANNUAIRE_ECRIRE)
    return _page(_formulaire(), _structure(structure_id))


@bp.post("/<uuid:structure_id>/services/nouveau")
@exige(Droit.ANNUAIRE_ECRIRE)
def creer_service(structure_id: uuid.UUID) -> ResponseReturnValue:
    structure = _structure(structure_id)
    form = _formulaire()
    if not form.validate_on_submit():
        return _page(form, structure)
    return _enregistrer(form, None, structure)


@bp.get("/services/<uuid:service_id>/modifier")
@exige(Droit.ANNUAIRE_LIRE)
def modifier_service(service_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ANNUAIRE_ECRIRE)
    ligne = _un(service_id)
    return _page(_formulaire(ligne, obj=ligne), ligne.structure, ligne)


@bp.post("/services/<uuid:service_id>/modifier")
@exige(Droit.ANNUAIRE_ECRIRE)
def corriger_service(service_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _un(service_id)
    form = _formulaire(ligne)
    if (differences := a_reprendre(form, ligne)) is not None:
        return _page(form, ligne.structure, ligne, differences=differences)
    return _enregistrer(form, ligne, ligne.structure)


@bp.post("/services/<uuid:service_id>/verifier")
@exige(Droit.ANNUAIRE_ECRIRE)
def verifier_service(service_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _un(service_id)
    offres.verifier(ligne, par=acteur())
    flash("La fiche est vérifiée d’aujourd’hui.", "succes")
    return suite(url_for(".service", service_id=ligne.id))


def _enregistrer(form: AjoutsServiceForm, ligne: Any, structure: Any) -> ResponseReturnValue:
    try:
        if isinstance(form, ServiceForm):
            enregistre = offres.enregistrer(ligne, structure, form.saisie(), form.ajouts(), par=acteur())
        else:
            enregistre = offres.completer(ligne, form.ajouts(), par=acteur())
    except ErreurDuDomaine as erreur:
        form.form_errors.append(str(erreur))
        return _page(form, structure, ligne)
    flash(f"{enregistre.nom} est dans l’annuaire.", "succes")
    return suite(url_for(".service", service_id=enregistre.id))


def _page(form: AjoutsServiceForm, structure: Any, ligne: Any = None, *, differences: Any = ()) -> Response:
    return rendre(
        "annuaire/service_formulaire.html",
        form=form,
        structure=structure,
        service=ligne,
        differences=differences,
        entiere=isinstance(form, ServiceForm),
    )


def _formulaire(ligne: Any = None, **options: Any) -> AjoutsServiceForm:
    if ligne is not None and not ligne.locale:
        return AjoutsServiceForm(**options)
    form = ServiceForm(**options)
    form.proposer_les_zones(_codes_des_communes())
    if ligne is not None:
        form.garder_les_anciens(ligne)
    return form


def _un(service_id: uuid.UUID) -> Any:
    return un_ou_404(queries.tous_services(), service_id, trace=False)


def _structure(structure_id: uuid.UUID) -> Any:
    return un_ou_404(queries.toutes(), structure_id, trace=False)


def _codes_des_communes() -> list[tuple[str, str]]:
    """Communes as (INSEE code, name)."""
    return [(c.code_insee, c.nom) for c in communes()]
