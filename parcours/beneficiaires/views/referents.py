"""Who follows the person, from when, until when."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from parcours.beneficiaires import queries, services
from parcours.beneficiaires.access import rattachements_visibles
from parcours.beneficiaires.forms import FinForm, ReferentForm
from parcours.beneficiaires.views import bp
from parcours.beneficiaires.views.fiche import charger
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


def _formulaire(personne: Any) -> ReferentForm:
    form = ReferentForm()
    form.agent_id.choices = [
        SelectChoice(value="", label="Choisir"),
        *(SelectChoice(value=str(a.id), label=a.nom_complet) for a in queries.agents_referents(personne.dispositif)),
    ]
    return form


@bp.get("/<uuid:beneficiaire_id>/referent")
@exige(Droit.PARCOURS_LIRE)
def referent(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REFERENT_ECRIRE)
    personne = charger(beneficiaire_id)
    return rendre(
        "beneficiaires/referent.html", form=_formulaire(personne), personne=personne, referents=queries.referents(personne)
    )


@bp.post("/<uuid:beneficiaire_id>/referent")
@exige(Droit.REFERENT_ECRIRE)
def nommer_referent(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    form = _formulaire(personne)
    if form.validate_on_submit():
        try:
            services.nommer_referent(personne, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            form.debut.errors = [str(refus)]
        else:
            flash("Le référent est enregistré.", "succes")
            return suite(url_for(".situation", beneficiaire_id=personne.id))
    return rendre("beneficiaires/referent.html", form=form, personne=personne, referents=queries.referents(personne))


@bp.get("/rattachements/<uuid:rattachement_id>/fin")
@exige(Droit.PARCOURS_LIRE)
def fin_de_rattachement(rattachement_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REFERENT_ECRIRE)
    ligne = un_ou_404(rattachements_visibles(acteur()), rattachement_id)
    personne = charger(ligne.beneficiaire_id)
    return rendre("beneficiaires/fin.html", form=FinForm(), personne=personne, rattachement=ligne)


@bp.post("/rattachements/<uuid:rattachement_id>/fin")
@exige(Droit.REFERENT_ECRIRE)
def finir_rattachement(rattachement_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(rattachements_visibles(acteur()), rattachement_id)
    personne = charger(ligne.beneficiaire_id)
    form = FinForm()
    if form.validate_on_submit():
        try:
            services.mettre_fin(ligne, form.jour(), par=acteur())
        except ErreurDuDomaine as refus:
            form.fin.errors = [str(refus)]
        else:
            flash("La fin de cette période est enregistrée.", "succes")
            return suite(url_for(".situation", beneficiaire_id=personne.id))
    return rendre("beneficiaires/fin.html", form=form, personne=personne, rattachement=ligne)
