"""Saying that a saisine stops here, or starts again; each time with a reason."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash
from flask.typing import ResponseReturnValue

from parcours.nomenclatures.queries import choix
from parcours.parcours_individuels.access import parcours_avec_personne
from parcours.saisines import services
from parcours.saisines.access import a_ecrire, saisines_a_instruire
from parcours.saisines.forms import IssueForm
from parcours.saisines.rules import ISSUES, EtatSaisine, Exigence, Par, transition
from parcours.saisines.views import bp
from parcours.saisines.views.instruction import adresse_de, deja_passee, fiche_de
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite, un_ou_404


def _etat(code: str) -> EtatSaisine:
    """A state that such a page leads to, or 404."""
    if code not in {e.value for e in ISSUES}:
        abort(404)
    return EtatSaisine(code)


def _possible(saisine: Any, vers: EtatSaisine) -> bool:
    """A step with a reason; those that ask for a file or an answer have their own page."""
    pas = transition(saisine.etat, vers, Par.INSTRUCTION)
    return pas is not None and bool(pas.exige & {Exigence.MOTIF, Exigence.PRECISION})


def _formulaire(vers: EtatSaisine) -> IssueForm:
    form = IssueForm()
    form.proposer(choix("motif_irrecevabilite") if vers in (EtatSaisine.IRRECEVABLE, EtatSaisine.REORIENTEE) else [])
    return form


def _page(saisine: Any, vers: EtatSaisine, form: IssueForm) -> ResponseReturnValue:
    titre, explication = ISSUES[vers]
    return rendre("saisines/issue.html", saisine=saisine, form=form, vers=vers, titre=titre, explication=explication)


@bp.get("/<uuid:saisine_id>/issue/<vers>")
@exige(Droit.SAISINE_RECIT_LIRE)
def issue(saisine_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    etat = _etat(vers)
    saisine = un_ou_404(saisines_a_instruire(acteur()), saisine_id)
    return _page(saisine, etat, _formulaire(etat)) if _possible(saisine, etat) else deja_passee(saisine)


@bp.post("/<uuid:saisine_id>/issue/<vers>")
@exige(Droit.SAISINE_INSTRUCTION_ECRIRE)
def terminer(saisine_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    etat = _etat(vers)
    saisine = un_ou_404(a_ecrire(saisines_a_instruire(acteur())), saisine_id)
    if not _possible(saisine, etat):
        return deja_passee(saisine)
    form = _formulaire(etat)
    if form.validate_on_submit():
        try:
            _appliquer(saisine, etat, form)
            flash(f"La saisine est maintenant « {etat.libelle} ».", "succes")
            return suite(adresse_de(saisine))
        except ErreurDuDomaine as refus:
            refuser_dans(form.precision, refus)
    return _page(saisine, etat, form)


def _appliquer(saisine: Any, etat: EtatSaisine, form: IssueForm) -> None:
    dit = form.saisie()
    if etat is EtatSaisine.RECEVABLE:
        services.rouvrir(saisine, fiche_de(saisine), dit.precision, par=acteur())
    elif etat in (EtatSaisine.REFUS_FAMILLE, EtatSaisine.FAMILLE_INJOIGNABLE):
        parcours = un_ou_404(parcours_avec_personne(acteur()), saisine.parcours_id, trace=False)
        services.refuser(saisine, parcours, fiche_de(saisine), etat, dit.precision, par=acteur())
    else:
        services.terminer(saisine, etat, dit, par=acteur())
