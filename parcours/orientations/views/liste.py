"""The follow-up screen."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from parcours.orientations import queries
from parcours.orientations.forms import (
    FiltreForm,
)
from parcours.orientations.queries import Filtre
from parcours.orientations.rules import Cote
from parcours.orientations.views import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre


@bp.get("/")
@exige(Droit.ORIENTATION_LIRE)
def liste() -> ResponseReturnValue:
    cotes = queries.cotes_a_lire(acteur())
    demande = Cote.EMETTEUR if request.args.get("vue") == "envoyees" else Cote.RECEVEUR
    cote = demande if demande in cotes else cotes[0]
    form = FiltreForm(request.args)
    filtre = Filtre(cote, form.l_etat(), form.le_delai(), request.args.get("page", 1, type=int))
    vue = "envoyees" if cote is Cote.EMETTEUR else "recues"

    def adresse(page: int) -> str:
        return url_for(".liste", vue=vue, etat=form.etat.data or None, delai=form.delai.data or None, page=page)

    return rendre(
        "orientations/liste.html",
        bloc="resultats",
        resultat=queries.chercher(acteur(), filtre),
        filtre=filtre,
        filtres=form,
        vue=vue,
        cotes=cotes,
        adresse=adresse,
        par_page=queries.PAR_PAGE,
    )
