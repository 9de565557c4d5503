"""data·inclusion files: brought in, compared, applied or dropped."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries
from parcours.annuaire.forms import ApplicationForm, ArrivageForm
from parcours.annuaire.rules.differences import Sort
from parcours.annuaire.services import arrivages as verbes
from parcours.annuaire.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/fichiers")
@exige(Droit.ANNUAIRE_LIRE)
def fichiers() -> ResponseReturnValue:
    reserver_a(Droit.ANNUAIRE_ECRIRE)
    return _accueil(ArrivageForm())


@bp.post("/fichiers")
@exige(Droit.ANNUAIRE_ECRIRE)
def deposer() -> ResponseReturnValue:
    form = ArrivageForm()
    if form.validate_on_submit():
        try:
            arrivage = verbes.recevoir(form.contenus(), territoire=form.territoire.data, par=acteur())
        except ErreurDuDomaine as erreur:
            refuser_dans(form.fichiers, erreur)
        else:
            return suite(url_for(".arrivage", arrivage_id=arrivage.id))
    return _accueil(form)


@bp.get("/fichiers/<uuid:arrivage_id>")
@exige(Droit.ANNUAIRE_LIRE)
def arrivage(arrivage_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.ANNUAIRE_ECRIRE)
    ligne = _un(arrivage_id)
    return _apercu(ligne, ApplicationForm())


@bp.post("/fichiers/<uuid:arrivage_id>/appliquer")
@exige(Droit.ANNUAIRE_ECRIRE)
def appliquer(arrivage_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _un(arrivage_id)
    form = ApplicationForm()
    if not form.validate_on_submit():
        return _apercu(ligne, form)
    try:
        bilan = verbes.appliquer(ligne, fermer_les_absentes=form.fermer.data, par=acteur())
    except ErreurDuDomaine as erreur:
        form.form_errors.append(str(erreur))
        return _apercu(ligne, form)
    ajoutees = pluriel(bilan["nouvelle"], "fiche ajoutée", "fiches ajoutées")
    changees = pluriel(bilan["modifiee"], "fiche modifiée", "fiches modifiées")
    flash(f"L’annuaire est à jour\u00a0: {ajoutees}, {changees}.", "succes")
    return suite(url_for(".fichiers"))


@bp.post("/fichiers/<uuid:arrivage_id>/abandonner")
@exige(Droit.ANNUAIRE_ECRIRE)
def abandonner(arrivage_id: uuid.UUID) -> ResponseReturnValue:
    ligne = _un(arrivage_id)
    try:
        verbes.abandonner(ligne, par=acteur())
    except ErreurDuDomaine as erreur:
        flash(str(erreur), "erreur")
    else:
        flash("Le fichier est abandonné. L’annuaire n’a pas changé.", "info")
    return suite(url_for(".fichiers"))


def _accueil(form: ArrivageForm) -> Response:
    return rendre("annuaire/fichiers.html", form=form, arrivages=queries.arrivages.derniers())


def _apercu(ligne: Any, form: ApplicationForm) -> Response:
    return rendre(
        "annuaire/arrivage.html",
        form=form,
        arrivage=ligne,
        apercu=queries.arrivages.apercu(ligne) if ligne.contenu else None,
        sorts=Sort,
        montrees=queries.arrivages.MONTREES,
    )


def _un(arrivage_id: uuid.UUID) -> Any:
    return un_ou_404(queries.arrivages.tous(), arrivage_id, trace=False)
