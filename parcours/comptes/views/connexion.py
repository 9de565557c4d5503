"""Signing in and out."""

from __future__ import annotations

from datetime import datetime

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from parcours.comptes import queries
from parcours.comptes.connexion import compte_de, connecter, deconnecter
from parcours.comptes.forms import ConnexionForm
from parcours.comptes.rules.attente import minutes_restantes
from parcours.comptes.services import agents, essais
from parcours.comptes.services.phrases import empreinte_juste
from parcours.comptes.views.blueprint import bp
from parcours.socle.droits import Droit, exige, public
from parcours.socle.formulaires import refuser_dans
from parcours.socle.horloge import maintenant
from parcours.socle.securite import adresse_interne
from parcours.socle.transaction import garder_malgre_refus, lecture_breve
from parcours.socle.web import acteur_ou_rien, rendre, suite

INCONNU = "L’adresse ou la phrase de passe ne correspond à aucun compte ouvert."


def _page(form: ConnexionForm) -> ResponseReturnValue:
    retour = adresse_interne(request.args.get("suite"))
    return rendre("comptes/connexion.html", form=form, retour=retour, premiere=agents.base_sans_compte())


def page_d_attente(fin: datetime) -> ResponseReturnValue:
    minutes = minutes_restantes(fin, maintenant())
    reponse = rendre("comptes/attente.html", minutes=minutes, fin=fin)
    reponse.status_code = 429
    reponse.headers["Retry-After"] = str(minutes * 60)
    return reponse


@bp.get("/connexion")
@public("sign-in page")
def connexion() -> ResponseReturnValue:
    if acteur_ou_rien():
        return suite(url_for("accueil.page"))
    return _page(ConnexionForm())


@bp.post("/connexion")
@public("sign-in")
def se_connecter() -> ResponseReturnValue:
    form = ConnexionForm()
    if not form.validate_on_submit():
        return _page(form)
    saisie = form.saisie()
    compte = compte_de(saisie.courriel)
    with lecture_breve():  # the hash takes a tenth of a second: nobody must wait for the base meanwhile
        agent = queries.agent_par_courriel(saisie.courriel)
        empreinte = agent.empreinte if agent else None
        fin = essais.fin_d_attente(compte)
    if fin:
        return page_d_attente(fin)
    juste = empreinte_juste(empreinte, saisie.phrase)
    # Counted again once alone: tries sent together do not get more answers than tries sent one by one.
    essais.attendre_son_tour(compte)
    fin = essais.fin_d_attente(compte)
    if fin:
        return page_d_attente(fin)
    agent = queries.agent_par_courriel(saisie.courriel)
    if not juste or agent is None or not agent.actif or agent.empreinte != empreinte:
        essais.noter_essai(compte, reussi=False)
        garder_malgre_refus()
        refuser_dans(form.courriel, INCONNU)
        return _page(form)
    essais.noter_essai(compte, reussi=True)
    connecter(agent)
    arrivee = url_for("accueil.page") if queries.habilitations_du_jour_existent(agent.id) else url_for("comptes.mon_compte")
    return suite(adresse_interne(request.args.get("suite")) or arrivee)


@bp.post("/deconnexion")
@exige(Droit.COMPTE_ECRIRE)
def se_deconnecter() -> ResponseReturnValue:
    deconnecter()
    g.pop("acteur", None)
    return suite(url_for("comptes.connexion"))
