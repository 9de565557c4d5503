"""Masked counts and the monthly file: the screen and the file show the same frozen cells, never the counts."""

from __future__ import annotations

import hashlib
import hmac

from flask import Blueprint, Response, abort, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.indicateurs import queries, rules, services
from parcours.indicateurs.forms import EtablirForm
from parcours.indicateurs.rules import Mois, MoisIllisible
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.navigation import Entree
from parcours.socle.transaction import tracer
from parcours.socle.web import acteur, rendre, suite

bp = Blueprint("indicateurs", __name__, url_prefix="/indicateurs")
NAVIGATION = (Entree("Indicateurs", "indicateurs.page", "bar-chart", Droit.INDICATEUR_LIRE, 50, "/indicateurs"),)


def _mois_demande() -> Mois:
    try:
        return Mois.lire(request.args["mois"]) if request.args.get("mois") else Mois.de(aujourd_hui()).precedent()
    except MoisIllisible:
        abort(404)


@bp.get("/")
@exige(Droit.INDICATEUR_LIRE)
def page() -> ResponseReturnValue:
    return _page(_mois_demande(), EtablirForm())


def _page(mois: Mois, form: EtablirForm) -> Response:
    publiee = queries.publication(mois)
    form.mois.data = mois.code
    return rendre(
        "indicateurs/page.html",
        form=form,
        mois=mois,
        publication=publiee,
        tableaux=[rules.tableau(publiee.cellules, publiee.libelles, nom) for nom in rules.TABLES] if publiee else [],
        possibles=rules.mois_possibles(aujourd_hui()),
        etablis=queries.mois_etablis(),
        en_cours=mois == Mois.de(aujourd_hui()),
    )


@bp.post("/etablir")
@exige(Droit.PUBLICATION_ECRIRE)
def etablir() -> ResponseReturnValue:
    form = EtablirForm()
    if not form.validate_on_submit():
        return _page(Mois.de(aujourd_hui()).precedent(), form)
    mois = form.saisie()
    try:
        services.etablir(mois, graine=_graine(), par=acteur())
    except ErreurDuDomaine as erreur:
        form.form_errors.append(str(erreur))
        return _page(mois, form)
    flash(f"Les chiffres {mois.complement} sont arrêtés.", "succes")
    return suite(url_for(".page", mois=mois.code))


@bp.get("/fichier")
@exige(Droit.INDICATEUR_LIRE)
def fichier() -> ResponseReturnValue:
    mois = _mois_demande()
    publiee = queries.publication(mois)
    if publiee is None:
        abort(404)
    tracer("exporter", "publication", publiee.id, mois.code)
    reponse = Response(rules.fichier(mois.code, publiee.cellules, publiee.libelles), mimetype="text/csv")
    reponse.headers.set("Content-Disposition", "attachment", filename=rules.nom_du_fichier(mois.code))
    return reponse


def _graine() -> bytes:
    """Secret of this installation for the search of a mask, never the signing key itself."""
    return hmac.new(str(current_app.secret_key).encode(), b"secret statistique", hashlib.sha256).digest()
