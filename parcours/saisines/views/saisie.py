"""Typing a saisine: begin, autosave, keep, send, erase."""

from __future__ import annotations

import uuid
from types import SimpleNamespace
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.nomenclatures.queries import choix_de_plusieurs
from parcours.saisines import queries, services
from parcours.saisines.access import a_ecrire, brouillons_a_ecrire
from parcours.saisines.forms import DebutForm, DemandeForm
from parcours.saisines.views import bp
from parcours.socle.conflits import Difference, a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import maintenant
from parcours.socle.web import acteur, rendre, suite, un_ou_404
from parcours.territoire import queries as territoire

LISTES = ("orienteur", "motif_saisine", "aide_tentee")


def proposer_les_listes(form: Any) -> None:
    """Offer the lists of the day; none of them names anybody."""
    form.proposer(
        choix_de_plusieurs(*LISTES),
        [(str(c.id), f"{c.nom} ({c.code_postal})") for c in territoire.communes()],
        [(str(e.id), f"{e.nom}, {e.commune.nom}" if e.commune else e.nom) for e in territoire.etablissements()],
    )


@bp.get("/nouvelle")
@exige(Droit.SAISINE_LIRE)
def nouvelle() -> ResponseReturnValue:
    return rendre("saisines/nouvelle.html", form=DebutForm())


@bp.post("/nouvelle")
@exige(Droit.SAISINE_ECRIRE)
def commencer() -> ResponseReturnValue:
    form = DebutForm()
    if not form.validate_on_submit():
        return rendre("saisines/nouvelle.html", form=form)
    saisine = services.commencer(form.saisie(), par=acteur())
    return suite(url_for(".saisir", saisine_id=saisine.id))


def _page(saisine: Any, form: DemandeForm, differences: list[Difference] | None = None) -> ResponseReturnValue:
    return rendre("saisines/saisir.html", form=form, saisine=saisine, differences=differences or [])


@bp.get("/<uuid:saisine_id>/saisie")
@exige(Droit.SAISINE_LIRE)
def saisir(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(brouillons_a_ecrire(acteur()), saisine_id)
    form = _formulaire(saisine, queries.recit_de(acteur(), saisine))
    return _page(saisine, form)


def _formulaire(saisine: Any, recit: Any) -> DemandeForm:
    form = DemandeForm(data={**queries.valeurs_du_formulaire(saisine, recit), "version": saisine.version})
    proposer_les_listes(form)
    return form


@bp.post("/<uuid:saisine_id>/saisie")
@exige(Droit.SAISINE_ECRIRE)
def transmettre(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(brouillons_a_ecrire(acteur())), saisine_id)
    recit = queries.recit_de(acteur(), saisine)
    form = _formulaire(saisine, recit)
    if (differences := _conflit(form, saisine, recit)) is not None:
        return _page(saisine, form, differences)
    if form.garder.data:
        services.enregistrer_brouillon(saisine, recit, form.saisie(), par=acteur())
        flash("Le brouillon est enregistré.", "succes")
        return suite(url_for(".detail", saisine_id=saisine.id))
    if not form.exiger():
        return _page(saisine, form)
    services.transmettre(saisine, recit, form.saisie(), par=acteur())
    flash("La saisine est transmise à la coordination.", "succes")
    return suite(url_for(".detail", saisine_id=saisine.id))


def _conflit(form: DemandeForm, saisine: Any, recit: Any) -> list[Difference] | None:
    """None when it may be saved. What one saved oneself meanwhile (autosave) is no conflict: only somebody else's is."""
    if saisine.modifie_par_id in (None, acteur().agent_id):
        if form.validate_on_submit():
            return None
        form.exiger()
        return []
    valeurs = queries.valeurs_du_formulaire(saisine, recit)
    return a_reprendre(form, SimpleNamespace(**valeurs, version=saisine.version))  # type: ignore[arg-type]


@bp.post("/<uuid:saisine_id>/brouillon")
@exige(Droit.SAISINE_ECRIRE)
def garder_le_brouillon(saisine_id: uuid.UUID) -> ResponseReturnValue:
    """Autosave: what can be read is kept, what cannot is named; a colleague's version is never overwritten."""
    saisine = un_ou_404(a_ecrire(brouillons_a_ecrire(acteur())), saisine_id)
    recit = queries.recit_de(acteur(), saisine)
    form = _formulaire(saisine, recit)
    juste = form.sans_fautes()
    d_un_autre = saisine.modifie_par_id not in (None, acteur().agent_id) and str(form.version.data) != str(saisine.version)
    if not d_un_autre:
        services.enregistrer_brouillon(saisine, recit, form.saisie(), par=acteur())
    return rendre(
        "saisines/_brouillon.html",
        a=maintenant(),
        version=saisine.version,
        fautes=[] if juste else form.en_faute(),
        d_un_autre=d_un_autre,
    )


@bp.get("/<uuid:saisine_id>/suppression")
@exige(Droit.SAISINE_LIRE)
def suppression(saisine_id: uuid.UUID) -> ResponseReturnValue:
    return rendre("saisines/suppression.html", saisine=un_ou_404(brouillons_a_ecrire(acteur()), saisine_id))


@bp.post("/<uuid:saisine_id>/suppression")
@exige(Droit.SAISINE_ECRIRE)
def supprimer(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(a_ecrire(brouillons_a_ecrire(acteur())), saisine_id)
    services.supprimer_brouillon(saisine, queries.recit_de(acteur(), saisine), par=acteur())
    flash("Le brouillon est effacé.", "succes")
    return suite(url_for(".liste", vue="brouillons"))
