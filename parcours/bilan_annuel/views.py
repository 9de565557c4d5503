"""The yearly report: figures, lists behind them, means, photographs, files."""

from __future__ import annotations

import uuid
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.bilan_annuel import documents, services
from parcours.bilan_annuel.forms import MoyensForm
from parcours.bilan_annuel.queries import bilan as lectures
from parcours.bilan_annuel.rules.moyens import GenreDeMoyen
from parcours.bilan_annuel.rules.periodes import Periode, lire_periode, periodes_offertes
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.navigation import Entree
from parcours.socle.telechargement import maison, telecharger
from parcours.socle.transaction import tracer
from parcours.socle.typographie import horodatage
from parcours.socle.web import acteur, rendre, suite

bp = Blueprint("bilan_annuel", __name__, url_prefix="/bilan-annuel")
NAVIGATION = (Entree("Bilan annuel", "bilan_annuel.page", "clipboard-check", Droit.BILAN_ANNUEL_LIRE, 62, "/bilan-annuel"),)


def _periode() -> Periode:
    return lire_periode(request.args.get("periode", "")[:20], aujourd_hui())


@bp.get("")
@exige(Droit.BILAN_ANNUEL_LIRE)
def page() -> ResponseReturnValue:
    periode = _periode()
    return rendre(
        "bilan_annuel/page.html",
        periode=periode,
        periodes=periodes_offertes(aujourd_hui()),
        bilan=lectures.bilan_annuel(acteur(), periode),
        photos=lectures.photos(acteur(), periode),
        en_mots=documents.en_mots,
    )


@bp.get("/enfants")
@exige(Droit.BILAN_ANNUEL_LIRE)
def enfants() -> ResponseReturnValue:
    periode = _periode()
    ligne = lectures.bilan_annuel(acteur(), periode).ligne(request.args.get("chiffre", "")[:200])
    if ligne is None or not (ligne.parcours or ligne.saisines):
        abort(404)
    tracer("lister", "bilan_annuel", None, ligne.cle[:80])
    return rendre(
        "bilan_annuel/enfants.html",
        periode=periode,
        ligne=ligne,
        enfants=lectures.enfants_derriere(acteur(), ligne) if ligne.parcours else [],
        saisines=lectures.saisines_derriere(acteur(), ligne) if ligne.saisines else [],
        en_mots=documents.en_mots,
    )


@bp.get("/moyens")
@exige(Droit.BILAN_ANNUEL_LIRE)
def moyens() -> ResponseReturnValue:
    periode, listes = _periode(), lectures.lignes_de_moyens()
    return _page_des_moyens(periode, MoyensForm.remplie(listes, lectures.exercice(periode)), listes)


@bp.post("/moyens")
@exige(Droit.BILAN_ANNUEL_ECRIRE)
def enregistrer_moyens() -> ResponseReturnValue:
    periode, listes = _periode(), lectures.lignes_de_moyens()
    form, ligne = MoyensForm(), lectures.exercice(periode)
    if not form.validate_on_submit():
        return _page_des_moyens(periode, form, listes)
    if str(form.version.data or "") != str(ligne.version if ligne else ""):
        form.version.data = str(ligne.version if ligne else "")
        reponse = _page_des_moyens(periode, form, listes, deja=ligne)
        reponse.status_code = 409
        return reponse
    services.enregistrer_les_moyens(periode, form.saisie(listes), ligne, par=acteur())
    flash("Les moyens de l’année sont enregistrés.", "succes")
    return suite(url_for(".page", periode=periode.code, _anchor="moyens"))


def _page_des_moyens(periode: Periode, form: MoyensForm, listes: Any, deja: Any = None) -> Response:
    mots = {(genre.value, code): mot for genre, choix in listes.items() for code, mot in choix}
    return rendre(
        "bilan_annuel/moyens.html",
        form=form,
        periode=periode,
        genres=GenreDeMoyen,
        mots=mots,
        deja={(m.genre.value, m.code): m.centiemes for m in deja.moyens} if deja else {},
    )


@bp.post("/figer")
@exige(Droit.BILAN_ANNUEL_ECRIRE)
def figer() -> ResponseReturnValue:
    periode = _periode()
    photo = services.figer(lectures.bilan_annuel(acteur(), periode), par=acteur())
    flash("Le bilan est figé : ces chiffres ne bougeront plus, le bilan vivant continue.".replace(" :", "\u00a0:"), "succes")
    return suite(url_for(".photo", photo_id=photo.id))


@bp.get("/figes/<uuid:photo_id>")
@exige(Droit.BILAN_ANNUEL_LIRE)
def photo(photo_id: uuid.UUID) -> ResponseReturnValue:
    ligne, periode, rubriques = _photo(photo_id)
    return rendre("bilan_annuel/photo.html", photo=ligne, periode=periode, rubriques=rubriques, en_mots=documents.en_mots)


@bp.get("/bilan.pdf")
@exige(Droit.BILAN_ANNUEL_LIRE)
def fichier_pdf() -> ResponseReturnValue:
    periode, rubriques, fige = _choisi()
    return telecharger(documents.pdf(periode, rubriques, maison(), fige=fige), f"bilan-annuel-pre-{periode.code}.pdf")


@bp.get("/bilan.xlsx")
@exige(Droit.BILAN_ANNUEL_LIRE)
def fichier_xlsx() -> ResponseReturnValue:
    periode, rubriques, fige = _choisi()
    return telecharger(documents.tableur(periode, rubriques, maison(), fige=fige), f"bilan-annuel-pre-{periode.code}.xlsx")


def _choisi() -> tuple[Periode, Any, str]:
    """The live report of a year, or the frozen one named in the address."""
    tracer("editer", "bilan_annuel", None, "fichier")
    if "fige" not in request.args:
        periode = _periode()
        return periode, lectures.bilan_annuel(acteur(), periode).rubriques, ""
    try:
        ligne, periode, rubriques = _photo(uuid.UUID(request.args["fige"]))
    except ValueError:
        abort(404)
    return periode, rubriques, f"le {horodatage(ligne.prise_le)}"


def _photo(photo_id: uuid.UUID) -> tuple[Any, Periode, list[Any]]:
    ligne = lectures.photo(acteur(), photo_id)
    if ligne is None:
        abort(404)
    try:
        services.verifier_la_photo(ligne)
    except ErreurDuDomaine as refus:
        abort(422, str(refus))
    return ligne, lire_periode(ligne.periode, a_paris(ligne.prise_le).date()), [_objet(r) for r in ligne.rubriques]


def _objet(valeur: Any) -> Any:
    """A frozen dictionary read like a live line."""
    if isinstance(valeur, dict):
        return SimpleNamespace(
            **({"dessine": False, "parcours": (), "saisines": ()} | {k: _objet(v) for k, v in valeur.items()})
        )
    return [_objet(v) for v in valeur] if isinstance(valeur, list) else valeur
