"""Accounts, as the administrator manages them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.comptes import queries
from parcours.comptes.access import agents_visibles
from parcours.comptes.forms import AgentForm, FiltreDesAgentsForm, GesteForm, InvitationForm, VersionForm
from parcours.comptes.services import agents as services
from parcours.comptes.services.habilitations import HabilitationRefusee
from parcours.comptes.views.blueprint import adresse_du_lien, bp, configuration, courriel_regle
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, Role, exige
from parcours.socle.envois import noter_la_suite
from parcours.socle.formulaires import refuser_dans
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, suite, un_ou_404


@bp.get("/comptes")
@exige(Droit.AGENT_LIRE)
def liste() -> ResponseReturnValue:
    filtre = FiltreDesAgentsForm(request.args)
    choisis = filtre.filtres()
    page = request.args.get("page", "1")
    resultat = queries.liste(
        acteur(),
        recherche=choisis["q"],
        role=Role(choisis["role"]) if choisis["role"] else None,
        etat=choisis["etat"],
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )
    garde: dict[str, Any] = {nom: valeur for nom, valeur in choisis.items() if valeur}
    return rendre(
        "comptes/liste.html",
        bloc="resultats",
        filtre=filtre,
        resultat=resultat,
        garde=garde,
        adresse_de_page=lambda n: url_for("comptes.liste", **garde, page=n),
        jour=aujourd_hui(),
    )


@bp.get("/comptes/inviter")
@exige(Droit.AGENT_LIRE)
def inviter() -> ResponseReturnValue:
    form = InvitationForm()
    form.proposer(queries.structures_a_proposer())
    return rendre("comptes/inviter.html", form=form, courriel_regle=courriel_regle())


@bp.post("/comptes/inviter")
@exige(Droit.AGENT_ECRIRE)
def envoyer_invitation() -> ResponseReturnValue:
    form = InvitationForm()
    form.proposer(queries.structures_a_proposer())
    if form.validate_on_submit():
        try:
            agent, secret = services.inviter(*form.invitation(), par=acteur())
            return _remettre(agent, services.INVITATION, secret)
        except services.CourrielDejaPris as erreur:
            refuser_dans(form.courriel, erreur)
        except HabilitationRefusee as erreur:
            refuser_dans(form.role, erreur)
    return rendre("comptes/inviter.html", form=form, courriel_regle=courriel_regle())


def _remettre(agent: Any, usage: str, secret: str) -> ResponseReturnValue:
    """Send the link by e-mail, or show it once when no mail is set up."""
    adresse, fiche = adresse_du_lien(usage, secret), url_for("comptes.fiche", agent_id=agent.id)
    if courriel_regle():
        services.ecrire_le_lien(agent, usage, adresse, configuration().nom)
        flash(f"Le lien part par courriel à {agent.courriel}.", "succes")
        return suite(fiche)
    noter_la_suite(fiche)
    return rendre("comptes/lien.html", agent=agent, adresse=adresse, invitation=usage == services.INVITATION)


@bp.get("/comptes/<uuid:agent_id>")
@exige(Droit.AGENT_LIRE)
def fiche(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id)
    return rendre(
        "comptes/fiche.html",
        agent=agent,
        geste=GesteForm(),
        version=VersionForm(version=agent.version),
        lien_jusqu_au=queries.fin_du_lien_en_attente(agent.id),
        courriel_regle=courriel_regle(),
        jour=aujourd_hui(),
    )


@bp.get("/comptes/<uuid:agent_id>/modifier")
@exige(Droit.AGENT_LIRE)
def modifier(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    return rendre("comptes/modifier.html", form=AgentForm(obj=agent), agent=agent, differences=[])


@bp.post("/comptes/<uuid:agent_id>/modifier")
@exige(Droit.AGENT_ECRIRE)
def enregistrer(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    form = AgentForm()
    if (differences := a_reprendre(form, agent)) is None:
        try:
            services.corriger(agent, form.saisie(), par=acteur())
            flash("Le compte est à jour.", "succes")
            return suite(url_for("comptes.fiche", agent_id=agent.id))
        except services.CourrielDejaPris as erreur:
            refuser_dans(form.courriel, erreur)
    return rendre("comptes/modifier.html", form=form, agent=agent, differences=differences)


@bp.post("/comptes/<uuid:agent_id>/lien")
@exige(Droit.AGENT_ECRIRE)
def envoyer_lien(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    return _remettre(agent, *services.nouveau_lien(agent, par=acteur()))


@bp.post("/comptes/<uuid:agent_id>/lien/annuler")
@exige(Droit.AGENT_ECRIRE)
def annuler_lien(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    services.revoquer_les_liens(agent, par=acteur())
    flash("Le lien ne fonctionne plus.", "succes")
    return suite(url_for("comptes.fiche", agent_id=agent.id))


@bp.post("/comptes/<uuid:agent_id>/desactiver")
@exige(Droit.AGENT_ECRIRE)
def desactiver(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    services.desactiver(agent, version=VersionForm().saisie(), par=acteur())
    flash("Le compte est désactivé\u00a0; ses sessions sont fermées.", "succes")
    return suite(url_for("comptes.fiche", agent_id=agent.id))


@bp.post("/comptes/<uuid:agent_id>/reactiver")
@exige(Droit.AGENT_ECRIRE)
def reactiver(agent_id: uuid.UUID) -> ResponseReturnValue:
    agent = un_ou_404(agents_visibles(acteur()), agent_id, trace=False)
    services.reactiver(agent, version=VersionForm().saisie(), par=acteur())
    flash("Le compte est de nouveau ouvert.", "succes")
    return suite(url_for("comptes.fiche", agent_id=agent.id))
