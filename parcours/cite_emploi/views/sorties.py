"""The exit, and the news taken three and six months after."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from parcours.cite_emploi import queries, services
from parcours.cite_emploi.access import suivis_apres_sortie_visibles
from parcours.cite_emploi.forms import NouvellesForm, SortieEmploiForm
from parcours.cite_emploi.views.blueprint import bp, page_du_suivi, un_parcours
from parcours.nomenclatures import queries as nomenclatures
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


def _formulaire(parcours: Any) -> tuple[SortieEmploiForm, Any]:
    sortie, suivre = queries.sortie_ecrite(parcours)
    form = SortieEmploiForm(obj=sortie, suivre=suivre)
    form.proposer(nomenclatures.choix("sortie_emploi", garde=sortie.motif if sortie else None))
    if not form.is_submitted():
        form.sortie_le.data = parcours.sortie_le or form.sortie_le.data
    return form, sortie


def _page(parcours: Any, form: SortieEmploiForm, differences: Any = ()) -> ResponseReturnValue:
    return rendre("cite_emploi/sortie.html", form=form, parcours=parcours, differences=list(differences))


@bp.get("/vers-l-emploi/<uuid:parcours_id>/sortie")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def sortie(parcours_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.SUIVI_EMPLOI_ECRIRE)
    parcours = un_parcours(parcours_id)
    return _page(parcours, _formulaire(parcours)[0])


@bp.post("/vers-l-emploi/<uuid:parcours_id>/sortie")
@exige(Droit.SUIVI_EMPLOI_ECRIRE)
def sortir(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    form, enregistree = _formulaire(parcours)
    if (differences := a_reprendre(form, enregistree)) is not None:
        return _page(parcours, form, differences)
    saisie = form.saisie(nomenclatures.parents("sortie_emploi"), nomenclatures.libelles("sortie_emploi"))
    try:
        services.sortir(parcours, saisie, par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.sortie_le, refus)
        return _page(parcours, form)
    compte = " Elle compte comme sortie dynamique." if saisie.categorie.dynamique else ""
    flash(f"La sortie est enregistrée.{compte}", "succes")
    return suite(page_du_suivi(parcours.id))


def _formulaire_des_nouvelles(suivi: Any) -> NouvellesForm:
    form = NouvellesForm(obj=suivi)
    form.proposer(nomenclatures.choix("situation_apres_sortie", garde=suivi.situation))
    if not form.is_submitted():
        form.fait_le.data = suivi.fait_le or aujourd_hui()
    return form


@bp.get("/vers-l-emploi/nouvelles/<uuid:suivi_id>")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def nouvelles(suivi_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.SUIVI_EMPLOI_ECRIRE)
    un = un_ou_404(suivis_apres_sortie_visibles(acteur()), suivi_id)
    form = _formulaire_des_nouvelles(un)
    return rendre("cite_emploi/nouvelles.html", form=form, suivi=un, parcours=un.parcours, differences=[])


@bp.post("/vers-l-emploi/nouvelles/<uuid:suivi_id>")
@exige(Droit.SUIVI_EMPLOI_ECRIRE)
def noter_les_nouvelles(suivi_id: uuid.UUID) -> ResponseReturnValue:
    un = un_ou_404(suivis_apres_sortie_visibles(acteur()), suivi_id)
    form = _formulaire_des_nouvelles(un)
    if (differences := a_reprendre(form, un)) is None:
        try:
            services.prendre_des_nouvelles(un, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.fait_le, refus)
        else:
            flash("Les nouvelles sont notées.", "succes")
            return suite(page_du_suivi(un.parcours_id))
    return rendre("cite_emploi/nouvelles.html", form=form, suivi=un, parcours=un.parcours, differences=differences or [])
