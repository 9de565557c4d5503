"""Opening, state, dates and reasons."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from parcours.beneficiaires.queries import dossier as dossier_du_beneficiaire
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import queries, services
from parcours.parcours_individuels.forms import EtatForm, OuvertureForm, ParcoursForm
from parcours.parcours_individuels.rules import EtatParcours
from parcours.parcours_individuels.views import bp
from parcours.parcours_individuels.views._commun import liste, suivi, un_parcours
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def _formulaire_d_ouverture() -> OuvertureForm:
    form = OuvertureForm()
    form.oriente_par.choices = [
        SelectChoice(value="", label="Non précisé"),
        *(SelectChoice(value=c, label=mot) for c, mot in nomenclatures.choix("orienteur")),
    ]
    form.choisir_les_motifs(nomenclatures.choix("motif_saisine"))
    return form


@bp.get("/personnes/<uuid:beneficiaire_id>/ouverture")
@exige(Droit.PARCOURS_LIRE)
def ouverture(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = un_ou_404(dossier_du_beneficiaire(acteur()), beneficiaire_id)
    return rendre("parcours_individuels/ouverture.html", form=_formulaire_d_ouverture(), personne=personne)


@bp.post("/personnes/<uuid:beneficiaire_id>/ouverture")
@exige(Droit.PARCOURS_ECRIRE)
def ouvrir(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = un_ou_404(dossier_du_beneficiaire(acteur()), beneficiaire_id)
    form = _formulaire_d_ouverture()
    if form.validate_on_submit():
        try:
            services.ouvrir(personne, form.saisie(nomenclatures.libelles("orienteur")), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.commence, refus)
            return rendre("parcours_individuels/ouverture.html", form=form, personne=personne)
        flash("Le parcours est ouvert.", "succes")
        return suite(suivi(personne.id))
    return rendre("parcours_individuels/ouverture.html", form=form, personne=personne)


def _formulaire_d_etat(parcours: Any) -> EtatForm:
    form = EtatForm(version=parcours.version)
    reprise = {EtatParcours.EN_COURS: "Reprendre le parcours"} if parcours.etat is EtatParcours.SUSPENDU else {}
    form.vers.choices = [SelectChoice(e.value, reprise.get(e, e.libelle)) for e in queries.suites_possibles(parcours)]
    form.motif.choices = [
        SelectChoice(value="", label="Choisir"),
        *(SelectChoice(value=c, label=mot) for c, mot in nomenclatures.choix("motif_sortie")),
    ]
    if not form.is_submitted():
        seule = form.vers.choices[0].value if len(form.vers.choices) == 1 else None
        form.vers.data = request.args.get("vers", "")[:30] or seule
    return form


def _page_d_etat(parcours: Any, form: EtatForm) -> ResponseReturnValue:
    retrait = services.accord_retire(parcours)
    pre = parcours.dispositif is Dispositif.PRE and acteur().peut(Droit.BILAN_ECRIRE)
    gestes = queries.gestes_du_pre(parcours, retrait=retrait) if pre else []
    return rendre(
        "parcours_individuels/etat.html", form=form, parcours=parcours, gestes=gestes, retrait=retrait, differences=[]
    )


@bp.get("/<uuid:parcours_id>/etat")
@exige(Droit.PARCOURS_LIRE)
def etat(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    return _page_d_etat(parcours, _formulaire_d_etat(parcours))


@bp.post("/<uuid:parcours_id>/etat")
@exige(Droit.PARCOURS_ECRIRE)
def changer_etat(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    form = _formulaire_d_etat(parcours)
    if form.validate_on_submit():
        try:
            services.changer_etat(parcours, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.vers, refus)
        else:
            flash("L’étape est enregistrée.", "succes")
            return suite(suivi(parcours.beneficiaire_id))
    return _page_d_etat(parcours, form)


def _formulaire_du_parcours(parcours: Any) -> ParcoursForm:
    form = ParcoursForm(obj=parcours)
    motifs = queries.motifs_du(parcours)
    codes = {m.code: m.libelle for m in motifs}
    offerts = dict(nomenclatures.choix("motif_saisine"))
    form.choisir_les_motifs(list((offerts | codes).items()))
    if not form.is_submitted():
        principal = next((m.code for m in motifs if m.principal), "")
        form.motif_principal.data = principal
        form.autres_motifs.data = [code for code in codes if code != principal]
    if parcours.dispositif is not Dispositif.PRE:
        del form.eps_le
        del form.profil
        return form
    form.profil.choices = liste("profil_pre", "Non précisé", parcours.profil)
    if not form.is_submitted():
        form.profil.data = parcours.profil or ""
    return form


@bp.get("/<uuid:parcours_id>/modification")
@exige(Droit.PARCOURS_LIRE)
def modification(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    form = _formulaire_du_parcours(parcours)
    return rendre("parcours_individuels/modification.html", form=form, parcours=parcours, differences=[])


@bp.post("/<uuid:parcours_id>/modification")
@exige(Droit.PARCOURS_ECRIRE)
def modifier(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    form = _formulaire_du_parcours(parcours)
    if (differences := a_reprendre(form, parcours)) is not None:
        return rendre("parcours_individuels/modification.html", form=form, parcours=parcours, differences=differences)
    try:
        services.corriger(parcours, form.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.prochain_bilan_le, refus)
        return rendre("parcours_individuels/modification.html", form=form, parcours=parcours, differences=[])
    flash("Le parcours est enregistré.", "succes")
    return suite(suivi(parcours.beneficiaire_id))
