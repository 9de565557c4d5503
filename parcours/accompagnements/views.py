"""Échanges and reminders."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.accompagnements import queries, services
from parcours.accompagnements.forms import EchangeForm, ReportForm
from parcours.accompagnements.rules import PAGES_DE_SAISIE, pages_de_saisie
from parcours.parcours_individuels.access import parcours_avec_personne
from parcours.parcours_individuels.queries import courant
from parcours.socle import dossier, fil
from parcours.socle.conflits import a_reprendre
from parcours.socle.dossier import Colonne, Geste, GesteDeFiche, Lecture, Panneau
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui
from parcours.socle.rendu import veut_un_fragment
from parcours.socle.web import acteur, rendre, suite, un_ou_404

bp = Blueprint("accompagnements", __name__, url_prefix="/accompagnements")


def _contexte_de_l_ajout(lecture: Lecture) -> dict[str, Any] | None:
    parcours = courant(lecture)
    if parcours is None or parcours.etat.value == "clos" or parcours.dispositif in PAGES_DE_SAISIE:
        return None
    form = EchangeForm(formdata=None, prefix="").pour(enfant=parcours.dispositif is Dispositif.PRE)
    return {"form_echange": form, "parcours": parcours}


def _contexte_des_rappels(lecture: Lecture) -> dict[str, Any] | None:
    rappels = lecture.une_fois(queries.rappels_de)
    ecrit = lecture.acteur.peut(Droit.ECHANGE_ECRIRE)
    return {"rappels": rappels, "ecrit": ecrit, "jour": aujourd_hui()} if rappels else None


def _gestes(lecture: Lecture) -> list[Geste]:
    parcours = courant(lecture)
    if parcours is None or parcours.etat.value == "clos":
        return []
    pages, arguments = pages_de_saisie(parcours.dispositif), {"parcours_id": parcours.id}
    return [Geste(pages.geste, pages.nouveau, arguments, icone="plus-lg", principal=True, ancre="ajout-echange")]


dossier.ajouter_un_panneau(Panneau("ajout", 50, Droit.ECHANGE_ECRIRE, "accompagnements/_ajout.html", _contexte_de_l_ajout))
dossier.ajouter_un_panneau(Panneau("cote", 10, Droit.ECHANGE_LIRE, "accompagnements/_rappels.html", _contexte_des_rappels))
dossier.ajouter_un_geste(GesteDeFiche(0, Droit.ECHANGE_ECRIRE, _gestes))
dossier.ajouter_une_colonne(Colonne("contact", "Dernier contact", Droit.ECHANGE_LIRE, queries.dernier_contact))
fil.contribuer("echange", "Échanges et rappels", Droit.ECHANGE_LIRE, queries.evenements_du_fil)


def _suivi(beneficiaire_id: uuid.UUID) -> str:
    return url_for("beneficiaires.fiche", beneficiaire_id=beneficiaire_id)


def _un_parcours(parcours_id: uuid.UUID) -> Any:
    return un_ou_404(parcours_avec_personne(acteur()), parcours_id)


def _formulaire(parcours: Any) -> EchangeForm:
    return EchangeForm().pour(enfant=parcours.dispositif is Dispositif.PRE)


@bp.get("/parcours/<uuid:parcours_id>/echanges/nouveau")
@exige(Droit.ECHANGE_LIRE)
def nouvel_echange(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _un_parcours(parcours_id)
    return rendre("accompagnements/nouvel_echange.html", form=_formulaire(parcours), parcours=parcours, fragment=False)


@bp.post("/parcours/<uuid:parcours_id>/echanges/nouveau")
@exige(Droit.ECHANGE_ECRIRE)
def ajouter_echange(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _un_parcours(parcours_id)
    form = _formulaire(parcours)
    if not form.validate_on_submit():
        return rendre(
            "accompagnements/nouvel_echange.html", "formulaire", form=form, parcours=parcours, fragment=veut_un_fragment()
        )
    echange = services.ajouter_echange(parcours, form.saisie(), par=acteur())
    flash("L’échange est enregistré." if not form.rappel_le.data else "L’échange et le rappel sont enregistrés.", "succes")
    # A browser already on this page would only move to the anchor: htmx is sent to the address alone, which reloads.
    ancre = "" if veut_un_fragment() else f"#e-{echange.id}"
    return suite(_suivi(parcours.beneficiaire_id) + ancre)


def _a_corriger(echange_id: uuid.UUID) -> Any:
    echange = un_ou_404(queries.echange_complet(acteur()), echange_id)
    if not queries.peut_corriger(acteur(), echange):
        abort(403)
    return echange


def _formulaire_de_correction(echange: Any) -> EchangeForm:
    form = EchangeForm(obj=echange)
    if not form.is_submitted():
        form.canal.data = echange.canal.value
        form.interlocuteur.data = echange.interlocuteur.value
        form.abouti.data = "oui" if echange.abouti else "non"
    form.pour(enfant=echange.parcours.dispositif is Dispositif.PRE, actuel=echange.interlocuteur)
    del form.rappel_le, form.rappel_objet
    return form


@bp.get("/echanges/<uuid:echange_id>/correction")
@exige(Droit.ECHANGE_LIRE)
def correction(echange_id: uuid.UUID) -> ResponseReturnValue:
    echange = _a_corriger(echange_id)
    form = _formulaire_de_correction(echange)
    return rendre("accompagnements/correction.html", form=form, echange=echange, differences=[])


@bp.post("/echanges/<uuid:echange_id>/correction")
@exige(Droit.ECHANGE_ECRIRE)
def corriger(echange_id: uuid.UUID) -> ResponseReturnValue:
    echange = _a_corriger(echange_id)
    form = _formulaire_de_correction(echange)
    if (differences := a_reprendre(form, echange)) is not None:
        return rendre("accompagnements/correction.html", form=form, echange=echange, differences=differences)
    # This form does not ask how long it took: what a spreadsheet said of it stays.
    services.corriger_echange(echange, replace(form.saisie(), duree_min=echange.duree_min), par=acteur())
    flash("L’échange est corrigé. Ce qu’il disait avant reste lisible.", "succes")
    return suite(f"{_suivi(echange.parcours.beneficiaire_id)}#e-{echange.id}")


@bp.get("/echanges/<uuid:echange_id>/versions")
@exige(Droit.ECHANGE_LIRE)
def versions(echange_id: uuid.UUID) -> ResponseReturnValue:
    echange = un_ou_404(queries.echange_complet(acteur()), echange_id)
    return rendre("accompagnements/versions.html", echange=echange)


@bp.get("/echanges/<uuid:echange_id>/annulation")
@exige(Droit.ECHANGE_LIRE)
def annulation(echange_id: uuid.UUID) -> ResponseReturnValue:
    return rendre("accompagnements/annulation.html", form=Formulaire(), echange=_a_corriger(echange_id))


@bp.post("/echanges/<uuid:echange_id>/annulation")
@exige(Droit.ECHANGE_ECRIRE)
def annuler(echange_id: uuid.UUID) -> ResponseReturnValue:
    echange = _a_corriger(echange_id)
    services.annuler_echange(echange, par=acteur())
    flash("L’échange est annulé. Il reste lisible, barré.", "succes")
    return suite(_suivi(echange.parcours.beneficiaire_id))


@bp.get("/rappels")
@exige(Droit.ECHANGE_LIRE)
def rappels() -> ResponseReturnValue:
    return rendre("accompagnements/rappels.html", rappels=queries.rappels_a_faire(acteur()), jour=aujourd_hui())


def _un_rappel(rappel_id: uuid.UUID) -> Any:
    return un_ou_404(queries.rappel_complet(acteur()), rappel_id)


@bp.post("/rappels/<uuid:rappel_id>/fait")
@exige(Droit.ECHANGE_ECRIRE)
def marquer_fait(rappel_id: uuid.UUID) -> ResponseReturnValue:
    rappel = _un_rappel(rappel_id)
    services.marquer_fait(rappel, par=acteur())
    flash("Le rappel est fait.", "succes")
    return suite(_suivi(rappel.parcours.beneficiaire_id))


@bp.get("/rappels/<uuid:rappel_id>/report")
@exige(Droit.ECHANGE_LIRE)
def report(rappel_id: uuid.UUID) -> ResponseReturnValue:
    return rendre("accompagnements/report.html", form=ReportForm(), rappel=_un_rappel(rappel_id))


@bp.post("/rappels/<uuid:rappel_id>/report")
@exige(Droit.ECHANGE_ECRIRE)
def reporter(rappel_id: uuid.UUID) -> ResponseReturnValue:
    rappel = _un_rappel(rappel_id)
    form = ReportForm()
    if not form.validate_on_submit():
        return rendre("accompagnements/report.html", form=form, rappel=rappel)
    services.reporter(rappel, form.jour(), par=acteur())
    flash("Le rappel est reporté.", "succes")
    return suite(_suivi(rappel.parcours.beneficiaire_id))
