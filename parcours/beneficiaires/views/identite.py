"""Create a file, correct an identity, contacts, district."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires import queries, services
from parcours.beneficiaires.access import contacts_visibles
from parcours.beneficiaires.forms import ContactForm, IdentiteForm, NouvellePersonneForm, QuartierForm
from parcours.beneficiaires.rules import PROPOSER
from parcours.beneficiaires.views import bp
from parcours.beneficiaires.views.fiche import charger
from parcours.beneficiaires.views.liste import dispositifs_du_moment
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.web import acteur, rendre, suite, un_ou_404
from parcours.territoire import queries as territoire


def _lieux() -> dict[str, list[tuple[str, str]]]:
    return {
        "communes": [(str(c.id), f"{c.nom} ({c.code_postal})") for c in territoire.communes()],
        "etablissements": [
            (str(e.id), f"{e.nom}, {e.commune.nom}" if e.commune else e.nom) for e in territoire.etablissements()
        ],
    }


def _fiche(personne: Any, section: str = "situation") -> str:
    return url_for(f"beneficiaires.{section}", beneficiaire_id=personne.id)


def _formulaire_de_creation() -> NouvellePersonneForm:
    form = NouvellePersonneForm()
    form.choisir_les_lieux(**_lieux())
    form.choisir_parmi(territoire.quartiers(), proposer=True)
    if not form.is_submitted():
        form.quartier.data = PROPOSER
    form.dispositif.choices = [(d.value, d.libelle) for d in Dispositif if d in dispositifs_du_moment()]
    if len(form.dispositif.choices) == 1:
        form.dispositif.data = form.dispositif.choices[0][0]
    return form


@bp.get("/nouveau")
@exige(Droit.PARCOURS_LIRE)
def nouveau() -> ResponseReturnValue:
    return rendre("beneficiaires/nouveau.html", form=_formulaire_de_creation(), ressemblants=[])


@bp.post("/nouveau")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def creer() -> ResponseReturnValue:
    form = _formulaire_de_creation()
    if not form.validate_on_submit():
        return rendre("beneficiaires/nouveau.html", form=form, ressemblants=[])
    saisie, dispositif = form.saisie(), Dispositif(form.dispositif.data)
    ressemblants = queries.ressemblants(acteur(), dispositif, saisie.nom, saisie.prenom, saisie.date_naissance)
    if ressemblants and not form.quand_meme.data:
        form.quand_meme.data = "oui"
        return rendre("beneficiaires/nouveau.html", form=form, ressemblants=ressemblants), 422
    personne = services.creer(saisie, form.lieu(), dispositif, par=acteur())
    flash(f"La fiche de {personne.nom_affiche} est créée.", "succes")
    return suite(url_for("beneficiaires.fiche", beneficiaire_id=personne.id))


@bp.get("/<uuid:beneficiaire_id>/identite")
@exige(Droit.PARCOURS_LIRE)
def identite(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    form = _formulaire_d_identite(personne)
    return rendre("beneficiaires/identite.html", form=form, personne=personne, differences=[])


def _formulaire_d_identite(personne: Any) -> IdentiteForm:
    form = IdentiteForm(obj=personne)
    form.choisir_les_lieux(**_lieux())
    if not form.is_submitted():
        form.commune_id.data = str(personne.commune_id or "")
        form.etablissement_id.data = str(personne.etablissement_id or "")
        form.sexe.data = personne.sexe.value
    elif form.etablissement_id.data is None:
        form.etablissement_id.data = ""  # not on the page of an adult, who has no school
    if not acteur().peut(Droit.BENEFICIAIRE_ECRIRE):
        del form.observations  # who only reads identities (secrétariat) does not read the free text
    return form


@bp.post("/<uuid:beneficiaire_id>/identite")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def corriger_identite(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    form = _formulaire_d_identite(personne)
    if (differences := a_reprendre(form, personne)) is not None:
        return rendre("beneficiaires/identite.html", form=form, personne=personne, differences=differences)
    services.corriger_identite(personne, form.saisie(), par=acteur())
    flash("L’identité est enregistrée.", "succes")
    return suite(_fiche(personne))


@bp.get("/<uuid:beneficiaire_id>/quartier")
@exige(Droit.PARCOURS_LIRE)
def quartier(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    form = QuartierForm()
    form.choisir_parmi(territoire.quartiers(), proposer=bool(personne.adresse))
    form.quartier.data = str(personne.quartier_id or personne.situation_quartier.value)
    return rendre("beneficiaires/quartier.html", form=form, personne=personne)


@bp.post("/<uuid:beneficiaire_id>/quartier")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def constater_quartier(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    form = QuartierForm()
    form.choisir_parmi(territoire.quartiers(), proposer=bool(personne.adresse))
    if not form.validate_on_submit():
        return rendre("beneficiaires/quartier.html", form=form, personne=personne)
    services.constater_quartier(personne, form.lieu(), form.jour(), par=acteur())
    flash("Le quartier est enregistré.", "succes")
    return suite(_fiche(personne))


@bp.get("/<uuid:beneficiaire_id>/contacts/nouveau")
@exige(Droit.PARCOURS_LIRE)
def nouveau_contact(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    action = url_for(".ajouter_contact", beneficiaire_id=personne.id)
    form = ContactForm(nom=personne.nom)
    return rendre("beneficiaires/contact.html", form=form, personne=personne, contact=None, action=action, differences=[])


@bp.post("/<uuid:beneficiaire_id>/contacts/nouveau")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def ajouter_contact(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    form = ContactForm()
    action = url_for(".ajouter_contact", beneficiaire_id=personne.id)
    if not form.validate_on_submit():
        return rendre("beneficiaires/contact.html", form=form, personne=personne, contact=None, action=action, differences=[])
    services.enregistrer_contact(personne, None, form.saisie(), par=acteur())
    flash("Le contact est ajouté.", "succes")
    return suite(_fiche(personne))


def _un_contact(contact_id: uuid.UUID) -> tuple[Any, Any]:
    contact = un_ou_404(contacts_visibles(acteur()), contact_id)
    return contact, charger(contact.beneficiaire_id)


@bp.get("/contacts/<uuid:contact_id>")
@exige(Droit.PARCOURS_LIRE)
def contact(contact_id: uuid.UUID) -> ResponseReturnValue:
    ligne, personne = _un_contact(contact_id)
    form = ContactForm(obj=ligne)
    form.lien.data = ligne.lien.value
    action = url_for(".corriger_contact", contact_id=contact_id)
    return rendre("beneficiaires/contact.html", form=form, personne=personne, contact=ligne, action=action, differences=[])


@bp.post("/contacts/<uuid:contact_id>")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def corriger_contact(contact_id: uuid.UUID) -> ResponseReturnValue:
    ligne, personne = _un_contact(contact_id)
    form = ContactForm()
    contexte = {"personne": personne, "contact": ligne, "action": url_for(".corriger_contact", contact_id=contact_id)}
    if (differences := a_reprendre(form, ligne)) is not None:
        return rendre("beneficiaires/contact.html", form=form, differences=differences, **contexte)
    services.enregistrer_contact(personne, ligne, form.saisie(), par=acteur())
    flash("Le contact est enregistré.", "succes")
    return suite(_fiche(personne))
