"""Steps of a referral: a press alone, or a page with what goes with it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.nomenclatures.queries import choix
from parcours.orientations import queries, services
from parcours.orientations.forms import AcceptationForm, MotifForm, PrecisionForm, RefusForm, ReorientationForm
from parcours.orientations.rules import GESTES, Cote, EtatOrientation, Exigence, Transition, ouvre_une_page, transition
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import expedition
from parcours.orientations.views.ecriture import envoyer_ou_garder
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def _etat(code: str) -> EtatOrientation:
    if code not in set(EtatOrientation):
        abort(404)
    return EtatOrientation(code)


def formulaire_de(pas: Transition, orientation: Any) -> MotifForm:
    """The form that goes with a step."""
    if pas.vers is EtatOrientation.ACCEPTEE:
        return AcceptationForm()
    if pas.vers is EtatOrientation.REFUSEE:
        refus = RefusForm()
        refus.proposer(choix("motif_refus_orientation"))
        return refus
    if pas.vers is EtatOrientation.REORIENTEE and pas.cote is Cote.RECEVEUR:
        conseil = ReorientationForm()
        conseil.proposer(queries.structures_conseillees(orientation))
        return conseil
    return MotifForm() if Exigence.MOTIF in pas.exige else PrecisionForm()


ROUTES = {Cote.EMETTEUR: ".suivre", Cote.RECEVEUR: ".repondre", Cote.COORDINATION: ".rouvrir"}
"""Where each side posts its steps."""


def adresse_du_pas(orientation: Any, pas: Transition) -> str:
    """Where the button of a step leads: its page, or the act itself."""
    if ouvre_une_page(pas):
        return url_for(".etape", orientation_id=orientation.id, cote=pas.cote.value, vers=pas.vers.value)
    return url_for(ROUTES[pas.cote], orientation_id=orientation.id, vers=pas.vers.value)


def _page_de_l_etape(orientation: Any, pas: Transition, form: MotifForm) -> ResponseReturnValue:
    return rendre(
        "orientations/etape.html",
        orientation=orientation,
        action=url_for(ROUTES[pas.cote], orientation_id=orientation.id, vers=pas.vers.value),
        form=form,
        titre=GESTES[pas.vers, pas.cote],
        receveur=pas.cote is Cote.RECEVEUR,
        pas=pas,
    )


def _de_toutes_facons(orientation: Any) -> ResponseReturnValue:
    flash("Cette étape n’est plus possible : l’orientation a changé depuis.", "info")
    return suite(url_for(".detail", orientation_id=orientation.id))


@bp.get("/<uuid:orientation_id>/etape/<cote>/<vers>")
@exige(Droit.ORIENTATION_LIRE)
def etape(orientation_id: uuid.UUID, cote: str, vers: str) -> ResponseReturnValue:
    etat = _etat(vers)
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    for tenu in queries.cotes_de(acteur(), orientation):
        pas = transition(orientation.etat, etat, tenu)
        if tenu == cote and pas is not None:
            return _page_de_l_etape(orientation, pas, formulaire_de(pas, orientation))
    return _de_toutes_facons(orientation)


@bp.post("/<uuid:orientation_id>/reponse/<vers>")
@exige(Droit.ORIENTATION_REPONSE_ECRIRE)
def repondre(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    return _passer(un_ou_404(queries.a_repondre(acteur()), orientation_id), _etat(vers), Cote.RECEVEUR)


@bp.post("/<uuid:orientation_id>/suivi/<vers>")
@exige(Droit.ORIENTATION_ECRIRE)
def suivre(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    if _etat(vers) is EtatOrientation.ENVOYEE and orientation.etat is EtatOrientation.BROUILLON:
        return envoyer_ou_garder(orientation, garder=False)
    return _passer(orientation, _etat(vers), Cote.EMETTEUR)


@bp.post("/<uuid:orientation_id>/coordination/<vers>")
@exige(Droit.REFERENT_ECRIRE)
def rouvrir(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    return _passer(un_ou_404(queries.a_rouvrir(acteur()), orientation_id), _etat(vers), Cote.COORDINATION)


def _passer(orientation: Any, vers: EtatOrientation, cote: Cote) -> ResponseReturnValue:
    """One step: a press alone, or the form of its page. The same press twice changes nothing."""
    pas = transition(orientation.etat, vers, cote)
    if pas is None and orientation.etat is vers:
        flash(f"C’est déjà fait : l’orientation est « {vers.libelle} ».", "info")
        return suite(url_for(".detail", orientation_id=orientation.id))
    form = formulaire_de(pas, orientation) if pas is not None and ouvre_une_page(pas) else None
    if form is not None and pas is not None and not form.validate_on_submit():
        return _page_de_l_etape(orientation, pas, form)
    if isinstance(form, ReorientationForm):
        return _reorienter(orientation, form)
    services.passer(
        orientation,
        vers,
        cote,
        par=acteur(),
        saisie=form.saisie() if form is not None else services.RIEN,
        expedition=expedition(orientation.id),
    )
    if vers is EtatOrientation.REORIENTEE:
        flash("Choisissez maintenant l’autre structure : ce qui était écrit est repris.", "info")
        return suite(url_for(".choisir", parcours_id=orientation.parcours_id, suite_de=orientation.id))
    flash(f"L’orientation est maintenant « {vers.libelle} ».", "succes")
    return suite(url_for(".detail", orientation_id=orientation.id))


def _reorienter(orientation: Any, form: ReorientationForm) -> ResponseReturnValue:
    choisie = form.la_structure()
    structure = un_ou_404(queries.structures_ouvertes(), choisie, trace=False) if choisie else None
    services.reorienter(orientation, structure, form.saisie().texte, expedition(orientation.id), par=acteur())
    flash("Votre conseil est transmis : rien ne part vers l’autre structure sans l’accord de la personne.", "succes")
    return suite(url_for(".detail", orientation_id=orientation.id))
