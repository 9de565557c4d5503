"""« Autres suivis »: ask, recognise, untie."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires import queries as beneficiaires
from parcours.liaisons import queries, services
from parcours.liaisons.forms import DemandeForm, RechercheForm
from parcours.liaisons.rules import JOURS_POUR_REPONDRE, LA
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite, un_ou_404

bp = Blueprint("liaisons", __name__, url_prefix="/liaisons")


def _charger(beneficiaire_id: uuid.UUID) -> Any:
    return un_ou_404(beneficiaires.dossier(acteur().au_titre_de(Droit.LIAISON_LIRE)), beneficiaire_id)


@bp.get("/de/<uuid:beneficiaire_id>")
@exige(Droit.LIAISON_LIRE)
def du_beneficiaire(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _charger(beneficiaire_id)
    return rendre(
        "liaisons/du_beneficiaire.html",
        bloc="liens",
        personne=personne,
        liens=queries.liens_de(acteur(), personne.id),
        la=LA,
        jours=JOURS_POUR_REPONDRE,
    )


def _formulaire(personne: Any) -> DemandeForm:
    form = DemandeForm()
    proches = [(str(c.id), f"{c.nom_affiche} ({c.lien.libelle.lower()})") for c in personne.contacts]
    form.proposer(personne.dispositif, [("", personne.nom_affiche), *proches])
    return form


def _demande(form: DemandeForm, personne: Any, *, accord: bool = False) -> Response:
    """The form; `accord` when what lacks is an agreement, and the way to record it."""
    return rendre(
        "liaisons/demande.html",
        form=form,
        personne=personne,
        accord_id=queries.accord_a_completer(acteur(), personne.id) if accord else None,
        accord_manque=accord,
        jours=JOURS_POUR_REPONDRE,
    )


@bp.get("/de/<uuid:beneficiaire_id>/demande")
@exige(Droit.LIAISON_LIRE)
def demande(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _charger(beneficiaire_id)
    return _demande(_formulaire(personne), personne)


@bp.post("/de/<uuid:beneficiaire_id>/demande")
@exige(Droit.LIAISON_ECRIRE)
def demander(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _charger(beneficiaire_id)
    form = _formulaire(personne)
    if not form.validate_on_submit():
        return _demande(form, personne)
    try:
        services.demander(personne, form.saisie(), par=acteur())
    except services.AccordManquant as refus:
        refuser_dans(form.vers, refus)
        return _demande(form, personne, accord=True)
    except ErreurDuDomaine as refus:
        refuser_dans(form.vers, refus)
        return _demande(form, personne)
    flash("La demande est faite. Si l’autre suivi la reconnaît, ses coordonnées apparaîtront ici.", "succes")
    return suite(url_for("beneficiaires.fiche", beneficiaire_id=personne.id))


@bp.get("/<uuid:liaison_id>/rupture")
@exige(Droit.LIAISON_LIRE)
def rupture(liaison_id: uuid.UUID) -> ResponseReturnValue:
    liaison = un_ou_404(queries.liaisons_visibles(acteur()), liaison_id)
    return rendre("liaisons/rupture.html", liaison=liaison, fiche_id=queries.de_mon_cote(acteur(), liaison))


@bp.post("/<uuid:liaison_id>/rupture")
@exige(Droit.LIAISON_ECRIRE)
def rompre(liaison_id: uuid.UUID) -> ResponseReturnValue:
    liaison = un_ou_404(queries.liaisons_visibles(acteur()), liaison_id)
    retour = url_for("beneficiaires.fiche", beneficiaire_id=queries.de_mon_cote(acteur(), liaison))
    services.rompre(liaison, par=acteur())
    flash("C’est fait\u00a0: plus rien n’est montré, ni ici ni de l’autre côté.", "succes")
    return suite(retour)


@bp.get("/")
@exige(Droit.LIAISON_REPONSE_LIRE)
def liste() -> ResponseReturnValue:
    return rendre("liaisons/liste.html", "demandes", demandes=queries.demandes(acteur()))


def _reponse(liaison: Any) -> Response:
    recherche = RechercheForm(request.args)
    q = recherche.q.data or ""
    return rendre(
        "liaisons/reponse.html",
        liaison=liaison,
        fiches=queries.fiches_proposees(acteur(), liaison, q),
        filtres=recherche,
        q=q,
        la=LA,
    )


@bp.get("/<uuid:liaison_id>/reponse")
@exige(Droit.LIAISON_REPONSE_LIRE)
def reponse(liaison_id: uuid.UUID) -> ResponseReturnValue:
    return _reponse(un_ou_404(queries.demandes_recues(acteur()), liaison_id))


@bp.post("/<uuid:liaison_id>/lier/<uuid:beneficiaire_id>")
@exige(Droit.LIAISON_REPONSE_ECRIRE)
def lier(liaison_id: uuid.UUID, beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    liaison = un_ou_404(queries.demandes_recues(acteur()), liaison_id)
    fiche = un_ou_404(queries.fiches_a_lier(acteur()), beneficiaire_id)
    try:
        services.lier(liaison, fiche, par=acteur())
    except ErreurDuDomaine as refus:
        flash(str(refus), "attention")
        return suite(url_for(".reponse", liaison_id=liaison.id))
    flash("Les deux suivis sont liés\u00a0: chacun voit qui appeler chez l’autre.", "succes")
    return suite(url_for("beneficiaires.fiche", beneficiaire_id=fiche.id))


@bp.post("/<uuid:liaison_id>/ecarter")
@exige(Droit.LIAISON_REPONSE_ECRIRE)
def ecarter(liaison_id: uuid.UUID) -> ResponseReturnValue:
    services.ecarter(un_ou_404(queries.demandes_recues(acteur()), liaison_id), par=acteur())
    flash("La demande est écartée. L’autre suivi n’en sait rien\u00a0: il lira qu’elle est restée sans réponse.", "succes")
    return suite(url_for(".liste"))
