"""Spreadsheets brought in: upload, preview, columns, decisions, apply, undo."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from flask import Blueprint, Response, flash, request, url_for

from parcours.imports import queries, services
from parcours.imports.forms import (
    ChoixForm,
    CorrectionForm,
    DecisionForm,
    TeleversementForm,
    VersionForm,
    formulaire_des_colonnes,
    lisible,
    saisie_des_colonnes,
)
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ConflitDeVersion, ErreurDuDomaine
from parcours.socle.navigation import Entree
from parcours.socle.rendu import veut_un_fragment
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, suite, un_ou_404

bp = Blueprint("imports", __name__, url_prefix="/imports")

NAVIGATION = (Entree("Imports", "imports.liste", "file-earmark-arrow-up", Droit.IMPORT_LIRE, 70, "/imports"),)


def _page() -> int:
    return max(1, min(request.args.get("page", 1, type=int) or 1, 10_000))


def _numero() -> str:
    return str(uuid.uuid4())


def _televersement() -> TeleversementForm:
    return TeleversementForm(queries.dispositifs_importables(acteur()))


def _accueil(form: TeleversementForm) -> Response:
    page = _page()
    lots, total = queries.liste(acteur(), page)
    return rendre(
        "imports/liste.html", form=form, lots=lots, total=total, page=page, pages=-(-total // queries.LOTS_PAR_PAGE) or 1
    )


@bp.get("")
@exige(Droit.IMPORT_LIRE)
def liste() -> Response:
    return _accueil(_televersement())


@bp.post("")
@exige(Droit.IMPORT_ECRIRE)
def deposer() -> Response:
    form = _televersement()
    if form.validate_on_submit():
        saisie = form.saisie()
        try:
            lot = services.deposer(saisie.contenu, saisie.nom, saisie.dispositif, par=acteur())
        except services.ImportRefuse as refus:
            form.fichier.errors = [str(refus)]
        else:
            return suite(url_for(".apercu", lot_id=lot.id))
    return _accueil(form)


def _lot(lot_id: uuid.UUID) -> Any:
    return un_ou_404(queries.un_lot(acteur()), lot_id)


def _apercu(lot: Any, groupe: str, erreur: dict[str, Any] | None = None, form: Any = None) -> Response:
    onglets = queries.onglets(acteur(), lot)
    codes = [o.code for o in onglets]
    if groupe not in codes:
        groupe = codes[0] if codes else ""
    courant = next((o for o in onglets if o.code == groupe), None)
    pages = max(1, -(-(courant.nombre if courant else 0) // queries.PAR_PAGE))
    page = min(_page(), pages)
    return rendre(
        "imports/apercu.html",
        bloc="lignes",
        lot=lot,
        onglets=onglets,
        courant=courant,
        groupe=groupe,
        page=page,
        pages=pages,
        lignes=queries.lignes(acteur(), lot, groupe, page) if courant else [],
        deja=queries.deja_importe(acteur(), lot) if lot.etat == "apercu" else None,
        gardes=queries.gardes(acteur(), lot) if lot.etat == "annule" else [],
        erreur=erreur,
        numero=_numero,
        libelle_du_champ=queries.libelle_du_champ,
        **({"form": form} if form is not None else {}),
    )


@bp.get("/<uuid:lot_id>")
@exige(Droit.IMPORT_LIRE)
def apercu(lot_id: uuid.UUID) -> Response:
    return _apercu(_lot(lot_id), request.args.get("groupe", ""))


@bp.get("/<uuid:lot_id>/colonnes")
@exige(Droit.IMPORT_LIRE)
def colonnes(lot_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    choix = services.colonnes(lot)
    form = formulaire_des_colonnes(choix, queries.champs_possibles(lot.dispositif))
    form.version.data = lot.version
    return rendre("imports/colonnes.html", lot=lot, choix=choix, form=form, lisible=lisible)


@bp.post("/<uuid:lot_id>/colonnes")
@exige(Droit.IMPORT_ECRIRE)
def changer_les_colonnes(lot_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    choix = services.colonnes(lot)
    form = formulaire_des_colonnes(choix, queries.champs_possibles(lot.dispositif))
    if form.validate_on_submit():
        feuilles, champs = saisie_des_colonnes(form, choix)
        try:
            services.changer_les_colonnes(lot, form.version.data, feuilles, champs, par=acteur())
        except ConflitDeVersion:
            raise
        except ErreurDuDomaine as refus:
            form.form_errors = [str(refus)]
        else:
            flash("Les colonnes sont enregistrées. Elles seront reconnues au prochain fichier.", "succes")
            return suite(url_for(".apercu", lot_id=lot.id))
    return rendre("imports/colonnes.html", lot=lot, choix=choix, form=form, lisible=lisible)


@bp.get("/<uuid:lot_id>/lignes/<uuid:ligne_id>")
@exige(Droit.IMPORT_LIRE)
def ligne(lot_id: uuid.UUID, ligne_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    return _ligne(lot, un_ou_404(queries.ligne_du_lot(acteur(), lot), ligne_id))


def _ligne(lot: Any, brute: Any, erreur: dict[str, Any] | None = None, form: Any = None) -> Response:
    return rendre(
        "imports/ligne.html",
        lot=lot,
        ligne=queries.afficher(brute),
        erreur=erreur,
        numero=_numero,
        champs=queries.champs_possibles(lot.dispositif),
        groupe="",
        page=1,
        libelle_du_champ=queries.libelle_du_champ,
        **({"form": form} if form is not None else {}),
    )


def _repondre(lot: Any, brute: Any, changees: list[Any], message: str) -> Response:
    """The line and the figures for htmx; the page it came from for a browser."""
    groupe, page = request.args.get("groupe", ""), _page()
    if veut_un_fragment():
        return rendre(
            "imports/reponse.html",
            lot=lot,
            ligne=queries.afficher(brute),
            autres=[queries.afficher(li) for li in changees if li.id != brute.id][:20],
            onglets=queries.onglets(acteur(), lot),
            groupe=groupe,
            page=page,
            message=message,
            erreur=None,
            numero=_numero,
            libelle_du_champ=queries.libelle_du_champ,
        )
    flash(message, "succes")
    if not groupe:
        return suite(url_for(".ligne", lot_id=lot.id, ligne_id=brute.id))
    return suite(url_for(".apercu", lot_id=lot.id, groupe=groupe, page=page))


def _dire(brute: Any) -> str:
    affichee = queries.afficher(brute)
    return f"Ligne {affichee.numero}, {affichee.contenu.libelle}\u00a0: {affichee.sort.libelle.lower()}."


@bp.post("/<uuid:lot_id>/lignes/<uuid:ligne_id>/corriger")
@exige(Droit.IMPORT_ECRIRE)
def corriger(lot_id: uuid.UUID, ligne_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    brute = un_ou_404(queries.ligne_du_lot(acteur(), lot), ligne_id)
    form = CorrectionForm()
    if form.validate_on_submit():
        saisie = form.saisie()
        try:
            changees = services.corriger(lot, brute, saisie.version, saisie.champ, saisie.valeur, par=acteur())
        except ConflitDeVersion:
            raise
        except ErreurDuDomaine as refus:
            form.valeur.errors = [str(refus)]
        else:
            return _repondre(lot, brute, changees, _dire(brute))
    if form.champ.errors or form.version.errors:
        form.form_errors = ["Cette correction est incomplète. Rechargez la page, puis recommencez."]
    erreur = {"ligne": brute.id, "champ": form.champ.data, "valeur": form.valeur.data, "texte": " ".join(form.valeur.errors)}
    form.valeur.id = f"valeur-{brute.id}-{form.champ.data}"
    if veut_un_fragment():
        return rendre(
            "imports/reponse.html", lot=lot, ligne=queries.afficher(brute), autres=[], onglets=None, message="", erreur=erreur,
            groupe=request.args.get("groupe", ""), page=_page(), numero=_numero, form=form, libelle_du_champ=queries.libelle_du_champ,
        )  # fmt: skip
    if request.args.get("groupe"):
        return _apercu(lot, request.args["groupe"], erreur, form)
    return _ligne(lot, brute, erreur, form)


@bp.post("/<uuid:lot_id>/lignes/<uuid:ligne_id>/decider")
@exige(Droit.IMPORT_ECRIRE)
def decider(lot_id: uuid.UUID, ligne_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    brute = un_ou_404(queries.ligne_du_lot(acteur(), lot), ligne_id)
    form = DecisionForm()
    if not form.validate_on_submit():
        _refus()
    if form.action.data == "oublier":
        changees = services.annuler_le_choix(lot, brute, form.version.data, par=acteur())
    else:
        changees = services.decider(lot, brute, form.version.data, form.action.data, par=acteur())
    return _repondre(lot, brute, changees, _dire(brute))


@bp.post("/<uuid:lot_id>/lignes/<uuid:ligne_id>/choisir")
@exige(Droit.IMPORT_ECRIRE)
def choisir(lot_id: uuid.UUID, ligne_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    brute = un_ou_404(queries.ligne_du_lot(acteur(), lot), ligne_id)
    form = ChoixForm()
    if not form.validate_on_submit():
        _refus()
    changees = services.choisir(lot, brute, form.version.data, form.cle.data, form.accepte, par=acteur())
    return _repondre(lot, brute, changees, "Votre choix est enregistré.")


def _refus() -> NoReturn:
    raise ErreurDuDomaine("Cette demande est incomplète. Rechargez la page de l’import, puis recommencez.")


@bp.post("/<uuid:lot_id>/appliquer")
@exige(Droit.IMPORT_ECRIRE)
def appliquer(lot_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    form = VersionForm()
    if not form.validate_on_submit():
        _refus()
    if services.appliquer(lot, form.version.data, par=acteur()):
        nombre = lot.bilan["applique"]["personnes"]
        flash(f"L’import est appliqué\u00a0: {pluriel(nombre, 'fiche créée', 'fiches créées')}.", "succes")
    else:
        flash("Cet import était déjà appliqué\u00a0: rien n’a été fait deux fois.", "info")
    return suite(url_for(".apercu", lot_id=lot.id))


@bp.get("/<uuid:lot_id>/annuler")
@exige(Droit.IMPORT_LIRE)
def confirmer_l_annulation(lot_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    partent, gardes = services.prevoir(lot, par=acteur()) if lot.etat == "applique" else (0, [])
    form = VersionForm()
    form.version.data = lot.version
    return rendre(
        "imports/annuler.html",
        lot=lot,
        partent=partent,
        gardes=queries.noms(acteur(), lot, gardes),
        nombre=len(gardes),
        form=form,
    )


@bp.post("/<uuid:lot_id>/annuler")
@exige(Droit.IMPORT_ECRIRE)
def annuler(lot_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    form = VersionForm()
    if not form.validate_on_submit():
        _refus()
    if lot.etat == "annule":
        return suite(url_for(".apercu", lot_id=lot.id))
    figures = services.annuler(lot, par=acteur())
    flash(
        f"L’import est annulé\u00a0: {pluriel(figures['personnes_supprimees'], 'fiche retirée', 'fiches retirées')}, "
        f"{pluriel(figures['gardees'], 'gardée')}.",
        "succes",
    )
    return suite(url_for(".apercu", lot_id=lot.id))


@bp.post("/<uuid:lot_id>/abandonner")
@exige(Droit.IMPORT_ECRIRE)
def abandonner(lot_id: uuid.UUID) -> Response:
    lot = _lot(lot_id)
    form = VersionForm()
    if not form.validate_on_submit():
        _refus()
    services.abandonner(lot, par=acteur())
    flash("L’aperçu est abandonné\u00a0: rien n’a été importé, le fichier est effacé.", "succes")
    return suite(url_for(".liste"))
