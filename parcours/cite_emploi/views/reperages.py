"""People spotted by partners: theirs for a partner, all of them for the coordination."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.cite_emploi import queries, services
from parcours.cite_emploi.forms import ReperageForm
from parcours.cite_emploi.rules import etat_pour_le_partenaire
from parcours.cite_emploi.views.blueprint import bp
from parcours.nomenclatures.queries import choix
from parcours.socle.droits import Droit, Role, exige
from parcours.socle.web import acteur, rendre, reserver_a, suite


@bp.get("/cite-emploi/")
@exige(Droit.REPERAGE_LIRE)
def liste() -> ResponseReturnValue:
    coordonne = Role.COORDINATEUR_CITE in acteur().roles
    nouveaux = coordonne and request.args.get("vue") != "tous"
    resultat = queries.reperages(acteur(), nouveaux=nouveaux, page=request.args.get("page", 1, type=int))

    def adresse(page: int) -> str:
        return url_for(".liste", vue=None if nouveaux else "tous", page=page)

    return rendre(
        "cite_emploi/liste.html",
        resultat=resultat,
        nouveaux=nouveaux,
        coordonne=coordonne,
        adresse=adresse,
        par_page=queries.PAR_PAGE,
        en_mots=etat_pour_le_partenaire,
    )


def _formulaire() -> ReperageForm:
    form = ReperageForm()
    form.proposer(queries.mes_structures(acteur()), choix("frein"))
    return form


@bp.get("/cite-emploi/reperer")
@exige(Droit.REPERAGE_LIRE)
def formulaire() -> ResponseReturnValue:
    reserver_a(Droit.REPERAGE_ECRIRE)
    return rendre("cite_emploi/reperer.html", form=_formulaire())


@bp.post("/cite-emploi/reperer")
@exige(Droit.REPERAGE_ECRIRE)
def reperer() -> ResponseReturnValue:
    form = _formulaire()
    if not form.validate_on_submit():
        return rendre("cite_emploi/reperer.html", form=form)
    services.reperer(form.saisie(), par=acteur())
    flash("C’est fait : la Cité de l’Emploi appellera la personne.", "succes")
    return suite(url_for(".liste"))
