"""Write a referral, keep it as a draft, send it."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.orientations import queries, services
from parcours.orientations.forms import OrientationForm, Propositions
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import expedition
from parcours.socle.conflits import Difference, a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/nouvelle/<uuid:parcours_id>/<uuid:structure_id>")
@exige(Droit.ORIENTATION_LIRE)
def nouvelle(parcours_id: uuid.UUID, structure_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ORIENTATION_ECRIRE)
    form = OrientationForm(pour=request.args.get("pour"))
    form.service.data = request.args.get("service", "")
    if avant := _precedente(request.args.get("suite_de", "")):
        form.reprendre(avant)
    return _page_d_ecriture(_parcours(parcours_id), structure_id, form)


@bp.post("/nouvelle/<uuid:parcours_id>/<uuid:structure_id>")
@exige(Droit.ORIENTATION_ECRIRE)
def creer(parcours_id: uuid.UUID, structure_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _parcours(parcours_id)
    structure = un_ou_404(queries.structures_ouvertes(), structure_id, trace=False)
    form = OrientationForm()
    _proposer(form, parcours)
    if form.accord.data and form.rien_d_ecrit():
        return suite(_adresse_de_l_accord(parcours, url_for(".nouvelle", parcours_id=parcours_id, structure_id=structure_id)))
    if not form.validate_on_submit():
        return _page_d_ecriture(parcours, structure_id, form)
    orientation = services.preparer(
        parcours,
        structure,
        form.saisie(),
        par=acteur(),
        suite_de=_precedente(form.suite_de.data or ""),
        service=queries.service_demande(structure.id, _identifiant(form.service.data or "")),
    )
    if not _joindre(form, orientation, parcours):
        return _page_d_ecriture(parcours, structure_id, form)
    return _suite_de_l_ecriture(form, orientation, parcours)


def _parcours(parcours_id: uuid.UUID) -> Any:
    return un_ou_404(queries.a_orienter(acteur()), parcours_id)


def _identifiant(texte: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(texte) if texte else None
    except ValueError:
        return None


def _precedente(texte: str) -> Any:
    """The referral this one takes over from, when it is within reach."""
    numero = _identifiant(texte)
    return un_ou_404(queries.a_suivre(acteur()), numero) if numero else None


def _joindre(form: OrientationForm, orientation: Any, parcours: Any) -> bool:
    """Attach the pieces ticked and the new file; a refused file is said beside its field, and nothing is kept."""
    try:
        services.joindre(orientation, parcours.beneficiaire_id, form.les_pieces(), par=acteur())
        if (fichier := form.le_fichier()) is not None:
            services.joindre_un_fichier(orientation, parcours.beneficiaire, fichier, par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.fichier, refus)
        return False
    return True


def _suite_de_l_ecriture(form: OrientationForm, orientation: Any, parcours: Any) -> ResponseReturnValue:
    """Where the button pressed leads, once what was typed is kept as a draft."""
    if form.accord.data:
        flash("Le brouillon est gardé. Confirmez l’accord, et vous reviendrez à l’orientation.", "info")
        return suite(_adresse_de_l_accord(parcours, url_for(".detail", orientation_id=orientation.id)))
    return envoyer_ou_garder(orientation, garder=form.garder.data)


def _adresse_de_l_accord(parcours: Any, retour: str) -> str:
    """The page of the agreement to complete, or of a new one, which leads back to `retour`."""
    if accord_id := queries.accord_a_completer(acteur(), parcours.beneficiaire_id):
        return url_for("beneficiaires.accord", accord_id=accord_id, retour=retour)
    return url_for("beneficiaires.nouvel_accord", beneficiaire_id=parcours.beneficiaire_id, retour=retour)


def _proposer(form: OrientationForm, parcours: Any, orientation: Any = None) -> None:
    offre = queries.offre(acteur(), parcours, orientation)
    form.proposer(Propositions(personne=parcours.beneficiaire.nom_affiche, **asdict(offre)))


def _page_d_ecriture(
    parcours: Any,
    structure_id: uuid.UUID,
    form: OrientationForm,
    orientation: Any = None,
    differences: list[Difference] | None = None,
) -> Response:
    service = None if orientation else queries.service_demande(structure_id, _identifiant(form.service.data or ""))
    structure = _structure(structure_id, orientation or service)
    if not form.is_submitted():
        _proposer(form, parcours, orientation)
    return rendre(
        "orientations/formulaire.html",
        form=form,
        parcours=parcours,
        personne=parcours.beneficiaire,
        structure=structure,
        orientation=orientation,
        service=orientation.service_nom if orientation else service.nom if service else None,
        differences=differences or [],
        couverture=queries.couverture(acteur(), parcours.beneficiaire_id, structure_id=structure.id),
    )


def _structure(structure_id: uuid.UUID, chargee_avec: Any) -> Any:
    """The structure: that of the draft or of the service already read, or an open one of the directory."""
    if chargee_avec is not None:
        return chargee_avec.structure
    return un_ou_404(queries.structures_ouvertes(), structure_id, trace=False)


def envoyer_ou_garder(orientation: Any, *, garder: bool) -> ResponseReturnValue:
    """Send, or keep the draft: nothing typed is lost when the agreement is missing."""
    if garder:
        flash("Le brouillon est gardé : rien n’est parti.", "info")
    else:
        try:
            services.envoyer(orientation, expedition(orientation.id), par=acteur())
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
    return _page_d_ecriture(_parcours(orientation.parcours_id), orientation.structure_id, form, orientation)


@bp.post("/<uuid:orientation_id>/modifier")
@exige(Droit.ORIENTATION_ECRIRE)
def corriger(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    parcours = _parcours(orientation.parcours_id)
    form = OrientationForm()
    _proposer(form, parcours, orientation)
    if (differences := a_reprendre(form, orientation)) is not None:
        return _page_d_ecriture(parcours, orientation.structure_id, form, orientation, differences)
    services.corriger(orientation, parcours, form.saisie(), par=acteur())
    if not _joindre(form, orientation, parcours):
        return _page_d_ecriture(parcours, orientation.structure_id, form, orientation)
    return _suite_de_l_ecriture(form, orientation, parcours)
