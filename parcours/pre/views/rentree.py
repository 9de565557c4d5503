"""The new school year."""

from __future__ import annotations

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.pre.forms.rentree import RentreeForm
from parcours.pre.queries.rentree import Rentree, classes_offertes, ecoles_offertes, preparer
from parcours.pre.rules import annee_de_rentree, annee_scolaire
from parcours.pre.services.rentree import basculer
from parcours.pre.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, suite


@bp.get("/rentree")
@exige(Droit.PRE_LIRE)
def rentree() -> ResponseReturnValue:
    fichier = preparer(acteur(), annee_de_rentree(aujourd_hui()))
    form = RentreeForm(data={"surs": [_ligne(x) for x in fichier.surs], "douteux": [_ligne(x) for x in fichier.douteux]})
    return _page(form, fichier)


@bp.post("/rentree")
@exige(Droit.PRE_ECRIRE)
def passer() -> ResponseReturnValue:
    form = RentreeForm()
    form.offrir(classes_offertes(), ecoles_offertes())
    annee = annee_de_rentree(aujourd_hui())
    if not form.validate_on_submit():
        return _page(form, preparer(acteur(), annee))
    bilan = basculer(form.saisie(), annee, par=acteur())
    if bilan.changes:
        flash(
            f"{', '.join(bilan.changes)}\u00a0: la fiche a changé pendant que vous prépariez la rentrée. Vérifiez-la ci-dessous.",
            "attention",
        )
    if bilan.faits:
        flash(f"La rentrée {annee_scolaire(annee)} est faite pour {pluriel(bilan.faits, 'enfant')}.", "succes")
    elif not bilan.changes:
        flash("Aucun enfant n’était coché\u00a0: rien n’a changé.", "info")
    return suite(url_for(".rentree"))


def _ligne(ligne) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return {
        "enfant": str(ligne.personne.id),
        "version": str(ligne.personne.version),
        "classe": ligne.passage.classe or "",
        "ecole": str(ligne.etablissement_id or ""),
        "faire": True,
    }


def _page(form: RentreeForm, fichier: Rentree) -> ResponseReturnValue:
    form.offrir(classes_offertes(), ecoles_offertes())
    par_enfant = {str(ligne.personne.id): ligne for ligne in (*fichier.surs, *fichier.douteux)}
    return rendre("pre/rentree.html", form=form, rentree=fichier, annee=annee_scolaire(fichier.annee), par_enfant=par_enfant)
