"""The diagnostic on one screen, and one obstacle in detail."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from parcours.cite_emploi import queries, services
from parcours.cite_emploi.access import freins_visibles
from parcours.cite_emploi.forms import FreinForm, avec_les_freins, nom_du_frein
from parcours.cite_emploi.views.blueprint import bp, page_du_suivi, un_parcours
from parcours.nomenclatures.queries import choix_de_plusieurs
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404

_LISTES = ("frein", "situation_emploi", "niveau_etude", "organisme_referent")


def _formulaire(parcours: Any) -> tuple[Any, Any, list[tuple[str, str]]]:
    """(form, what is saved, obstacles offered)."""
    ecrit, niveaux = queries.diagnostic_ecrit(parcours, nom_du_frein)
    listes = choix_de_plusieurs(*_LISTES)
    for champ, liste in (
        ("situation", "situation_emploi"),
        ("niveau_etude", "niveau_etude"),
        ("organisme", "organisme_referent"),
    ):
        garde = getattr(ecrit, champ, "")
        if garde and garde not in dict(listes[liste]):
            listes[liste].append((garde, queries.mots_du_diagnostic()[liste].get(garde, garde)))
    form = avec_les_freins(listes["frein"])(obj=ecrit)
    form.proposer(listes)
    if ecrit is None and not form.is_submitted():
        for code, niveau in niveaux.items():
            if nom_du_frein(code) in form:
                form[nom_du_frein(code)].data = niveau
    return form, ecrit, listes["frein"]


def _page(parcours: Any, form: Any, freins: list[tuple[str, str]], differences: Any = ()) -> ResponseReturnValue:
    champs = [form[nom_du_frein(code)] for code, _ in freins]
    return rendre("cite_emploi/diagnostic.html", form=form, parcours=parcours, champs=champs, differences=list(differences))


@bp.get("/vers-l-emploi/<uuid:parcours_id>/diagnostic")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def diagnostic(parcours_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.SUIVI_EMPLOI_ECRIRE)
    parcours = un_parcours(parcours_id)
    form, _, freins = _formulaire(parcours)
    return _page(parcours, form, freins)


@bp.post("/vers-l-emploi/<uuid:parcours_id>/diagnostic")
@exige(Droit.SUIVI_EMPLOI_ECRIRE)
def diagnostiquer(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours(parcours_id)
    form, ecrit, freins = _formulaire(parcours)
    if (differences := a_reprendre(form, ecrit)) is not None:
        return _page(parcours, form, freins, differences)
    try:
        services.enregistrer_diagnostic(parcours, form.saisie(), form.freins(freins), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.fait_le, refus)
        return _page(parcours, form, freins)
    flash("Le diagnostic est enregistré.", "succes")
    return suite(page_du_suivi(parcours.id))


def _formulaire_du_frein(frein: Any) -> FreinForm:
    form = FreinForm(obj=frein)
    form.proposer(*queries.reponses_possibles(acteur(), frein.parcours))
    if not form.is_submitted():
        form.niveau.data = frein.niveau.value
        form.actions.data = [str(r.action_id) for r in frein.reponses if r.action_id]
        form.orientations.data = [str(r.orientation_id) for r in frein.reponses if r.orientation_id]
    return form


@bp.get("/vers-l-emploi/freins/<uuid:frein_id>")
@exige(Droit.SUIVI_EMPLOI_LIRE)
def frein(frein_id: uuid.UUID) -> ResponseReturnValue:
    un = un_ou_404(freins_visibles(acteur()), frein_id)
    form = _formulaire_du_frein(un)
    return rendre("cite_emploi/frein.html", form=form, frein=un, parcours=un.parcours, differences=[])


@bp.post("/vers-l-emploi/freins/<uuid:frein_id>")
@exige(Droit.SUIVI_EMPLOI_ECRIRE)
def preciser_le_frein(frein_id: uuid.UUID) -> ResponseReturnValue:
    un = un_ou_404(freins_visibles(acteur()), frein_id)
    form = _formulaire_du_frein(un)
    if (differences := a_reprendre(form, un)) is not None:
        return rendre("cite_emploi/frein.html", form=form, frein=un, parcours=un.parcours, differences=differences)
    services.enregistrer_frein(un, form.saisie(), par=acteur())
    flash("Le frein est enregistré.", "succes")
    return suite(page_du_suivi(un.parcours_id))
