"""Giving and ending habilitations."""

from __future__ import annotations

import uuid

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.comptes import queries
from parcours.comptes.access import agents_visibles, habilitations_visibles
from parcours.comptes.forms import CharteForm, HabilitationForm, TerminerForm
from parcours.comptes.services import habilitations as services
from parcours.comptes.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite, un_ou_404


@bp.get("/comptes/<uuid:agent_id>/habilitations/nouvelle")
@exige(Droit.AGENT_LIRE)
def nouvelle_habilitation(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    form = HabilitationForm()
    form.proposer(queries.structures_a_proposer())
    return rendre("comptes/habilitation.html", form=form, agent=agent)


@bp.post("/comptes/<uuid:agent_id>/habilitations/nouvelle")
@exige(Droit.AGENT_ECRIRE)
def donner_habilitation(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    form = HabilitationForm()
    form.proposer(queries.structures_a_proposer())
    if form.validate_on_submit():
        try:
            services.donner(agent, form.saisie(), par=acteur())
            flash("L’habilitation est donnée.", "succes")
            return suite(url_for("comptes.fiche", agent_id=agent.id))
        except services.HabilitationRefusee as erreur:
            refuser_dans(form.role, erreur)
    return rendre("comptes/habilitation.html", form=form, agent=agent)


@bp.get("/comptes/habilitations/<uuid:habilitation_id>/terminer")
@exige(Droit.AGENT_LIRE)
def fin_d_habilitation(habilitation_id: uuid.UUID) -> ResponseReturnValue:
    habilitation = un_ou_404(habilitations_visibles(acteur()), habilitation_id, trace=False)
    form = TerminerForm(version=habilitation.version)
    return rendre("comptes/terminer.html", form=form, habilitation=habilitation, agent=habilitation.agent)


@bp.post("/comptes/habilitations/<uuid:habilitation_id>/terminer")
@exige(Droit.AGENT_ECRIRE)
def terminer_habilitation(habilitation_id: uuid.UUID) -> ResponseReturnValue:
    habilitation = un_ou_404(habilitations_visibles(acteur()), habilitation_id, trace=False)
    form = TerminerForm()
    if form.validate_on_submit():
        try:
            services.terminer(habilitation, form.dernier(), version=form.saisie(), par=acteur())
            flash("La fin de l’habilitation est enregistrée.", "succes")
            return suite(url_for("comptes.fiche", agent_id=habilitation.agent_id))
        except (services.HabilitationRefusee, services.DernierAdministrateur) as erreur:
            refuser_dans(form.quand, erreur)
    return rendre("comptes/terminer.html", form=form, habilitation=habilitation, agent=habilitation.agent)


@bp.get("/comptes/habilitations/<uuid:habilitation_id>/charte")
@exige(Droit.AGENT_LIRE)
def charte(habilitation_id: uuid.UUID) -> ResponseReturnValue:
    habilitation = un_ou_404(habilitations_visibles(acteur()), habilitation_id, trace=False)
    form = CharteForm(version=habilitation.version)
    return rendre("comptes/charte.html", form=form, habilitation=habilitation, agent=habilitation.agent)


@bp.post("/comptes/habilitations/<uuid:habilitation_id>/charte")
@exige(Droit.AGENT_ECRIRE)
def renouveler_charte(habilitation_id: uuid.UUID) -> ResponseReturnValue:
    habilitation = un_ou_404(habilitations_visibles(acteur()), habilitation_id, trace=False)
    form = CharteForm()
    if not form.validate_on_submit():
        return rendre("comptes/charte.html", form=form, habilitation=habilitation, agent=habilitation.agent)
    services.renouveler_la_charte(habilitation, form.signature(), version=form.saisie(), par=acteur())
    flash("La signature de la charte est enregistrée.", "succes")
    return suite(url_for("comptes.fiche", agent_id=habilitation.agent_id))
