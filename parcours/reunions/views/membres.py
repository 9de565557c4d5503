"""Members of the EPS: list, charters, additions by the dozen."""

from __future__ import annotations

import uuid

from flask import current_app, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries as annuaire
from parcours.comptes.views.blueprint import adresse_du_lien, courriel_regle
from parcours.reunions import queries, services
from parcours.reunions.access import appartenances_visibles
from parcours.reunions.forms.membres import ApercuForm, ChartesForm, ListeForm, RetraitForm
from parcours.reunions.services.membres import Ajouts, MembreChoisi
from parcours.reunions.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, suite, un_ou_404


@bp.get("/membres")
@exige(Droit.MEMBRE_EPS_LIRE)
def membres() -> ResponseReturnValue:
    return _page_des_membres(ChartesForm())


def _page_des_membres(form: ChartesForm) -> ResponseReturnValue:
    lignes = queries.membres.appartenances(acteur())
    form.proposer([(str(m.habilitation_id), m.libelle) for m in lignes])
    return rendre("reunions/membres/liste.html", form=form, lignes=lignes)


@bp.post("/membres/chartes")
@exige(Droit.MEMBRE_EPS_ECRIRE)
def signer_les_chartes() -> ResponseReturnValue:
    form = ChartesForm()
    form.proposer([(str(m.habilitation_id), m.libelle) for m in queries.membres.appartenances(acteur())])
    if not form.validate_on_submit():
        return _page_des_membres(form)
    habilitations = [un_ou_404(appartenances_visibles(acteur()), i) for i in form.ids()]
    nombre = services.membres.signer(habilitations, form.le(), par=acteur())
    flash(
        f"{pluriel(nombre, 'signature enregistrée', 'signatures enregistrées')}. Gardez la charte signée au dossier.", "succes"
    )
    return suite(url_for(".membres"))


@bp.post("/membres/<uuid:habilitation_id>/retirer")
@exige(Droit.MEMBRE_EPS_ECRIRE)
def retirer_un_membre(habilitation_id: uuid.UUID) -> ResponseReturnValue:
    habilitation = un_ou_404(appartenances_visibles(acteur()), habilitation_id)
    services.membres.retirer(habilitation, version=RetraitForm().la_version(), par=acteur())
    flash("Cette personne n’est plus membre de l’EPS. Son compte reste ouvert pour ses autres rôles.", "succes")
    return suite(url_for(".membres"))


@bp.get("/membres/ajouter")
@exige(Droit.MEMBRE_EPS_LIRE)
def liste_a_coller() -> ResponseReturnValue:
    return rendre("reunions/membres/coller.html", form=ListeForm())


@bp.post("/membres/apercu")
@exige(Droit.MEMBRE_EPS_ECRIRE)
def apercu_des_membres() -> ResponseReturnValue:
    """What was understood of the pasted text; nothing is saved yet."""
    collee = ListeForm()
    if not collee.validate_on_submit():
        return rendre("reunions/membres/coller.html", form=collee)
    return _page_d_apercu(ApercuForm(formdata=None, data={"liste": collee.liste.data}))


def _page_d_apercu(form: ApercuForm) -> ResponseReturnValue:
    lues = queries.membres.reconnaitre(form.lignes())
    form.proposer(_structures(), [ligne.structure_id for ligne in lues])
    return rendre("reunions/membres/apercu.html", form=form, lues=lues)


@bp.post("/membres/ajouter")
@exige(Droit.MEMBRE_EPS_ECRIRE)
def ajouter_des_membres() -> ResponseReturnValue:
    form = ApercuForm()
    choisis = [
        MembreChoisi(ligne, structure_id)
        for ligne, structure_id in zip(form.lignes(), form.choisies(_structures()), strict=False)
        if structure_id is not None and not ligne.defaut
    ]
    if not form.validate_on_submit() or not choisis:
        if not form.errors:
            form.form_errors.append("Choisissez la structure d’au moins une personne.")
        return _page_d_apercu(form)
    try:
        nom = current_app.extensions["configuration"].nom
        ajouts = services.membres.ajouter(choisis, adresse_du_lien, nom, par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page_d_apercu(form)
    flash(_phrase(ajouts), "succes")
    return suite(url_for(".membres"))


def _structures() -> list[tuple[str, str]]:
    return [(str(s.id), s.libelle) for s in annuaire.choix()]


def _phrase(ajouts: Ajouts) -> str:
    phrases = []
    if ajouts.invites:
        phrases.append(pluriel(ajouts.invites, "personne invitée", "personnes invitées"))
    if ajouts.reconnus:
        phrases.append(pluriel(ajouts.reconnus, "compte existant devenu membre", "comptes existants devenus membres"))
    if ajouts.deja:
        phrases.append(pluriel(ajouts.deja, "déjà membre", "déjà membres"))
    courriels = (
        ""
        if courriel_regle() or not ajouts.invites
        else (" Les courriels ne partent pas de cette installation\u00a0: l’administration remettra les liens.")
    )
    return f"{', '.join(phrases)}. Reste à enregistrer la signature de leur charte.{courriels}"
