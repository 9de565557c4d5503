"""Choose a structure, write, send."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.orientations import queries, services
from parcours.orientations.forms import (
    OrientationForm,
    RechercheForm,
)
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import adresse_publique, reserver_a
from parcours.socle import dossier
from parcours.socle.conflits import Difference, a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, suite, un_ou_404


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
    parcours = un_ou_404(queries.a_orienter(acteur()), parcours_id)
    recherche = RechercheForm(request.args)
    return rendre(
        "orientations/choisir.html",
        bloc="resultats",
        parcours=parcours,
        personne=parcours.beneficiaire,
        filtres=recherche,
        structures=queries.structures_orientables(recherche.q.data or ""),
        couvertes=queries.structures_couvertes(parcours.beneficiaire_id),
    )


@bp.get("/nouvelle/<uuid:parcours_id>/<uuid:structure_id>")
@exige(Droit.ORIENTATION_LIRE)
def nouvelle(parcours_id: uuid.UUID, structure_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ORIENTATION_ECRIRE)
    form = OrientationForm(pour=request.args.get("pour"))
    return _page_d_ecriture(parcours_id, structure_id, form)


@bp.post("/nouvelle/<uuid:parcours_id>/<uuid:structure_id>")
@exige(Droit.ORIENTATION_ECRIRE)
def creer(parcours_id: uuid.UUID, structure_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_ou_404(queries.a_orienter(acteur()), parcours_id)
    structure = un_ou_404(queries.structures_ouvertes(), structure_id, trace=False)
    form = OrientationForm()
    _proposer(form, parcours)
    if form.accord.data and form.rien_d_ecrit():
        return suite(_adresse_de_l_accord(parcours, url_for(".nouvelle", parcours_id=parcours_id, structure_id=structure_id)))
    if not form.validate_on_submit():
        return _page_d_ecriture(parcours_id, structure_id, form)
    orientation = services.preparer(parcours, structure, form.saisie(), par=acteur())
    return _suite_de_l_ecriture(form, orientation, parcours)


def _suite_de_l_ecriture(form: OrientationForm, orientation: Any, parcours: Any) -> ResponseReturnValue:
    """Where the button pressed leads, once what was typed is kept as a draft."""
    if form.accord.data:
        flash("Le brouillon est gardé. Confirmez l’accord, et vous reviendrez à l’orientation.", "info")
        return suite(_adresse_de_l_accord(parcours, url_for(".detail", orientation_id=orientation.id)))
    return envoyer_ou_garder(orientation, parcours, garder=form.garder.data)


def _adresse_de_l_accord(parcours: Any, retour: str) -> str:
    """The page of the agreement to complete, or of a new one, which leads back to `retour`."""
    if accord_id := queries.accord_a_completer(acteur(), parcours.beneficiaire_id):
        return url_for("beneficiaires.accord", accord_id=accord_id, retour=retour)
    return url_for("beneficiaires.nouvel_accord", beneficiaire_id=parcours.beneficiaire_id, retour=retour)


def _proposer(form: OrientationForm, parcours: Any) -> None:
    personne = parcours.beneficiaire
    joignables = [c for c in personne.contacts if c.contact_autorise]
    form.proposer(personne.nom_affiche, [(str(c.id), f"{c.nom_affiche} ({c.lien.libelle.lower()})") for c in joignables])


def _page_d_ecriture(
    parcours_id: uuid.UUID,
    structure_id: uuid.UUID,
    form: OrientationForm,
    orientation: Any = None,
    differences: list[Difference] | None = None,
) -> Response:
    parcours = un_ou_404(queries.a_orienter(acteur()), parcours_id)
    structure = un_ou_404(queries.structures_ouvertes(), structure_id, trace=False)
    _proposer(form, parcours)
    return rendre(
        "orientations/formulaire.html",
        form=form,
        parcours=parcours,
        personne=parcours.beneficiaire,
        structure=structure,
        orientation=orientation,
        differences=differences or [],
        couverture=queries.couverture(acteur(), parcours.beneficiaire_id, structure_id=structure.id),
    )


def envoyer_ou_garder(orientation: Any, parcours: Any, *, garder: bool) -> ResponseReturnValue:
    """Send, or keep the draft: nothing typed is lost when the agreement is missing."""
    if garder:
        flash("Le brouillon est gardé : rien n’est parti.", "info")
    else:
        try:
            services.envoyer(orientation, parcours, adresse_publique(orientation.id), par=acteur())
            flash("L’orientation est envoyée.", "succes")
        except services.AccordManquant as refus:
            flash(str(refus), "erreur")
    return suite(url_for(".detail", orientation_id=orientation.id))


@bp.get("/<uuid:orientation_id>/modifier")
@exige(Droit.ORIENTATION_LIRE)
def formulaire(orientation_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ORIENTATION_ECRIRE)
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    form = OrientationForm()
    form.remplir(orientation)
    return _page_d_ecriture(orientation.parcours_id, orientation.structure_id, form, orientation)


@bp.post("/<uuid:orientation_id>/modifier")
@exige(Droit.ORIENTATION_ECRIRE)
def corriger(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    parcours = un_ou_404(queries.a_orienter(acteur()), orientation.parcours_id)
    form = OrientationForm()
    _proposer(form, parcours)
    if (differences := a_reprendre(form, orientation)) is not None:
        return _page_d_ecriture(parcours.id, orientation.structure_id, form, orientation, differences)
    services.corriger(orientation, parcours, form.saisie(), par=acteur())
    return _suite_de_l_ecriture(form, orientation, parcours)
