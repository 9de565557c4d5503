"""Referrals: write, send, follow up, receive, answer."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.nomenclatures.queries import choix
from parcours.orientations import queries, services
from parcours.orientations.forms import (
    AcceptationForm,
    FiltreForm,
    MotifForm,
    OrientationForm,
    PrecisionForm,
    RechercheForm,
    RefusForm,
)
from parcours.orientations.queries import Filtre
from parcours.orientations.rules import AVEC_PAGE, GESTES, Cote, EtatOrientation, Transition, possibles, transition
from parcours.socle import dossier, fil
from parcours.socle.conflits import Difference, a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.navigation import Entree
from parcours.socle.web import acteur, rendre, suite, un_ou_404

bp = Blueprint("orientations", __name__, url_prefix="/orientations")
NAVIGATION = (Entree("Orientations", "orientations.liste", "send", Droit.ORIENTATION_LIRE, 50, "/orientations"),)
fil.contribuer("orientation", "Orientations", Droit.ORIENTATION_ECRIRE, queries.evenements_du_fil)


def _adresse(orientation_id: uuid.UUID) -> str:
    """Absolute address of a referral, for an e-mail."""
    racine: str = current_app.extensions["configuration"].url_publique
    return racine.rstrip("/") + url_for(".detail", orientation_id=orientation_id)


def _reserver_a(droit: Droit) -> None:
    """The page of a form opens only to those who may send it."""
    if not acteur().peut(droit):
        abort(403)


@bp.get("/")
@exige(Droit.ORIENTATION_LIRE)
def liste() -> ResponseReturnValue:
    cotes = queries.cotes(acteur())
    demande = Cote.EMETTEUR if request.args.get("vue") == "envoyees" else Cote.RECEVEUR
    cote = demande if demande in cotes else cotes[0]
    form = FiltreForm(request.args)
    filtre = Filtre(cote, form.l_etat(), form.le_delai(), request.args.get("page", 1, type=int))
    vue = "envoyees" if cote is Cote.EMETTEUR else "recues"

    def adresse(page: int) -> str:
        return url_for(".liste", vue=vue, etat=form.etat.data or None, delai=form.delai.data or None, page=page)

    return rendre(
        "orientations/liste.html",
        bloc="resultats",
        resultat=queries.chercher(acteur(), filtre),
        filtre=filtre,
        filtres=form,
        vue=vue,
        cotes=cotes,
        adresse=adresse,
        par_page=queries.PAR_PAGE,
    )


def _geste_de_fiche(lecture: dossier.Lecture) -> list[dossier.Geste]:
    return [dossier.Geste("Orienter", "orientations.depuis_la_fiche", {"beneficiaire_id": lecture.beneficiaire_id}, "send")]


dossier.ajouter_un_geste(dossier.GesteDeFiche(30, Droit.ORIENTATION_ECRIRE, _geste_de_fiche))


@bp.get("/depuis-la-fiche/<uuid:beneficiaire_id>")
@exige(Droit.ORIENTATION_LIRE)
def depuis_la_fiche(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a(Droit.ORIENTATION_ECRIRE)
    personne = un_ou_404(beneficiaires_visibles(acteur().au_titre_de(Droit.ORIENTATION_ECRIRE)), beneficiaire_id)
    parcours = queries.parcours_courant(acteur(), personne.id)
    if parcours is None:
        flash("Ouvrez d’abord un parcours : c’est de lui que part l’orientation.", "info")
        return suite(url_for("beneficiaires.fiche", beneficiaire_id=personne.id))
    return suite(url_for(".choisir", parcours_id=parcours.id))


@bp.get("/nouvelle/<uuid:parcours_id>")
@exige(Droit.ORIENTATION_LIRE)
def choisir(parcours_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a(Droit.ORIENTATION_ECRIRE)
    parcours = un_ou_404(queries.a_orienter(acteur()), parcours_id)
    recherche = RechercheForm(request.args)
    return rendre(
        "orientations/choisir.html",
        bloc="resultats",
        parcours=parcours,
        personne=parcours.beneficiaire,
        filtres=recherche,
        structures=queries.structures_orientables(recherche.q.data or ""),
        couvertes=queries.structures_couvertes(parcours.beneficiaire_id),
    )


@bp.get("/nouvelle/<uuid:parcours_id>/<uuid:structure_id>")
@exige(Droit.ORIENTATION_LIRE)
def nouvelle(parcours_id: uuid.UUID, structure_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a(Droit.ORIENTATION_ECRIRE)
    form = OrientationForm(pour=request.args.get("pour"))
    return _page_d_ecriture(parcours_id, structure_id, form)


@bp.post("/nouvelle/<uuid:parcours_id>/<uuid:structure_id>")
@exige(Droit.ORIENTATION_ECRIRE)
def creer(parcours_id: uuid.UUID, structure_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_ou_404(queries.a_orienter(acteur()), parcours_id)
    structure = un_ou_404(queries.structures_ouvertes(), structure_id, trace=False)
    form = OrientationForm()
    _proposer(form, parcours)
    if form.accord.data and form.rien_d_ecrit():
        return suite(_adresse_de_l_accord(parcours, url_for(".nouvelle", parcours_id=parcours_id, structure_id=structure_id)))
    if not form.validate_on_submit():
        return _page_d_ecriture(parcours_id, structure_id, form)
    orientation = services.preparer(parcours, structure, form.saisie(), par=acteur())
    return _suite_de_l_ecriture(form, orientation, parcours)


def _suite_de_l_ecriture(form: OrientationForm, orientation: Any, parcours: Any) -> ResponseReturnValue:
    """Where the button pressed leads, once what was typed is kept as a draft."""
    if form.accord.data:
        flash("Le brouillon est gardé. Confirmez l’accord, et vous reviendrez à l’orientation.", "info")
        return suite(_adresse_de_l_accord(parcours, url_for(".detail", orientation_id=orientation.id)))
    return _envoyer_ou_garder(orientation, parcours, garder=form.garder.data)


def _adresse_de_l_accord(parcours: Any, retour: str) -> str:
    """The page of the agreement to complete, or of a new one, which leads back to `retour`."""
    if accord_id := queries.accord_a_completer(acteur(), parcours.beneficiaire_id):
        return url_for("beneficiaires.accord", accord_id=accord_id, retour=retour)
    return url_for("beneficiaires.nouvel_accord", beneficiaire_id=parcours.beneficiaire_id, retour=retour)


def _proposer(form: OrientationForm, parcours: Any) -> None:
    personne = parcours.beneficiaire
    joignables = [c for c in personne.contacts if c.contact_autorise]
    form.proposer(personne.nom_affiche, [(str(c.id), f"{c.nom_affiche} ({c.lien.libelle.lower()})") for c in joignables])


def _page_d_ecriture(
    parcours_id: uuid.UUID,
    structure_id: uuid.UUID,
    form: OrientationForm,
    orientation: Any = None,
    differences: list[Difference] | None = None,
) -> Response:
    parcours = un_ou_404(queries.a_orienter(acteur()), parcours_id)
    structure = un_ou_404(queries.structures_ouvertes(), structure_id, trace=False)
    _proposer(form, parcours)
    return rendre(
        "orientations/formulaire.html",
        form=form,
        parcours=parcours,
        personne=parcours.beneficiaire,
        structure=structure,
        orientation=orientation,
        differences=differences or [],
        couverture=queries.couverture(acteur(), parcours.beneficiaire_id, structure_id=structure.id),
    )


def _envoyer_ou_garder(orientation: Any, parcours: Any, *, garder: bool) -> ResponseReturnValue:
    """Send, or keep the draft: nothing typed is lost when the agreement is missing."""
    if garder:
        flash("Le brouillon est gardé : rien n’est parti.", "info")
    else:
        try:
            services.envoyer(orientation, parcours, _adresse(orientation.id), par=acteur())
            flash("L’orientation est envoyée.", "succes")
        except services.AccordManquant as refus:
            flash(str(refus), "erreur")
    return suite(url_for(".detail", orientation_id=orientation.id))


@bp.get("/<uuid:orientation_id>/modifier")
@exige(Droit.ORIENTATION_LIRE)
def formulaire(orientation_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a(Droit.ORIENTATION_ECRIRE)
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    form = OrientationForm()
    form.remplir(orientation)
    return _page_d_ecriture(orientation.parcours_id, orientation.structure_id, form, orientation)


@bp.post("/<uuid:orientation_id>/modifier")
@exige(Droit.ORIENTATION_ECRIRE)
def corriger(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    parcours = un_ou_404(queries.a_orienter(acteur()), orientation.parcours_id)
    form = OrientationForm()
    _proposer(form, parcours)
    if (differences := a_reprendre(form, orientation)) is not None:
        return _page_d_ecriture(parcours.id, orientation.structure_id, form, orientation, differences)
    services.corriger(orientation, parcours, form.saisie(), par=acteur())
    return _suite_de_l_ecriture(form, orientation, parcours)


@bp.get("/<uuid:orientation_id>")
@exige(Droit.ORIENTATION_LIRE)
def detail(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    cotes = queries.cotes_de(acteur(), orientation)
    parcours = queries.dossier_de(acteur(), orientation) if Cote.EMETTEUR in cotes else None
    brouillon = orientation.etat is EtatOrientation.BROUILLON
    return rendre(
        "orientations/detail.html",
        orientation=orientation,
        etapes=queries.etapes(orientation),
        refus=queries.refus_en_mots(orientation.motif_refus),
        gestes=_gestes(orientation, cotes),
        parcours=parcours,
        brouillon=brouillon,
        couverture=queries.couverture(acteur(), parcours.beneficiaire_id, structure_id=orientation.structure_id)
        if parcours and brouillon
        else None,
        accord_id=queries.accord_a_completer(acteur(), parcours.beneficiaire_id) if parcours and brouillon else None,
        cote=cotes[0] if cotes else Cote.RECEVEUR,
    )


def _gestes(orientation: Any, cotes: list[Cote]) -> list[dict[str, Any]]:
    """Buttons of the page, the expected one first, then those that open a page, then single presses."""
    gestes = [_geste(orientation, pas) for cote in cotes for pas in possibles(orientation.etat, cote)]
    return sorted(gestes, key=lambda g: (not g["principal"], not g["page"]))


def _geste(orientation: Any, etape: Transition) -> dict[str, Any]:
    """A button of the page: words, address, and whether it opens a page before it changes anything."""
    page = etape.vers in AVEC_PAGE and etape.de is not EtatOrientation.BROUILLON
    ecrire = ".repondre" if etape.cote is Cote.RECEVEUR else ".suivre"
    return {
        "libelle": GESTES[etape.vers, etape.cote],
        "url": url_for(".etape" if page else ecrire, orientation_id=orientation.id, vers=etape.vers.value),
        "page": page,
        "principal": etape.vers in {EtatOrientation.ACCEPTEE, EtatOrientation.ENVOYEE, EtatOrientation.DEMARREE},
    }


def _etat(code: str) -> EtatOrientation:
    if code not in set(EtatOrientation):
        abort(404)
    return EtatOrientation(code)


def _formulaire_de(etape: Transition) -> MotifForm:
    """The form that goes with a step."""
    if etape.vers is EtatOrientation.ACCEPTEE:
        return AcceptationForm()
    if etape.vers is EtatOrientation.REFUSEE:
        form = RefusForm()
        form.proposer(choix("motif_refus_orientation"))
        return form
    return MotifForm() if etape.motif_demande else PrecisionForm()


def _page_de_l_etape(orientation: Any, etape: Transition, form: MotifForm) -> ResponseReturnValue:
    return rendre(
        "orientations/etape.html",
        orientation=orientation,
        etape=etape,
        form=form,
        titre=GESTES[etape.vers, etape.cote],
        receveur=etape.cote is Cote.RECEVEUR,
    )


@bp.get("/<uuid:orientation_id>/etape/<vers>")
@exige(Droit.ORIENTATION_LIRE)
def etape(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    for cote in queries.cotes_de(acteur(), orientation):
        if (pas := transition(orientation.etat, _etat(vers), cote)) is not None:
            return _page_de_l_etape(orientation, pas, _formulaire_de(pas))
    flash("Cette étape n’est plus possible : l’orientation a changé depuis.", "info")
    return suite(url_for(".detail", orientation_id=orientation.id))


@bp.post("/<uuid:orientation_id>/reponse/<vers>")
@exige(Droit.ORIENTATION_REPONSE_ECRIRE)
def repondre(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    return _passer(un_ou_404(queries.a_repondre(acteur()), orientation_id), _etat(vers), Cote.RECEVEUR)


@bp.post("/<uuid:orientation_id>/suivi/<vers>")
@exige(Droit.ORIENTATION_ECRIRE)
def suivre(orientation_id: uuid.UUID, vers: str) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    if _etat(vers) is EtatOrientation.ENVOYEE and orientation.etat is EtatOrientation.BROUILLON:
        parcours = un_ou_404(queries.a_orienter(acteur()), orientation.parcours_id)
        return _envoyer_ou_garder(orientation, parcours, garder=False)
    return _passer(orientation, _etat(vers), Cote.EMETTEUR)


def _passer(orientation: Any, vers: EtatOrientation, cote: Cote) -> ResponseReturnValue:
    """One step: a press alone, or the form of its page."""
    pas = transition(orientation.etat, vers, cote)
    saisie = services.RIEN
    if pas is not None and vers in AVEC_PAGE and pas.de is not EtatOrientation.BROUILLON:
        form = _formulaire_de(pas)
        if not form.validate_on_submit():
            return _page_de_l_etape(orientation, pas, form)
        saisie = form.saisie()
    services.passer(orientation, vers, cote, par=acteur(), saisie=saisie, adresse=_adresse(orientation.id))
    flash(f"L’orientation est maintenant « {vers.libelle} ».", "succes")
    return suite(url_for(".detail", orientation_id=orientation.id))


@bp.get("/du-beneficiaire/<uuid:beneficiaire_id>")
@exige(Droit.ORIENTATION_LIRE)
def du_beneficiaire(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = un_ou_404(beneficiaires_visibles(acteur().au_titre_de(Droit.ORIENTATION_ECRIRE)), beneficiaire_id)
    return rendre(
        "orientations/du_beneficiaire.html",
        bloc="orientations",
        personne=personne,
        lignes=queries.du_beneficiaire(acteur(), beneficiaire_id),
        parcours=queries.parcours_courant(acteur(), beneficiaire_id),
    )
