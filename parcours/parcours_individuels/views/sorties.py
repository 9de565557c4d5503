"""The exit of a PRE pathway, and the news taken afterwards."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from parcours.annuaire import queries as annuaire
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels import queries, services
from parcours.parcours_individuels.forms import SortieForm, VeilleForm, avec_des_notes, nom_de_note, nom_de_situation
from parcours.parcours_individuels.rules import RETRAIT
from parcours.parcours_individuels.views import bp
from parcours.parcours_individuels.views._commun import liste, suivi, un_parcours_du_pre
from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.web import acteur, rendre, suite


def _formulaire_de_sortie(parcours: Any) -> tuple[Any, Any, dict[str, str]]:
    """The form, the exit already recorded, the domains."""
    sortie = queries.sortie_du(parcours)
    proposees = queries.situations_proposees(parcours)
    domaines = queries.domaines_a_evaluer(nomenclatures.choix("domaine_situation"), proposees)
    form = avec_des_notes(SortieForm, domaines.items(), situations=True)(
        obj=sortie, **({} if sortie is not None else {"veille_le": queries.veille_proposee()})
    )
    form.motif_sortie.choices = liste("motif_sortie", "Choisir", parcours.motif_sortie)
    form.relais_structure_id.choices = [
        SelectChoice(value="", label="Aucune en particulier"),
        *(SelectChoice(value=str(s.id), label=s.libelle) for s in annuaire.choix()),
    ]
    if not form.is_submitted():
        _preremplir(form, parcours, sortie, proposees)
    return form, sortie, domaines


def _preremplir(form: Any, parcours: Any, sortie: Any, proposees: dict[str, Any]) -> None:
    retrait = request.args.get("retrait") is not None
    form.motif_sortie.data = parcours.motif_sortie or (RETRAIT if retrait else "")
    form.sortie_le.data = parcours.sortie_le or form.sortie_le.data
    if retrait:
        form.veille_le.data = None
    for code, (note, situation) in proposees.items():
        form[nom_de_note(code)].data = str(note or "")
        form[nom_de_situation(code)].data = situation.value if situation else ""
    if sortie is not None:
        form.relais.data = sortie.relais.value if sortie.relais else None
        form.satisfaction.data = sortie.satisfaction.value if sortie.satisfaction else ""
        form.relais_structure_id.data = str(sortie.relais_structure_id or "")


def _ecrites(parcours: Any, domaines: dict[str, str]) -> dict[str, Any]:
    """What the exit already says beside its own row, by name of field."""
    situations = queries.situations_proposees(parcours)
    ecrites: dict[str, Any] = {"motif_sortie": parcours.motif_sortie, "sortie_le": parcours.sortie_le}
    for code in domaines:
        note, situation = situations.get(code, (None, None))
        ecrites |= {nom_de_note(code): str(note or ""), nom_de_situation(code): situation.value if situation else ""}
    return ecrites


def _page(parcours: Any, form: Any, domaines: dict[str, str], differences: Any = ()) -> ResponseReturnValue:
    lignes = [(mots, form[nom_de_note(code)], form[nom_de_situation(code)]) for code, mots in domaines.items()]
    return rendre(
        "parcours_individuels/sortie.html", form=form, parcours=parcours, lignes=lignes, differences=list(differences)
    )


@bp.get("/<uuid:parcours_id>/sortie")
@exige(Droit.BILAN_LIRE)
def sortie(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    form, _, domaines = _formulaire_de_sortie(parcours)
    return _page(parcours, form, domaines)


@bp.post("/<uuid:parcours_id>/sortie")
@exige(Droit.BILAN_ECRIRE)
def sortir(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    form, sortie, domaines = _formulaire_de_sortie(parcours)
    if (differences := a_reprendre(form, sortie, _ecrites(parcours, domaines))) is not None:
        return _page(parcours, form, domaines, differences)
    try:
        services.sortir(parcours, form.saisie(domaines), par=acteur())
    except ErreurDuDomaine as refus:
        refuser_dans(form.sortie_le, refus)
        return _page(parcours, form, domaines)
    flash("La sortie est enregistrée.", "succes")
    return suite(suivi(parcours.beneficiaire_id))


@bp.get("/<uuid:parcours_id>/veille")
@exige(Droit.BILAN_LIRE)
def veille(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    return rendre("parcours_individuels/veille.html", form=VeilleForm(), parcours=parcours)


@bp.post("/<uuid:parcours_id>/veille")
@exige(Droit.BILAN_ECRIRE)
def prendre_des_nouvelles(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_parcours_du_pre(parcours_id)
    form = VeilleForm()
    if form.validate_on_submit():
        try:
            services.prendre_des_nouvelles(parcours, form.saisie(), par=acteur())
        except ErreurDuDomaine as refus:
            refuser_dans(form.le, refus)
        else:
            flash("Les nouvelles sont notées et le parcours est clos.", "succes")
            return suite(suivi(parcours.beneficiaire_id))
    return rendre("parcours_individuels/veille.html", form=form, parcours=parcours)
