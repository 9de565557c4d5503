"""Examining a saisine: admissibility, complement, meeting with the family, agreement."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.annuaire import queries as annuaire
from parcours.beneficiaires.queries import dossier as dossiers
from parcours.beneficiaires.rules import PROPOSER, FormeAccord
from parcours.saisines import queries, services
from parcours.saisines.access import a_ecrire, saisines_a_instruire
from parcours.saisines.forms import AccordDeSaisineForm, RecevabiliteForm, RencontreForm
from parcours.saisines.rules import DonneurDAccord, EtatSaisine, Par, transition
from parcours.saisines.views import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import normaliser
from parcours.socle.reglages import reglages
from parcours.socle.typographie import date_courte
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def adresse_de(saisine: Any) -> str:
    """Page of a saisine."""
    return url_for("saisines.detail", saisine_id=saisine.id)


def deja_passee(saisine: Any) -> ResponseReturnValue:
    """Somebody took the step meanwhile: show where the saisine stands."""
    flash("Cette étape n’est plus possible : la saisine a changé depuis.", "info")
    return suite(adresse_de(saisine))


def _examen(saisine: Any) -> tuple[Any, RecevabiliteForm]:
    examen = queries.examiner(acteur(), saisine, queries.recit_de(acteur(), saisine), reglages())
    form = RecevabiliteForm()
    form.choisir_parmi(queries.quartiers_du_jour(), proposer=True)
    if not form.is_submitted():
        form.quartier.data = PROPOSER
    fiches = [
        (str(r.personne.id), f"Rejoindre la fiche de {r.personne.nom_affiche}{_naissance(r.personne)} : {r.pourquoi}")
        for r in examen.ressemblants
    ]
    form.proposer(fiches, derogation_due=examen.derogation_due)
    return examen, form


def _naissance(personne: Any) -> str:
    return f", naissance le {date_courte(personne.date_naissance)}" if personne.date_naissance else ""


@bp.get("/<uuid:saisine_id>/recevabilite")
@exige(Droit.SAISINE_RECIT_LIRE)
def recevabilite(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(saisines_a_instruire(acteur()), saisine_id)
    if transition(saisine.etat, EtatSaisine.RECEVABLE, Par.INSTRUCTION) is None or saisine.etat is not EtatSaisine.RECUE:
        return deja_passee(saisine)
    examen, form = _examen(saisine)
    return rendre("saisines/recevabilite.html", saisine=saisine, examen=examen, form=form)


@bp.post("/<uuid:saisine_id>/recevabilite")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def declarer_recevable(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(saisines_a_instruire(acteur())), saisine_id)
    if saisine.etat is not EtatSaisine.RECUE:
        return deja_passee(saisine)
    examen, form = _examen(saisine)
    if not form.validate_on_submit():
        return rendre("saisines/recevabilite.html", saisine=saisine, examen=examen, form=form)
    choix = form.saisie()
    personne = un_ou_404(_fiches_du_pre(), choix.beneficiaire_id) if choix.beneficiaire_id else None
    try:
        personne = services.declarer_recevable(
            saisine, personne, form.lieu(), derogation=choix.derogation, derogation_due=examen.derogation_due, par=acteur()
        )
    except ErreurDuDomaine as refus:
        refuser_dans(form.fiche, refus)
        return rendre("saisines/recevabilite.html", saisine=saisine, examen=examen, form=form)
    flash(f"La saisine est recevable. La fiche de {personne.nom_affiche} est prête.", "succes")
    return suite(adresse_de(saisine))


def _fiches_du_pre() -> Any:
    """Files of the PRE, under the right of those who examine."""
    return dossiers(acteur().au_titre_de(Droit.SAISINE_INSTRUCTION_ECRIRE))


def fiche_de(saisine: Any) -> Any:
    """The child's file opened by a saisine."""
    return un_ou_404(_fiches_du_pre(), saisine.beneficiaire_id)


RENCONTRABLES = (EtatSaisine.RECEVABLE, EtatSaisine.FAMILLE_RENCONTREE)


@bp.get("/<uuid:saisine_id>/rencontre")
@exige(Droit.SAISINE_RECIT_LIRE)
def rencontre(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(saisines_a_instruire(acteur()), saisine_id)
    if saisine.etat not in RENCONTRABLES:
        return deja_passee(saisine)
    return rendre("saisines/rencontre.html", saisine=saisine, form=RencontreForm())


@bp.post("/<uuid:saisine_id>/rencontre")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def rencontrer(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(saisines_a_instruire(acteur())), saisine_id)
    if saisine.etat not in RENCONTRABLES:
        return deja_passee(saisine)
    form = RencontreForm()
    if form.validate_on_submit():
        try:
            services.rencontrer(saisine, form.saisie(), par=acteur())
            flash("La rencontre est enregistrée.", "succes")
            return suite(adresse_de(saisine))
        except ErreurDuDomaine as refus:
            refuser_dans(form.le, refus)
    return rendre("saisines/rencontre.html", saisine=saisine, form=form)


def _formulaire_d_accord(saisine: Any, personne: Any) -> AccordDeSaisineForm:
    form = AccordDeSaisineForm()
    contacts = [c for c in personne.contacts if c.autorite_parentale]
    structures = annuaire.choix()
    form.proposer(
        [(str(c.id), f"{c.nom_affiche} ({c.lien.libelle.lower()})") for c in contacts],
        [(str(s.id), s.libelle) for s in sorted(structures, key=lambda s: s.cle_recherche)],
    )
    if not form.is_submitted():
        rang = 1 if saisine.accord_par is DonneurDAccord.SECOND and len(contacts) > 1 else 0
        form.contact_id.data = str(contacts[rang].id) if contacts else None
        form.avis_enfant.data = saisine.avis_enfant.value
        form.structures.data = _partenaires_acceptes(saisine, structures)
        form.donne_le.data = aujourd_hui()
        form.forme.data = FormeAccord.ECRIT.value
    return form


def _partenaires_acceptes(saisine: Any, structures: list[Any]) -> list[str]:
    """Structures of the directory among the professionals the parents already agreed to: ticked, to be confirmed."""
    recit = queries.recit_de(acteur(), saisine)
    dits = {normaliser(p.service) for p in recit.professionnels if p.accord} if recit else set()
    return [
        str(s.id) for s in structures if {normaliser(s.nom), normaliser(s.sigle or ""), normaliser(s.libelle)} & dits - {""}
    ]


@bp.get("/<uuid:saisine_id>/accord")
@exige(Droit.SAISINE_RECIT_LIRE)
def accord(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(saisines_a_instruire(acteur()), saisine_id)
    if saisine.etat is not EtatSaisine.FAMILLE_RENCONTREE:
        return deja_passee(saisine)
    personne = fiche_de(saisine)
    return rendre("saisines/accord.html", saisine=saisine, personne=personne, form=_formulaire_d_accord(saisine, personne))


@bp.post("/<uuid:saisine_id>/accord")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def enregistrer_l_accord(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(saisines_a_instruire(acteur())), saisine_id)
    if saisine.etat is not EtatSaisine.FAMILLE_RENCONTREE:
        return deja_passee(saisine)
    personne = fiche_de(saisine)
    form = _formulaire_d_accord(saisine, personne)
    if form.validate_on_submit():
        try:
            services.enregistrer_accord(saisine, personne, None, form.saisie(), form.avis(), par=acteur())
            flash("L’accord est enregistré.", "succes")
            return suite(adresse_de(saisine))
        except ErreurDuDomaine as refus:
            refuser_dans(form.donne_le, refus)
    return rendre("saisines/accord.html", saisine=saisine, personne=personne, form=form)
