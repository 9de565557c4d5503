"""Offers asked for a person."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries as annuaire
from parcours.cite_emploi import services
from parcours.cite_emploi.access import offres_visibles
from parcours.cite_emploi.forms import OffreForm
from parcours.cite_emploi.views.blueprint import bp, page_du_suivi, un_parcours
from parcours.nomenclatures import queries as nomenclatures
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


def _formulaire(offre: Any = None) -> OffreForm:
    form = OffreForm(obj=offre)
    form.proposer(
        nomenclatures.choix("offre_emploi", garde=offre.code if offre else None),
        ((str(s.id), s.libelle) for s in annuaire.choix()),
    )
    if offre is not None and not form.is_submitted():
        form.etat.data = offre.etat.value
        form.structure_id.data = str(offre.structure_id or "")
    return form


def _page(parcours: Any, form: OffreForm, offre: Any = None, differences: Any = ()) -> ResponseReturnValue:
    return rendre("cite_emploi/offre.html", form=form, parcours=parcours, offre=offre, differences=list(differences))


@bp.get("/vers-l-emploi/<uuid:parcours_id>/offres/nouvelle")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def nouvelle_offre(parcours_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.SUIVI_EMPLOI_ECRIRE)
    return _page(un_parcours(parcours_id), _formulaire())


@bp.post("/vers-l-emploi/<uuid:parcours_id>/offres/nouvelle")
@exige(Droit.SUIVI_EMPLOI_ECRIRE)
def ajouter_une_offre(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    form = _formulaire()
    if form.validate_on_submit():
        return _enregistrer(parcours, form, None)
    return _page(parcours, form)


@bp.get("/vers-l-emploi/offres/<uuid:offre_id>")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def offre(offre_id: uuid.UUID) -> ResponseReturnValue:
    une = un_ou_404(offres_visibles(acteur()), offre_id)
    return _page(une.parcours, _formulaire(une), une)


@bp.post("/vers-l-emploi/offres/<uuid:offre_id>")
@exige(Droit.SUIVI_EMPLOI_ECRIRE)
def suivre_une_offre(offre_id: uuid.UUID) -> ResponseReturnValue:
    une = un_ou_404(offres_visibles(acteur()), offre_id)
    form = _formulaire(une)
    if (differences := a_reprendre(form, une)) is not None:
        return _page(une.parcours, form, une, differences)
    return _enregistrer(une.parcours, form, une)


def _enregistrer(parcours: Any, form: OffreForm, offre: Any) -> ResponseReturnValue:
    try:
        services.enregistrer_offre(parcours, offre, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.debut_le, refus)
        return _page(parcours, form, offre)
    flash("L’offre est enregistrée.", "succes")
    return suite(page_du_suivi(parcours.id))
