"""Sign-in, account, agents and habilitations."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from parcours.comptes import queries, services
from parcours.comptes.connexion import Connecte
from parcours.comptes.forms import ConnexionForm
from parcours.socle.droits import Droit, exige, public
from parcours.socle.securite import adresse_interne
from parcours.socle.transaction import garder_malgre_refus
from parcours.socle.web import acteur_ou_rien, rendre, suite

bp = Blueprint("comptes", __name__)


@bp.get("/connexion")
@public("sign-in page")
def connexion() -> ResponseReturnValue:
    if acteur_ou_rien():
        return suite(url_for("accueil.page"))
    return rendre("comptes/connexion.html", form=ConnexionForm(), retour=adresse_interne(request.args.get("suite")))


@bp.post("/connexion")
@public("sign-in")
def se_connecter() -> ResponseReturnValue:
    form = ConnexionForm()
    retour = adresse_interne(request.args.get("suite"))
    if not form.validate_on_submit():
        return rendre("comptes/connexion.html", form=form, retour=retour)
    saisie = form.saisie()
    agent = queries.agent_par_courriel(saisie.courriel)
    if not services.verifier_phrase(agent, saisie.phrase) or agent is None:
        garder_malgre_refus()
        form.courriel.errors = ["L’adresse ou la phrase de passe ne correspond à aucun compte ouvert."]
        return rendre("comptes/connexion.html", form=form, retour=retour)
    secret = services.ouvrir_session(agent, request.user_agent.string)
    login_user(Connecte(secret))
    return suite(retour or url_for("accueil.page"))


@bp.post("/deconnexion")
@exige(Droit.COMPTE_ECRIRE)
def se_deconnecter() -> ResponseReturnValue:
    services.fermer_session(current_user.session)
    logout_user()
    return suite(url_for("comptes.connexion"))
