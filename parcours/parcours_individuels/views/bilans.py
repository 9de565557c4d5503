"""Bilans: one screen, and the step it leads to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import queries, services
from parcours.parcours_individuels.access import bilans_visibles
from parcours.parcours_individuels.forms import BilanForm, avec_des_notes, nom_d_objectif, nom_de_note
from parcours.parcours_individuels.rules import Suite
from parcours.parcours_individuels.views import bp
from parcours.parcours_individuels.views._commun import suivi, un_parcours_du_pre
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite, un_ou_404

SUITES = {Suite.RENOUVELER: ".renouvellement", Suite.SUSPENDRE: ".suspension"}
"""Where the page goes on after the bilan."""


@dataclass
class _Ecran:
    """The form of one bilan, with what it is about."""

    form: Any
    parcours: Any
    bilan: Any
    objectifs: list[Any]
    domaines: dict[str, str]
    notees: dict[str, str]
    """Progress and ratings of this bilan as they are saved, by name of field."""
    dernieres: dict[str, int]

    def rendre(self, differences: Any = ()) -> ResponseReturnValue:
        lignes = [(o, self.form[nom_d_objectif(o.id, "etat")], self.form[nom_d_objectif(o.id, "note")]) for o in self.objectifs]
        notes = [(self.form[nom_de_note(code)], self.dernieres.get(code)) for code in self.domaines]
        return rendre(
            "parcours_individuels/bilan.html",
            form=self.form,
            parcours=self.parcours,
            bilan=self.bilan,
            lignes=lignes,
            notes=notes,
            differences=list(differences),
        )


def _ecran(parcours: Any, bilan: Any = None) -> _Ecran:
    objectifs = queries.objectifs_du_bilan(parcours, bilan)
    faites, dernieres = queries.notes_du_bilan(parcours, bilan)
    domaines = queries.domaines_a_evaluer(nomenclatures.choix("domaine_situation"), faites)
    classe = avec_des_notes(BilanForm, domaines.items(), objectifs=[(o.id, o.texte or "Objectif") for o in objectifs])
    if bilan is not None:
        form = classe(obj=bilan)
    else:
        type_, prochain = queries.bilan_propose(parcours)
        form = classe(type=type_.value, prochain_bilan_le=prochain, present_referent=True)
    notees = {nom_de_note(code): str(faites.get(code, "")) for code in domaines}
    for objectif_id, (etat, valeur) in queries.progres_du_bilan(objectifs, bilan).items():
        notees[nom_d_objectif(objectif_id, "etat")] = etat.value
        notees[nom_d_objectif(objectif_id, "note")] = str(valeur or "")
    if not form.is_submitted():
        if bilan is not None:
            form.type.data, form.suite.data = bilan.type.value, bilan.suite.value
        for nom, enregistree in notees.items():
            form[nom].data = enregistree
    return _Ecran(form, parcours, bilan, objectifs, domaines, notees, dernieres)


def _enregistrer(ecran: _Ecran) -> ResponseReturnValue:
    if (differences := a_reprendre(ecran.form, ecran.bilan, ecran.notees)) is not None:
        return ecran.rendre(differences)
    saisie = ecran.form.saisie([o.id for o in ecran.objectifs], ecran.domaines)
    try:
        services.enregistrer_bilan(ecran.parcours, ecran.bilan, saisie, par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(ecran.form.le, refus)
        return ecran.rendre()
    flash("Le bilan est enregistré.", "succes")
    if ecran.bilan is None and saisie.suite in SUITES:
        return suite(url_for(SUITES[saisie.suite], parcours_id=ecran.parcours.id))
    return suite(suivi(ecran.parcours.beneficiaire_id))


@bp.get("/<uuid:parcours_id>/bilans/nouveau")
@exige(Droit.BILAN_LIRE)
def nouveau_bilan(parcours_id: uuid.UUID) -> ResponseReturnValue:
    return _ecran(un_parcours_du_pre(parcours_id)).rendre()


@bp.post("/<uuid:parcours_id>/bilans/nouveau")
@exige(Droit.BILAN_ECRIRE)
def ajouter_bilan(parcours_id: uuid.UUID) -> ResponseReturnValue:
    return _enregistrer(_ecran(un_parcours_du_pre(parcours_id)))


def _le_bilan(bilan_id: uuid.UUID) -> _Ecran:
    bilan = un_ou_404(bilans_visibles(acteur().au_titre_de(Droit.BILAN_LIRE)), bilan_id)
    return _ecran(un_parcours_du_pre(bilan.parcours_id), bilan)


@bp.get("/bilans/<uuid:bilan_id>")
@exige(Droit.BILAN_LIRE)
def bilan(bilan_id: uuid.UUID) -> ResponseReturnValue:
    return _le_bilan(bilan_id).rendre()


@bp.post("/bilans/<uuid:bilan_id>")
@exige(Droit.BILAN_ECRIRE)
def corriger_bilan(bilan_id: uuid.UUID) -> ResponseReturnValue:
    return _enregistrer(_le_bilan(bilan_id))
