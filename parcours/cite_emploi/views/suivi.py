"""One pathway towards work in full, and its next step."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from parcours.cite_emploi import queries, services
from parcours.cite_emploi.forms import EtapeForm
from parcours.cite_emploi.views.blueprint import bp, page_du_suivi, un_parcours
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.horloge import aujourd_hui
from parcours.socle.rendu import veut_un_fragment
from parcours.socle.web import acteur, rendre, reserver_a, suite


def contexte_de_la_fiche(lecture: Lecture) -> dict[str, Any] | None:
    """The card of the record, read after the page, which already holds its ten statements."""
    parcours_id = queries.parcours_montre(lecture)
    return {"titre": "Vers l’emploi", "adresse": page_du_suivi(parcours_id)} if parcours_id else None


@bp.get("/vers-l-emploi/<uuid:parcours_id>")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def suivi(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    return rendre(
        "cite_emploi/suivi.html",
        "carte_de_la_fiche",
        fragment=veut_un_fragment(),
        parcours=parcours,
        ou=queries.suivi_complet(parcours),
        mots=queries.mots_du_diagnostic(),
        ecrit=acteur().peut(Droit.SUIVI_EMPLOI_ECRIRE),
        jour=aujourd_hui(),
    )


def _page(parcours: Any, form: EtapeForm, ou: Any) -> ResponseReturnValue:
    return rendre("cite_emploi/etape.html", form=form, parcours=parcours, ou=ou)


@bp.get("/vers-l-emploi/<uuid:parcours_id>/etape")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def etape(parcours_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.SUIVI_EMPLOI_ECRIRE)
    parcours = un_parcours(parcours_id)
    ou = queries.suivi_complet(parcours)
    form = EtapeForm(version=parcours.version)
    form.proposer(ou.suites)
    return _page(parcours, form, ou)


@bp.post("/vers-l-emploi/<uuid:parcours_id>/etape")
@exige(Droit.SUIVI_EMPLOI_ECRIRE)
def avancer(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    ou = queries.suivi_complet(parcours)
    form = EtapeForm()
    form.proposer(ou.suites)
    if form.validate_on_submit():
        try:
            services.avancer(parcours, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.vers, refus)
        else:
            flash("C’est noté.", "succes")
            return suite(page_du_suivi(parcours.id))
    return _page(parcours, form, ou)
