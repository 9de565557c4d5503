"""From which pathway, and to which structure."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries as annuaire
from parcours.annuaire.forms import RechercheForm
from parcours.annuaire.rules import delais
from parcours.annuaire.views.blueprint import arguments, choix_des_filtres
from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.orientations import queries
from parcours.orientations.services import delais_constates
from parcours.orientations.views import bp
from parcours.socle import dossier
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404

PAR_PAGE = 25
delais.contribuer(delais_constates.par_structure)


def _geste_de_fiche(lecture: dossier.Lecture) -> list[dossier.Geste]:
    return [dossier.Geste("Orienter", "orientations.depuis_la_fiche", {"beneficiaire_id": lecture.beneficiaire_id}, "send")]


dossier.ajouter_un_geste(dossier.GesteDeFiche(30, Droit.ORIENTATION_ECRIRE, _geste_de_fiche))


@bp.get("/depuis-la-fiche/<uuid:beneficiaire_id>")
@exige(Droit.ORIENTATION_LIRE)
def depuis_la_fiche(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ORIENTATION_ECRIRE)
    personne = un_ou_404(beneficiaires_visibles(acteur().au_titre_de(Droit.ORIENTATION_ECRIRE)), beneficiaire_id)
    parcours = queries.parcours_courant(acteur(), personne.id)
    if parcours is None:
        flash("Ouvrez d’abord un parcours : c’est de lui que part l’orientation.", "info")
        return suite(url_for("beneficiaires.fiche", beneficiaire_id=personne.id))
    return suite(url_for(".choisir", parcours_id=parcours.id))


@bp.get("/nouvelle/<uuid:parcours_id>")
@exige(Droit.ORIENTATION_LIRE)
def choisir(parcours_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ORIENTATION_ECRIRE)
    parcours = un_ou_404(queries.parcours_a_choisir(acteur()), parcours_id)
    personne = parcours.beneficiaire
    recherche = RechercheForm(request.args)
    criteres = replace(recherche.saisie(orientables=True), pres_de=personne.quartier_id)
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    lignes, total = annuaire.chercher(criteres, page, par_page=PAR_PAGE)
    suite_de = request.args.get("suite_de", type=uuid.UUID)
    garde = {**arguments(recherche), "suite_de": suite_de}
    return rendre(
        "orientations/choisir.html",
        bloc="resultats",
        parcours=parcours,
        personne=personne,
        criteres=criteres,
        lignes=lignes,
        total=total,
        page=page,
        pages=max(1, -(-total // PAR_PAGE)),
        par_page=PAR_PAGE,
        adresse=lambda n: url_for(".choisir", parcours_id=parcours_id, page=n, **garde),
        couvertes=queries.structures_couvertes(parcours.beneficiaire_id),
        suite_de=suite_de,
        **choix_des_filtres(),
    )
