"""One-time links for prescripteurs, and complements asked to them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, current_app, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.saisines import queries, services
from parcours.saisines.access import a_ecrire, invitations_visibles, saisines_a_instruire
from parcours.saisines.forms import ComplementForm, InvitationForm, ReponseForm
from parcours.saisines.rules import EtatSaisine
from parcours.saisines.views import bp
from parcours.saisines.views.instruction import adresse_de, deja_passee
from parcours.socle.droits import Droit, exige
from parcours.socle.envois import noter_la_suite
from parcours.socle.horloge import maintenant
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def _configuration() -> Any:
    return current_app.extensions["configuration"]


def _remettre(invitation: Any, secret: str, retour: str, *, par_courriel: bool) -> ResponseReturnValue:
    """Send the link by e-mail, or show it once to be copied; the secret is in the query, which no access log keeps."""
    endpoint = "saisines.completer" if invitation.complement_id else "saisines.demande"
    adresse = str(_configuration().url_publique).rstrip("/") + url_for(endpoint, cle=secret)
    if par_courriel and invitation.courriel and _configuration().smtp_hote:
        services.ecrire_le_lien(invitation, adresse, _configuration().nom)
        flash(f"Le lien part par courriel à {invitation.courriel}.", "succes")
        return suite(retour)
    noter_la_suite(retour)
    return rendre("saisines/lien.html", invitation=invitation, adresse=adresse, retour=retour)


@bp.get("/liens")
@exige(Droit.SAISINE_RECIT_LIRE)
def liens() -> ResponseReturnValue:
    return rendre("saisines/liens.html", liens=queries.liens_recents(acteur()), instant=maintenant())


@bp.get("/liens/nouveau")
@exige(Droit.SAISINE_RECIT_LIRE)
def nouveau_lien() -> ResponseReturnValue:
    return rendre("saisines/inviter.html", form=InvitationForm(), courriel_regle=bool(_configuration().smtp_hote))


@bp.post("/liens/nouveau")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def inviter() -> ResponseReturnValue:
    form = InvitationForm()
    courriel_regle = bool(_configuration().smtp_hote)
    if form.validate_on_submit() and form.par_courriel() and courriel_regle and not form.courriel.data:
        form.courriel.errors = ["Écrivez l’adresse, ou affichez le lien pour le remettre vous-même."]
    if form.errors or not form.is_submitted():
        return rendre("saisines/inviter.html", form=form, courriel_regle=courriel_regle)
    invitation, secret = services.inviter(form.saisie(), par=acteur())
    return _remettre(invitation, secret, url_for(".liens"), par_courriel=form.par_courriel())


@bp.post("/liens/<uuid:invitation_id>/revoquer")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def revoquer(invitation_id: uuid.UUID) -> ResponseReturnValue:
    services.revoquer(un_ou_404(invitations_visibles(acteur()), invitation_id, trace=False), par=acteur())
    flash("Le lien ne fonctionne plus.", "succes")
    return suite(url_for(".liens"))


def _formulaire_de_complement(saisine: Any) -> ComplementForm:
    form = ComplementForm()
    form.proposer(saisine.prescripteur_courriel if _configuration().smtp_hote else None)
    return form


@bp.get("/<uuid:saisine_id>/complement")
@exige(Droit.SAISINE_RECIT_LIRE)
def complement(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(saisines_a_instruire(acteur()), saisine_id)
    if saisine.etat is not EtatSaisine.RECUE:
        return deja_passee(saisine)
    return rendre("saisines/complement.html", saisine=saisine, form=_formulaire_de_complement(saisine))


@bp.post("/<uuid:saisine_id>/complement")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def demander_un_complement(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(saisines_a_instruire(acteur())), saisine_id)
    if saisine.etat is not EtatSaisine.RECUE:
        return deja_passee(saisine)
    form = _formulaire_de_complement(saisine)
    if not form.validate_on_submit():
        return rendre("saisines/complement.html", saisine=saisine, form=form)
    attendu = services.demander_un_complement(saisine, form.saisie(), par=acteur())
    if form.a_la_main():
        flash("La question est notée : écrivez la réponse quand vous l’aurez.", "succes")
        return suite(adresse_de(saisine))
    invitation, secret = services.relancer_le_complement(saisine, attendu, None, par=acteur())
    return _remettre(invitation, secret, adresse_de(saisine), par_courriel=form.par_courriel())


def _attendu(saisine: Any) -> Any:
    """The question still without an answer, or 404."""
    ligne = queries.complement_en_attente(acteur(), saisine)
    if ligne is None:
        abort(404)
    return ligne


@bp.post("/<uuid:saisine_id>/complement/lien")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def relancer(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(saisines_a_instruire(acteur())), saisine_id)
    attendu = _attendu(saisine)
    ancienne = queries.invitation_de(acteur(), attendu)
    invitation, secret = services.relancer_le_complement(saisine, attendu, ancienne, par=acteur())
    return _remettre(invitation, secret, adresse_de(saisine), par_courriel=True)


@bp.get("/<uuid:saisine_id>/reponse")
@exige(Droit.SAISINE_RECIT_LIRE)
def reponse(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(saisines_a_instruire(acteur()), saisine_id)
    return rendre("saisines/reponse.html", saisine=saisine, complement=_attendu(saisine), form=ReponseForm())


@bp.post("/<uuid:saisine_id>/reponse")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def repondre(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(saisines_a_instruire(acteur())), saisine_id)
    attendu, form = _attendu(saisine), ReponseForm()
    if not form.validate_on_submit():
        return rendre("saisines/reponse.html", saisine=saisine, complement=attendu, form=form)
    services.repondre_au_complement(saisine, attendu, form.saisie(), par=acteur())
    flash("La réponse est enregistrée.", "succes")
    return suite(adresse_de(saisine))
