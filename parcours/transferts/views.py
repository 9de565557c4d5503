"""Offer, answer, take back."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms.fields.choices import SelectChoice

from parcours.beneficiaires import queries as beneficiaires
from parcours.socle.dossier import Panneau, ajouter_un_panneau
from parcours.socle.droits import Dispositif, Droit, Role, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite, un_ou_404
from parcours.transferts import queries, services
from parcours.transferts.forms import ReponseForm, TransfertForm

bp = Blueprint("transferts", __name__, url_prefix="/transferts")

ajouter_un_panneau(Panneau("situation", 60, Droit.TRANSFERT_LIRE, "transferts/_panneau.html", queries.panneau))


def _charger(beneficiaire_id: uuid.UUID) -> Any:
    """A file of the Cité de l'Emploi within reach, or 404."""
    personne = un_ou_404(beneficiaires.dossier(acteur().au_titre_de(Droit.TRANSFERT_LIRE)), beneficiaire_id)
    if personne.dispositif is not Dispositif.EMPLOI:
        raise NotFound
    return personne


def _formulaire(personne: Any) -> TransfertForm:
    form = TransfertForm()
    departs = queries.structures_de_depart(acteur(), personne)
    form.de_structure_id.choices = [SelectChoice(value=str(s.id), label=s.libelle) for s in departs]
    presentes = {s.id for s in departs}
    form.vers_structure_id.choices = [
        SelectChoice(value="", label="Choisir"),
        *(
            SelectChoice(value=str(s.id), label=s.libelle + ("" if couverte else " (accord à recueillir)"))
            for s, couverte in queries.structures_d_arrivee(personne)
            if s.id not in presentes
        ),
    ]
    return form


def _page(form: TransfertForm, personne: Any, *, accord: bool = False) -> Response:
    """The form; `accord` when the person has not agreed to the structure chosen."""
    return rendre(
        "transferts/proposition.html",
        form=form,
        personne=personne,
        accord_manque=accord,
        accord_id=queries.accord_a_completer(acteur(), personne.id) if accord else None,
    )


@bp.get("/de/<uuid:beneficiaire_id>")
@exige(Droit.TRANSFERT_LIRE)
def proposition(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _charger(beneficiaire_id)
    return _page(_formulaire(personne), personne)


@bp.post("/de/<uuid:beneficiaire_id>")
@exige(Droit.TRANSFERT_ECRIRE)
def proposer(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _charger(beneficiaire_id)
    form = _formulaire(personne)
    if not form.validate_on_submit():
        return _page(form, personne)
    try:
        services.proposer(personne, form.saisie(), par=acteur())
    except services.AccordManquant as refus:
        refuser_dans(form.vers_structure_id, refus)
        return _page(form, personne, accord=True)
    except ErreurDuDomaine as refus:
        refuser_dans(form.vers_structure_id, refus)
        return _page(form, personne)
    flash("La proposition est faite. Rien ne change tant que la structure n’a pas répondu.", "succes")
    return suite(url_for("beneficiaires.situation", beneficiaire_id=personne.id))


@bp.post("/<uuid:transfert_id>/retrait")
@exige(Droit.TRANSFERT_ECRIRE)
def retirer(transfert_id: uuid.UUID) -> ResponseReturnValue:
    transfert = un_ou_404(queries.a_retirer(acteur()), transfert_id)
    services.retirer(transfert, par=acteur())
    flash("La proposition est retirée.", "succes")
    return suite(url_for("beneficiaires.situation", beneficiaire_id=transfert.beneficiaire_id))


@bp.get("/")
@exige(Droit.TRANSFERT_LIRE)
def liste() -> ResponseReturnValue:
    return rendre("transferts/liste.html", "transferts", transferts=queries.attendus(acteur()))


def _reponse() -> ReponseForm:
    form = ReponseForm()
    if Role.REFERENT_INSERTION not in acteur().roles:
        del form.referent
    return form


@bp.get("/<uuid:transfert_id>")
@exige(Droit.TRANSFERT_LIRE)
def reponse(transfert_id: uuid.UUID) -> ResponseReturnValue:
    return rendre("transferts/reponse.html", form=_reponse(), transfert=un_ou_404(queries.a_repondre(acteur()), transfert_id))


@bp.post("/<uuid:transfert_id>")
@exige(Droit.TRANSFERT_ECRIRE)
def repondre(transfert_id: uuid.UUID) -> ResponseReturnValue:
    transfert = un_ou_404(queries.a_repondre(acteur()), transfert_id)
    form = _reponse()
    if form.validate_on_submit():
        try:
            services.repondre(transfert, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.texte if form.accepte.data == "non" else form.accepte, refus)
        else:
            return _apres(transfert)
    return rendre("transferts/reponse.html", form=form, transfert=transfert)


def _apres(transfert: Any) -> ResponseReturnValue:
    if transfert.etat == "accepte":
        flash("Vous prenez la suite\u00a0: la fiche vous est ouverte, elle est fermée à l’autre structure.", "succes")
        return suite(url_for("beneficiaires.fiche", beneficiaire_id=transfert.beneficiaire_id))
    flash("Votre réponse est enregistrée.", "succes")
    return suite(url_for(".liste"))
