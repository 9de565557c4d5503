"""Steps of a referral: a press alone, or a page with what goes with it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.nomenclatures.queries import choix
from parcours.orientations import queries, services
from parcours.orientations.forms import (
    AcceptationForm,
    MotifForm,
    PrecisionForm,
    RefusForm,
)
from parcours.orientations.rules import AVEC_PAGE, GESTES, Cote, EtatOrientation, Transition, transition
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import adresse_publique
from parcours.orientations.views.ecriture import envoyer_ou_garder
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def _etat(code: str) -> EtatOrientation:
    if code not in set(EtatOrientation):
        abort(404)
    return EtatOrientation(code)


def _formulaire_de(etape: Transition) -> MotifForm:
    """The form that goes with a step."""
    if etape.vers is EtatOrientation.ACCEPTEE:
        return AcceptationForm()
    if etape.vers is EtatOrientation.REFUSEE:
        form = RefusForm()
        form.proposer(choix("motif_refus_orientation"))
        return form
    return MotifForm() if etape.motif_demande else PrecisionForm()


def _page_de_l_etape(orientation: Any, etape: Transition, form: MotifForm) -> ResponseReturnValue:
    return rendre(
        "orientations/etape.html",
        orientation=orientation,
        etape=etape,
        form=form,
        titre=GESTES[etape.vers, etape.cote],
        receveur=etape.cote is Cote.RECEVEUR,
    )


@bp.get("/<uuid:orientation_id>/etape/<vers>")
@exige(Droit.ORIENTATION_LIRE)
def etape(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    for cote in queries.cotes_de(acteur(), orientation):
        if (pas := transition(orientation.etat, _etat(vers), cote)) is not None:
            return _page_de_l_etape(orientation, pas, _formulaire_de(pas))
    flash("Cette étape n’est plus possible : l’orientation a changé depuis.", "info")
    return suite(url_for(".detail", orientation_id=orientation.id))


@bp.post("/<uuid:orientation_id>/reponse/<vers>")
@exige(Droit.ORIENTATION_REPONSE_ECRIRE)
def repondre(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    return _passer(un_ou_404(queries.a_repondre(acteur()), orientation_id), _etat(vers), Cote.RECEVEUR)


@bp.post("/<uuid:orientation_id>/suivi/<vers>")
@exige(Droit.ORIENTATION_ECRIRE)
def suivre(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    if _etat(vers) is EtatOrientation.ENVOYEE and orientation.etat is EtatOrientation.BROUILLON:
        parcours = un_ou_404(queries.a_orienter(acteur()), orientation.parcours_id)
        return envoyer_ou_garder(orientation, parcours, garder=False)
    return _passer(orientation, _etat(vers), Cote.EMETTEUR)


def _passer(orientation: Any, vers: EtatOrientation, cote: Cote) -> ResponseReturnValue:
    """One step: a press alone, or the form of its page."""
    pas = transition(orientation.etat, vers, cote)
    saisie = services.RIEN
    if pas is not None and vers in AVEC_PAGE and pas.de is not EtatOrientation.BROUILLON:
        form = _formulaire_de(pas)
        if not form.validate_on_submit():
            return _page_de_l_etape(orientation, pas, form)
        saisie = form.saisie()
    services.passer(orientation, vers, cote, par=acteur(), saisie=saisie, adresse=adresse_publique(orientation.id))
    flash(f"L’orientation est maintenant « {vers.libelle} ».", "succes")
    return suite(url_for(".detail", orientation_id=orientation.id))
