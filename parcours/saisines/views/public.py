"""The form of a prescripteur without an account: reached by a signed one-time link, nothing readable back."""

from __future__ import annotations

import re

from flask import request, url_for
from flask.typing import ResponseReturnValue

from parcours.comptes.connexion import compte_de
from parcours.comptes.services import essais
from parcours.saisines import services
from parcours.saisines.forms import DemandePubliqueForm, ReponsePubliqueForm
from parcours.saisines.views import bp
from parcours.saisines.views.saisie import proposer_les_listes
from parcours.socle.droits import public
from parcours.socle.liens import LienInvalide
from parcours.socle.transaction import apres_lecture, garder_malgre_refus
from parcours.socle.web import rendre, suite

ESSAIS_PAR_HEURE = 30
"""Dead links and sendings counted for one address: a whole staff room behind one connection stays below."""
_REFERENCE = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}")


def _visiteur() -> str:
    """Name under which tries are counted: keyed, so that the table does not tell who came."""
    return compte_de(request.remote_addr or "", "lien_de_saisine")


def _trop() -> ResponseReturnValue:
    reponse = rendre("saisines/trop_d_essais.html")
    reponse.status_code = 429
    return reponse


def _mort(cle: str) -> ResponseReturnValue:
    """Unknown, altered, used, revoked or expired: always the same page; the try is counted."""
    if cle:
        compte = _visiteur()
        if request.method == "GET":
            apres_lecture(lambda: essais.noter_essai(compte, reussi=False))
        garder_malgre_refus()
    reponse = rendre("saisines/lien_mort.html")
    reponse.status_code = 404
    return reponse


def _recue(reference: str) -> ResponseReturnValue:
    return suite(url_for("saisines.recue", ref=reference))


@bp.get("/demande")
@public("form of a prescripteur, through a signed one-time link")
def demande() -> ResponseReturnValue:
    cle = request.args.get("cle", "")
    if cle and essais.trop_d_essais(_visiteur(), ESSAIS_PAR_HEURE):
        return _trop()
    try:
        invitation = services.lire_invitation(services.DEMANDE, cle)
    except LienInvalide:
        return _mort(cle)
    form = DemandePubliqueForm(
        cle=cle, prescripteur_nom=invitation.nom, prescripteur_courriel=invitation.courriel, information_par=""
    )
    proposer_les_listes(form)
    return rendre("saisines/demande.html", form=form)


@bp.post("/demande")
@public("form of a prescripteur, through a signed one-time link")
def recevoir() -> ResponseReturnValue:
    form = DemandePubliqueForm()
    if (reference := services.deja_recue(form.numero())) is not None:
        return _recue(reference)
    cle = form.cle.data or ""
    if not essais.peut_encore(_visiteur(), ESSAIS_PAR_HEURE):
        return _trop()
    try:
        services.lire_invitation(services.DEMANDE, cle)
        proposer_les_listes(form)
        juste = form.validate_on_submit()
        if form.exiger() and juste:
            return _recue(services.transmettre_par_lien(cle, form.saisie(), form.numero()))
    except LienInvalide:
        return _mort(cle)
    garder_malgre_refus()
    return rendre("saisines/demande.html", form=form)


@bp.get("/completer")
@public("answer of a prescripteur to a question, through a signed one-time link")
def completer() -> ResponseReturnValue:
    cle = request.args.get("cle", "")
    if cle and essais.trop_d_essais(_visiteur(), ESSAIS_PAR_HEURE):
        return _trop()
    try:
        complement = services.complement_attendu(services.lire_invitation(services.COMPLEMENT, cle))
    except LienInvalide:
        return _mort(cle)
    return rendre("saisines/completer.html", form=ReponsePubliqueForm(cle=cle), question=complement.question)


@bp.post("/completer")
@public("answer of a prescripteur to a question, through a signed one-time link")
def recevoir_le_complement() -> ResponseReturnValue:
    form = ReponsePubliqueForm()
    if (reference := services.deja_recue(form.numero())) is not None:
        return _recue(reference)
    cle = form.cle.data or ""
    if not essais.peut_encore(_visiteur(), ESSAIS_PAR_HEURE):
        return _trop()
    try:
        complement = services.complement_attendu(services.lire_invitation(services.COMPLEMENT, cle))
        if form.validate_on_submit():
            return _recue(services.repondre_par_lien(cle, form.saisie(), form.numero()))
    except LienInvalide:
        return _mort(cle)
    garder_malgre_refus()
    return rendre("saisines/completer.html", form=form, question=complement.question)


@bp.get("/recue")
@public("receipt of a prescripteur: a reference, no name")
def recue() -> ResponseReturnValue:
    reference = request.args.get("ref", "")
    return rendre("saisines/recue.html", reference=reference if _REFERENCE.fullmatch(reference) else "")
