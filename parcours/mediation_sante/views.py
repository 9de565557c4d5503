"""Médiation santé: its own form of an échange, and what it adds to the timeline."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.accompagnements.queries import peut_corriger
from parcours.accompagnements.rules import PAGES_DE_SAISIE, PagesDeSaisie
from parcours.mediation_sante import queries, services
from parcours.mediation_sante.access import parcours_de_mediation
from parcours.mediation_sante.forms import LISTES, AccompagnementForm
from parcours.nomenclatures.queries import choix_de_plusieurs
from parcours.parcours_individuels.queries import courant
from parcours.socle import dossier, fil
from parcours.socle.conflits import a_reprendre
from parcours.socle.dossier import Lecture, Panneau
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.rendu import veut_un_fragment
from parcours.socle.web import acteur, rendre, suite, un_ou_404

bp = Blueprint("mediation_sante", __name__, url_prefix="/mediation-sante")

PAGES_DE_SAISIE[Dispositif.SANTE] = PagesDeSaisie(
    "Ajouter un accompagnement", "mediation_sante.nouvel_accompagnement", "mediation_sante.correction"
)


def _contexte_de_l_ajout(lecture: Lecture) -> dict[str, Any] | None:
    parcours = courant(lecture)
    if parcours is None or parcours.dispositif is not Dispositif.SANTE or parcours.etat.value == "clos":
        return None
    return {"parcours": parcours}


dossier.ajouter_un_panneau(Panneau("ajout", 50, Droit.MEDIATION_ECRIRE, "mediation_sante/_ajout.html", _contexte_de_l_ajout))
fil.completer(Droit.MEDIATION_LIRE, queries.details_du_fil)


def _fiche(beneficiaire_id: uuid.UUID) -> str:
    return url_for("beneficiaires.fiche", beneficiaire_id=beneficiaire_id)


def _formulaire(obj: Any = None) -> AccompagnementForm:
    return AccompagnementForm(obj=obj).proposer(choix_de_plusieurs(*LISTES.values()))


@bp.get("/parcours/<uuid:parcours_id>/accompagnements/nouveau")
@exige(Droit.MEDIATION_LIRE)
def nouvel_accompagnement(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_ou_404(parcours_de_mediation(acteur()), parcours_id)
    # The record asks for the form alone once it is shown: its five lists are not read with the record.
    contexte = {"form": _formulaire(), "parcours": parcours, "fragment": False}
    return rendre("mediation_sante/nouvel_accompagnement.html", "formulaire", **contexte)


@bp.post("/parcours/<uuid:parcours_id>/accompagnements/nouveau")
@exige(Droit.MEDIATION_ECRIRE)
def accompagner(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_ou_404(parcours_de_mediation(acteur()), parcours_id)
    form = _formulaire()
    if not form.validate_on_submit():
        contexte = {"form": form, "parcours": parcours, "fragment": veut_un_fragment()}
        return rendre("mediation_sante/nouvel_accompagnement.html", "formulaire", **contexte)
    echange = services.accompagner(parcours, form.saisie_complete(), par=acteur())
    rappel = " et le rappel sont enregistrés" if form.rappel_le.data else " est enregistré"
    flash(f"L’accompagnement{rappel}.", "succes")
    # A browser already on this page would only move to the anchor: htmx is sent to the address alone, which reloads.
    return suite(_fiche(parcours.beneficiaire_id) + ("" if veut_un_fragment() else f"#e-{echange.id}"))


def _a_corriger(echange_id: uuid.UUID) -> tuple[Any, AccompagnementForm, Any]:
    echange = un_ou_404(queries.echange_de_mediation(acteur()), echange_id)
    if not peut_corriger(acteur(), echange):
        abort(403)
    ecrit = queries.accompagnement_ecrit(echange, queries.acte_de(acteur(), echange.id))
    form = _formulaire(ecrit).pour(enfant=False, actuel=ecrit.interlocuteur)
    if not form.is_submitted():
        form.interlocuteur.data = ecrit.interlocuteur.value
    del form.rappel_le, form.rappel_objet
    return echange, form.ecrit(echange.canal), ecrit


@bp.get("/accompagnements/<uuid:echange_id>/correction")
@exige(Droit.MEDIATION_LIRE)
def correction(echange_id: uuid.UUID) -> ResponseReturnValue:
    echange, form, _ = _a_corriger(echange_id)
    return rendre("mediation_sante/correction.html", form=form, echange=echange, differences=[])


@bp.post("/accompagnements/<uuid:echange_id>/correction")
@exige(Droit.MEDIATION_ECRIRE)
def corriger(echange_id: uuid.UUID) -> ResponseReturnValue:
    echange, form, ecrit = _a_corriger(echange_id)
    if (differences := a_reprendre(form, ecrit)) is not None:
        return rendre("mediation_sante/correction.html", form=form, echange=echange, differences=differences)
    services.corriger(echange, form.saisie_complete(), par=acteur())
    flash("L’accompagnement est corrigé. Ce qu’il disait avant reste lisible.", "succes")
    return suite(f"{_fiche(echange.parcours.beneficiaire_id)}#e-{echange.id}")
