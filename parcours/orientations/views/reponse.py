"""The page of a structure without an account: a signed link, a one-time code, the referral, the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, flash, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from parcours.comptes.connexion import compte_de
from parcours.comptes.services import essais
from parcours.nomenclatures.queries import choix, libelles
from parcours.orientations import queries, services
from parcours.orientations.forms import AcceptationForm, MotifForm, PrecisionForm, RefusForm, RendezVousForm
from parcours.orientations.forms.reponse import CodeForm, GesteForm, numero_de
from parcours.orientations.rules import GESTES, Cote, EtatOrientation, Transition, ouvre_une_page, possibles, transition
from parcours.orientations.services import lien_de_reponse
from parcours.orientations.services import reponse as par_lien
from parcours.orientations.services.reponse import BoiteInconnue, CodeRefuse, Porte
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import expedition
from parcours.socle.droits import public
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import refuser_dans
from parcours.socle.liens import LienInvalide
from parcours.socle.transaction import apres_lecture, garder_malgre_refus, tracer
from parcours.socle.web import rendre, suite

ESSAIS_PAR_HEURE = 60
"""Dead links, codes asked and typed, counted for one address: a whole office behind one connection stays below."""
CODES_PAR_HEURE = 5
"""Codes sent to one mailbox for one link: enough for a slow mailbox, too few to flood it."""
RENOUVELLEMENTS_PAR_HEURE = 3
PREUVE = "boite"
"""Name in the signed cookie of the secret of `BoiteProuvee`."""
RAISON = "a structure without an account, through its signed link and a code sent to its mailbox"

Vue = Callable[..., ResponseReturnValue]


def _cle() -> str:
    return request.args.get("cle", "")


def _visiteur() -> str:
    """Name under which tries are counted: keyed, so that the table does not tell who came."""
    return compte_de(request.remote_addr or "", "lien_d_orientation")


def _trop() -> ResponseReturnValue:
    garder_malgre_refus()
    page = rendre("orientations/reponse/trop.html")
    page.status_code = 429
    return page


def _morte() -> ResponseReturnValue:
    """Unknown, altered, replaced, closed or expired: always the same page; the try is counted."""
    if _cle():
        visiteur = _visiteur()
        if request.method == "GET":
            apres_lecture(lambda: essais.noter_essai(visiteur, reussi=False))
        else:
            essais.noter_essai(visiteur, reussi=False)
        garder_malgre_refus()
    page = rendre("orientations/reponse/morte.html", cle=_cle())
    page.status_code = 404
    return page


def par_la_porte(*, prouvee: bool) -> Callable[[Callable[..., ResponseReturnValue]], Vue]:
    """Give the view the door of the live link; `prouvee` asks for the second proof too, or leads to the code."""

    def poser(vue: Callable[..., ResponseReturnValue]) -> Vue:
        @wraps(vue)
        def garde(**arguments: Any) -> ResponseReturnValue:
            if _cle() and essais.trop_d_essais(_visiteur(), ESSAIS_PAR_HEURE):
                return _trop()
            try:
                porte = par_lien.pousser_la_porte(_cle(), a_ecrire=request.method == "POST")
                if prouvee and not par_lien.est_reconnu(porte, cookie.get(PREUVE)):
                    return suite(url_for(".porte", cle=_cle()))
                return vue(porte, **arguments)
            except LienInvalide:
                return _morte()
            except BoiteInconnue:
                return suite(url_for(".porte", cle=_cle()))

        return garde

    return poser


@bp.get("/reponse")
@public(RAISON)
@par_la_porte(prouvee=False)
def porte(porte: Porte) -> ResponseReturnValue:
    if not par_lien.est_reconnu(porte, cookie.get(PREUVE)):
        return _page_du_code(porte, CodeForm() if porte.code_en_route else None)
    orientation = porte.orientation
    tracer("lire", "orientation", orientation.id, "par lien")
    return rendre(
        "orientations/reponse/fiche.html",
        porte=porte,
        orientation=orientation,
        cle=_cle(),
        besoin=besoin_en_mots(orientation),
        refus="",
        gestes=_gestes(orientation.etat),
        pieces=queries.pieces(orientation) if orientation.etat.laisse_lire_les_pieces else [],
        rendez_vous=queries.rendez_vous_prevu(orientation),
        acceptee=orientation.etat is EtatOrientation.ACCEPTEE,
        numero=GesteForm().numero_envoi.data,
    )


def besoin_en_mots(orientation: Any) -> str:
    """Words of the need, ended values included."""
    return libelles("frein").get(orientation.besoin, orientation.besoin) if orientation.besoin else ""


def _page_du_code(porte: Porte, form: CodeForm | None) -> ResponseReturnValue:
    return rendre("orientations/reponse/porte.html", porte=porte, form=form, cle=_cle())


def _gestes(etat: EtatOrientation) -> list[dict[str, Any]]:
    """Buttons of the page, in the order of the page of a partner with an account."""
    gestes = [
        {
            "libelle": GESTES[pas.vers, Cote.RECEVEUR],
            "url": url_for(".etape_par_lien" if ouvre_une_page(pas) else ".repondre_par_lien", vers=pas.vers.value, cle=_cle()),
            "page": ouvre_une_page(pas),
            "principal": pas.vers in {EtatOrientation.ACCEPTEE, EtatOrientation.DEMARREE},
        }
        for pas in possibles(etat, Cote.RECEVEUR)
    ]
    return sorted(gestes, key=lambda g: (not g["principal"], not g["page"]))


@bp.post("/reponse/code")
@public(RAISON)
@par_la_porte(prouvee=False)
def demander_un_code(porte: Porte) -> ResponseReturnValue:
    if not essais.peut_encore(compte_de(str(porte.acces.id), "code_d_orientation"), CODES_PAR_HEURE):
        return _trop()
    par_lien.envoyer_un_code(porte)
    flash(f"Le code part à {porte.boite}. Il sert pendant quinze minutes.", "succes")
    return suite(url_for(".porte", cle=_cle()))


@bp.post("/reponse/entrer")
@public(RAISON)
@par_la_porte(prouvee=False)
def entrer(porte: Porte) -> ResponseReturnValue:
    form = CodeForm()
    if form.validate_on_submit():
        try:
            cookie[PREUVE] = par_lien.prouver(porte, form.saisie())
            return suite(url_for(".porte", cle=_cle()))
        except CodeRefuse as refus:
            refuser_dans(form.code, refus)
            essais.noter_essai(_visiteur(), reussi=False)
    garder_malgre_refus()
    return _page_du_code(porte, form)


def _etat(code: str) -> EtatOrientation:
    if code not in set(EtatOrientation):
        abort(404)
    return EtatOrientation(code)


def _formulaire_de(pas: Transition) -> MotifForm:
    """The form that goes with a step; another structure is advised in words: the directory is not shown here."""
    if pas.vers is EtatOrientation.ACCEPTEE:
        return AcceptationForm()
    if pas.vers is EtatOrientation.REFUSEE:
        form = RefusForm()
        form.proposer(choix("motif_refus_orientation"))
        return form
    return MotifForm() if pas.exige else PrecisionForm()


def _page_de_l_etape(pas: Transition, form: MotifForm) -> ResponseReturnValue:
    return rendre(
        "orientations/reponse/etape.html",
        form=form,
        vers=pas.vers,
        titre=GESTES[pas.vers, Cote.RECEVEUR],
        cle=_cle(),
    )


@bp.get("/reponse/etape/<vers>")
@public(RAISON)
@par_la_porte(prouvee=True)
def etape_par_lien(porte: Porte, vers: str) -> ResponseReturnValue:
    pas = transition(porte.orientation.etat, _etat(vers), Cote.RECEVEUR)
    if pas is None or not ouvre_une_page(pas):
        return suite(url_for(".porte", cle=_cle()))
    return _page_de_l_etape(pas, _formulaire_de(pas))


@bp.post("/reponse/etape/<vers>")
@public(RAISON)
def repondre_par_lien(vers: str) -> ResponseReturnValue:
    if par_lien.deja_recue(GesteForm().numero()):
        return suite(url_for(".reponse_recue"))
    return _repondre(vers=vers)


@par_la_porte(prouvee=True)
def _repondre(porte: Porte, vers: str) -> ResponseReturnValue:
    etat = _etat(vers)
    pas = transition(porte.orientation.etat, etat, Cote.RECEVEUR)
    form: MotifForm | GesteForm = _formulaire_de(pas) if pas is not None and ouvre_une_page(pas) else GesteForm()
    if pas is not None and isinstance(form, MotifForm) and not form.validate_on_submit():
        return _page_de_l_etape(pas, form)
    saisie = form.saisie() if isinstance(form, MotifForm) else services.RIEN
    try:
        par_lien.repondre(
            porte,
            cookie.get(PREUVE),
            etat,
            saisie,
            numero=numero_de(form),
            expedition=expedition(porte.orientation.id),
        )
    except ErreurDuDomaine as refus:
        if pas is None or not isinstance(form, MotifForm) or isinstance(refus, BoiteInconnue):
            raise
        refuser_dans(form.texte, refus)
        return _page_de_l_etape(pas, form)
    flash("Votre réponse est enregistrée. Qui vous a orienté cette personne est prévenu.", "succes")
    return suite(url_for(".porte", cle=_cle()) if possibles(etat, Cote.RECEVEUR) else url_for(".reponse_recue"))


def _formulaire_du_rendez_vous(porte: Porte) -> RendezVousForm:
    form = RendezVousForm()
    form.proposer(deja=queries.rendez_vous_prevu(porte.orientation) is not None)
    return form


@bp.get("/reponse/rendez-vous")
@public(RAISON)
@par_la_porte(prouvee=True)
def rendez_vous_par_lien(porte: Porte) -> ResponseReturnValue:
    return rendre("orientations/reponse/rendez_vous.html", form=_formulaire_du_rendez_vous(porte), cle=_cle())


@bp.post("/reponse/rendez-vous")
@public(RAISON)
@par_la_porte(prouvee=True)
def noter_le_rendez_vous_par_lien(porte: Porte) -> ResponseReturnValue:
    form = _formulaire_du_rendez_vous(porte)
    if form.validate_on_submit():
        try:
            par_lien.noter_le_rendez_vous(
                porte,
                cookie.get(PREUVE),
                form.l_issue(),
                form.le_rendez_vous(),
                expedition=expedition(porte.orientation.id),
            )
            flash("Le rendez-vous est noté. Qui vous a orienté cette personne est prévenu.", "succes")
            return suite(url_for(".porte", cle=_cle()))
        except BoiteInconnue:
            raise
        except ErreurDuDomaine as refus:
            refuser_dans(form.jour, refus)
    return rendre("orientations/reponse/rendez_vous.html", form=form, cle=_cle())


@bp.post("/reponse/renouveler")
@public("asking for a new link: it only travels to the address on file; the same answer whatever the link")
def renouveler_le_lien() -> ResponseReturnValue:
    cle = _cle()
    if not essais.peut_encore(_visiteur(), ESSAIS_PAR_HEURE):
        return _trop()
    if cle and essais.peut_encore(compte_de(cle, "renouvellement_de_lien"), RENOUVELLEMENTS_PAR_HEURE):
        lien_de_reponse.renouveler(cle, current_app.extensions["configuration"].url_publique)
    return rendre("orientations/reponse/renouvele.html")


@bp.post("/reponse/fermer")
@public("closing the page on this device")
def fermer_la_page() -> ResponseReturnValue:
    par_lien.oublier(cookie.pop(PREUVE, None))
    flash("La page est fermée sur cet appareil.", "succes")
    return suite(url_for(".reponse_recue"))


@bp.get("/reponse/recue")
@public("receipt of a structure: no name")
def reponse_recue() -> ResponseReturnValue:
    return rendre("orientations/reponse/recue.html")
