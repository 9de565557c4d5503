"""Brothers and sisters of a child of the PRE."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.queries import dossier as dossier_de
from parcours.pre.forms.fratrie import FratrieForm, RechercheForm
from parcours.pre.queries.fratrie import candidats, fratrie_de
from parcours.pre.queries.rentree import scolarites_de
from parcours.pre.services.fratrie import relier as relier_les_fiches
from parcours.pre.services.fratrie import separer as separer_la_fiche
from parcours.pre.views.blueprint import bp
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.typographie import age, pluriel
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@bp.get("/famille/<uuid:beneficiaire_id>")
@exige(Droit.PARCOURS_LIRE)
def famille(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _enfant(beneficiaire_id)
    return rendre(
        "pre/famille.html",
        "famille",
        personne=personne,
        freres=fratrie_de(acteur(), personne.id),
        annees=scolarites_de(acteur(), personne.id),
    )


@bp.get("/fratrie/<uuid:beneficiaire_id>")
@exige(Droit.PARCOURS_LIRE)
def fratrie(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    return _page(_enfant(beneficiaire_id), FratrieForm(formdata=None))


@bp.post("/fratrie/<uuid:beneficiaire_id>")
@exige(Droit.FRATRIE_ECRIRE)
def relier(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _enfant(beneficiaire_id)
    form = FratrieForm()
    if not form.validate_on_submit():
        return _page(personne, form)
    nombre = relier_les_fiches(personne, form.choisis(), par=acteur())
    flash(f"{pluriel(nombre, 'enfant est relié', 'enfants sont reliés')} à cette fiche.", "succes")
    return suite(url_for(".famille", beneficiaire_id=personne.id))


@bp.post("/fratrie/<uuid:beneficiaire_id>/separer")
@exige(Droit.FRATRIE_ECRIRE)
def separer(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _enfant(beneficiaire_id)
    separer_la_fiche(personne, par=acteur())
    flash("Cette fiche n’est plus reliée à une fratrie.", "succes")
    return suite(url_for(".famille", beneficiaire_id=personne.id))


def _enfant(beneficiaire_id: uuid.UUID) -> Any:
    """A child of the PRE: a family is not drawn for the other dispositifs."""
    personne = un_ou_404(dossier_de(acteur().au_titre_de(Droit.PARCOURS_LIRE)), beneficiaire_id)
    return personne if personne.dispositif is Dispositif.PRE else abort(404)


def _page(personne: Any, form: FratrieForm) -> ResponseReturnValue:
    reserver_a(Droit.FRATRIE_ECRIRE)
    par_le_nom = RechercheForm(request.args)
    trouves = candidats(acteur(), personne, par_le_nom.q.data or "")
    form.proposer(
        (c.personne.id, ", ".join(m for m in (c.personne.nom_affiche, age(c.personne.date_naissance), c.raison) if m))
        for c in trouves
    )
    return rendre(
        "pre/fratrie.html",
        form=form,
        par_le_nom=par_le_nom,
        personne=personne,
        trouves=trouves,
        freres=fratrie_de(acteur(), personne.id),
    )
