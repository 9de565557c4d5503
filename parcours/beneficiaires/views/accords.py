"""Agreements of the family or of the person."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from parcours.annuaire import queries as annuaire
from parcours.beneficiaires import services
from parcours.beneficiaires.access import accords_visibles
from parcours.beneficiaires.forms import AccordForm
from parcours.beneficiaires.rules import EtatAccord
from parcours.beneficiaires.views import bp
from parcours.beneficiaires.views.fiche import charger
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def _formulaire(personne: Any, accord: Any = None) -> AccordForm:
    form = AccordForm(obj=accord) if accord is not None else AccordForm(donne_le=aujourd_hui())
    adulte = personne.dispositif is not Dispositif.PRE
    form.contact_id.choices = [
        *([SelectChoice(value="", label="La personne elle-même" if adulte else "Non précisé")]),
        *(SelectChoice(value=str(c.id), label=f"{c.nom_affiche} ({c.lien.libelle.lower()})") for c in personne.contacts),
    ]
    choisies = {p.structure_id: p.structure for p in accord.portees} if accord is not None else {}
    offertes = {s.id: s for s in annuaire.choix()} | choisies
    form.structures.choices = [
        SelectChoice(value=str(s.id), label=s.libelle) for s in sorted(offertes.values(), key=lambda s: s.cle_recherche)
    ]
    form.dispositifs.choices = [
        SelectChoice(value=d.value, label=d.libelle) for d in Dispositif if d is not personne.dispositif
    ]
    if not form.is_submitted():
        form.structures.data = [str(i) for i in choisies]
        form.dispositifs.data = [p.dispositif.value for p in accord.portees_dispositif] if accord is not None else []
        if accord is not None:
            form.contact_id.data = str(accord.contact_id or "")
            form.forme.data = accord.forme.value
            form.etat.data = None if accord.etat is EtatAccord.REPRIS else accord.etat.value
        elif not adulte and personne.contacts:
            form.contact_id.data = str(personne.contacts[0].id)
    if personne.dispositif is Dispositif.EMPLOI:
        form.portee_eps.label.text = "La situation peut être présentée au comité de coordination"
    elif adulte:
        del form.portee_eps
    return form


def _retour() -> str | None:
    """The page that sent here for an agreement it lacks (an EPS, a referral): a path of this site, nothing else."""
    adresse = request.args.get("retour", "")
    return (
        adresse
        if adresse.startswith(("/reunions/", "/orientations/", "/liaisons/", "/transferts/")) and "\\" not in adresse
        else None
    )


def _rendre(form: AccordForm, personne: Any, accord: Any, differences: Any = ()) -> Response:
    action = (
        url_for(".corriger_accord", accord_id=accord.id, retour=_retour())
        if accord is not None
        else url_for(".ajouter_accord", beneficiaire_id=personne.id, retour=_retour())
    )
    return rendre(
        "beneficiaires/accord.html", form=form, personne=personne, accord=accord, action=action, differences=list(differences)
    )


@bp.get("/<uuid:beneficiaire_id>/accords/nouveau")
@exige(Droit.PARCOURS_LIRE)
def nouvel_accord(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    return _rendre(_formulaire(personne), personne, None)


@bp.post("/<uuid:beneficiaire_id>/accords/nouveau")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def ajouter_accord(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    form = _formulaire(personne)
    if not form.validate_on_submit():
        return _rendre(form, personne, None)
    services.enregistrer_accord(personne, None, form.saisie(), par=acteur())
    flash("L’accord est enregistré.", "succes")
    return suite(_retour() or url_for(".situation", beneficiaire_id=personne.id))


@bp.get("/accords/<uuid:accord_id>")
@exige(Droit.PARCOURS_LIRE)
def accord(accord_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(accords_visibles(acteur()), accord_id)
    personne = charger(ligne.beneficiaire_id)
    return _rendre(_formulaire(personne, ligne), personne, ligne)


@bp.post("/accords/<uuid:accord_id>")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def corriger_accord(accord_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(accords_visibles(acteur()), accord_id)
    personne = charger(ligne.beneficiaire_id)
    form = _formulaire(personne, ligne)
    if (differences := a_reprendre(form, ligne)) is not None:
        return _rendre(form, personne, ligne, differences)
    services.enregistrer_accord(personne, ligne, form.saisie(), par=acteur())
    flash("L’accord est enregistré.", "succes")
    return suite(_retour() or url_for(".situation", beneficiaire_id=personne.id))
