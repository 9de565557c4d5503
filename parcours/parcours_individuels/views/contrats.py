"""A PRE pathway under way: its contract, its pauses, its renewals."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import queries, services
from parcours.parcours_individuels.forms import ContratForm, RenouvellementForm, SuspensionForm, avec_des_notes, nom_de_note
from parcours.parcours_individuels.views import bp
from parcours.parcours_individuels.views._commun import liste, suivi, un_parcours_du_pre
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite


def _formulaire_de_contrat(parcours: Any) -> tuple[Any, Any, dict[str, str]]:
    """The form, the contract already recorded, the domains rated at the entry."""
    contrat = queries.contrat_du(parcours)
    notes = queries.notes_d_entree(parcours)
    domaines = queries.domaines_a_evaluer(nomenclatures.choix("domaine_situation"), notes)
    form = avec_des_notes(ContratForm, domaines.items())(obj=contrat, terme_le=parcours.terme_le)
    form.profil.choices = liste("profil_pre", "Non précisé", parcours.profil)
    if parcours.etat.actif:
        del form.prochain_bilan_le
    if not form.is_submitted():
        form.profil.data = parcours.profil or ""
        for code, note in notes.items():
            form[nom_de_note(code)].data = str(note)
    return form, contrat, domaines


def _page_du_contrat(parcours: Any, form: Any, domaines: dict[str, str], differences: Any) -> ResponseReturnValue:
    notes = [form[nom_de_note(code)] for code in domaines]
    return rendre("parcours_individuels/contrat.html", form=form, parcours=parcours, notes=notes, differences=differences)


@bp.get("/<uuid:parcours_id>/contrat")
@exige(Droit.BILAN_LIRE)
def contrat(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    form, _, domaines = _formulaire_de_contrat(parcours)
    return _page_du_contrat(parcours, form, domaines, [])


@bp.post("/<uuid:parcours_id>/contrat")
@exige(Droit.BILAN_ECRIRE)
def signer(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    form, contrat, domaines = _formulaire_de_contrat(parcours)
    faites = queries.notes_d_entree(parcours)
    notees = {"profil": parcours.profil} | {nom_de_note(code): str(faites.get(code, "")) for code in domaines}
    if (differences := a_reprendre(form, contrat, notees)) is not None:
        return _page_du_contrat(parcours, form, domaines, differences)
    try:
        services.signer_le_contrat(parcours, form.saisie(domaines), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.signe_le, refus)
        return _page_du_contrat(parcours, form, domaines, [])
    flash("Le contrat d’engagement est enregistré.", "succes")
    return suite(suivi(parcours.beneficiaire_id))


def _formulaire_de_suspension() -> SuspensionForm:
    form = SuspensionForm()
    form.motif.choices = liste("motif_suspension", "Choisir")
    return form


@bp.get("/<uuid:parcours_id>/suspension")
@exige(Droit.BILAN_LIRE)
def suspension(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    return rendre("parcours_individuels/suspension.html", form=_formulaire_de_suspension(), parcours=parcours)


@bp.post("/<uuid:parcours_id>/suspension")
@exige(Droit.BILAN_ECRIRE)
def suspendre(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    form = _formulaire_de_suspension()
    if form.validate_on_submit():
        try:
            services.suspendre(parcours, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.retour_le, refus)
        else:
            flash("Le parcours est suspendu.", "succes")
            return suite(suivi(parcours.beneficiaire_id))
    return rendre("parcours_individuels/suspension.html", form=form, parcours=parcours)


def _page_du_renouvellement(parcours: Any, form: RenouvellementForm) -> ResponseReturnValue:
    return rendre(
        "parcours_individuels/renouvellement.html", form=form, parcours=parcours, duree=queries.duree_du_parcours(parcours)
    )


@bp.get("/<uuid:parcours_id>/renouvellement")
@exige(Droit.BILAN_LIRE)
def renouvellement(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    return _page_du_renouvellement(parcours, RenouvellementForm(terme_le=queries.terme_propose(parcours)))


@bp.post("/<uuid:parcours_id>/renouvellement")
@exige(Droit.BILAN_ECRIRE)
def renouveler(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    form = RenouvellementForm()
    if form.validate_on_submit():
        try:
            services.renouveler(parcours, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.terme_le, refus)
        else:
            flash("Le renouvellement est enregistré.", "succes")
            return suite(suivi(parcours.beneficiaire_id))
    return _page_du_renouvellement(parcours, form)
