"""Public pages reached by a one-time link, and the first start."""

from __future__ import annotations

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.comptes import queries
from parcours.comptes.connexion import compte_de
from parcours.comptes.forms import InstallationForm, NouvellePhraseForm, OubliForm
from parcours.comptes.services import agents, essais
from parcours.comptes.services.phrases import PhraseRefusee, motif_de_refus
from parcours.comptes.views.blueprint import adresse_du_lien, bp, configuration, courriel_regle
from parcours.socle.droits import public
from parcours.socle.formulaires import refuser_dans
from parcours.socle.liens import LienInvalide
from parcours.socle.web import rendre, suite


def _mort() -> ResponseReturnValue:
    reponse = rendre("comptes/lien_invalide.html")
    reponse.status_code = 404
    return reponse


def _montrer(usage: str) -> ResponseReturnValue:
    cle = request.args.get("cle", "")
    try:
        agent = agents.agent_du_lien(usage, cle)
    except LienInvalide:
        return _mort()
    return rendre("comptes/phrase.html", form=NouvellePhraseForm(cle=cle), agent=agent, usage=usage)


def _choisir(usage: str) -> ResponseReturnValue:
    form = NouvellePhraseForm()
    cle, phrase = form.saisie()
    try:
        agent = agents.agent_du_lien(usage, cle)
        if form.validate_on_submit():
            motif = motif_de_refus(agent, phrase)
            if not motif:
                agents.choisir_par_lien(usage, cle, phrase)
                essais.oublier_les_essais(compte_de(agent.courriel))
                flash("Votre phrase de passe est enregistrée. Connectez-vous.", "succes")
                return suite(url_for("comptes.connexion"))
            refuser_dans(form.nouvelle, motif)
    except LienInvalide:
        return _mort()
    return rendre("comptes/phrase.html", form=form, agent=agent, usage=usage)


@bp.get("/invitation")
@public("first pass-phrase, through a signed one-time link")
def invitation() -> ResponseReturnValue:
    return _montrer(agents.INVITATION)


@bp.post("/invitation")
@public("first pass-phrase, through a signed one-time link")
def accepter_invitation() -> ResponseReturnValue:
    return _choisir(agents.INVITATION)


@bp.get("/nouvelle-phrase")
@public("new pass-phrase, through a signed one-time link")
def nouvelle_phrase() -> ResponseReturnValue:
    return _montrer(agents.MOT_DE_PASSE)


@bp.post("/nouvelle-phrase")
@public("new pass-phrase, through a signed one-time link")
def choisir_nouvelle_phrase() -> ResponseReturnValue:
    return _choisir(agents.MOT_DE_PASSE)


@bp.get("/phrase-oubliee")
@public("asking for a new link; tells nothing about accounts")
def phrase_oubliee() -> ResponseReturnValue:
    return rendre("comptes/phrase_oubliee.html", form=OubliForm(), courriel_regle=courriel_regle(), demandee=False)


@bp.post("/phrase-oubliee")
@public("asking for a new link; the same answer whatever the address")
def demander_un_lien() -> ResponseReturnValue:
    form = OubliForm()
    if not courriel_regle():
        abort(404)
    if not form.validate_on_submit():
        return rendre("comptes/phrase_oubliee.html", form=form, courriel_regle=True, demandee=False)
    courriel = form.saisie()
    permis = essais.peut_demander_un_lien(compte_de(courriel, "oubli"))
    agent = queries.agent_par_courriel(courriel)
    if permis and agent is not None and agent.actif and agent.empreinte:
        usage, secret = agents.nouveau_lien(agent, par=None)
        agents.ecrire_le_lien(agent, usage, adresse_du_lien(usage, secret), configuration().nom)
    return rendre("comptes/phrase_oubliee.html", courriel_regle=True, demandee=True)


@bp.get("/premiere-installation")
@public("first start: only while no account exists, and with the code printed on the server")
def premiere_installation() -> ResponseReturnValue:
    if not agents.base_sans_compte():
        abort(404)
    return rendre("comptes/installation.html", form=InstallationForm())


@bp.post("/premiere-installation")
@public("first start: only while no account exists, and with the code printed on the server")
def installer() -> ResponseReturnValue:
    if not agents.base_sans_compte():
        abort(404)
    form = InstallationForm()
    if not form.validate_on_submit():
        return rendre("comptes/installation.html", form=form)
    try:
        agents.installer(*form.saisie())
    except LienInvalide:
        refuser_dans(
            form.code, "Ce code n’est pas le bon, ou il a été remplacé. Relancez la commande pour en obtenir un autre."
        )
    except PhraseRefusee as erreur:
        refuser_dans(form.nouvelle, erreur)
    if form.errors:
        return rendre("comptes/installation.html", form=form)
    flash("L’installation est terminée. Connectez-vous avec votre adresse et votre phrase de passe.", "succes")
    return suite(url_for("comptes.connexion"))
