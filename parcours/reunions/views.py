"""Meetings: list, agenda, one-page sheets, members, decisions."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.reunions import queries, services
from parcours.reunions.access import reunions_visibles
from parcours.reunions.forms import ConvocationForm, DecisionForm, InscriptionForm, RechercheForm, ReunionForm, SituationForm
from parcours.reunions.rules import motif_propose
from parcours.socle import dossier, fil
from parcours.socle.conflits import Difference, a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.navigation import Entree
from parcours.socle.rendu import veut_un_fragment
from parcours.socle.web import acteur, rendre, suite, un_ou_404

bp = Blueprint("reunions", __name__, url_prefix="/reunions")
NAVIGATION = (Entree("Réunions", "reunions.liste", "calendar3", Droit.REUNION_LIRE, 40, "/reunions"),)
fil.contribuer("reunion", "Réunions", Droit.SITUATION_LIRE, queries.evenements_du_fil)


def _reserver_a_l_ecriture() -> None:
    """The page of a form opens only to those who may send it."""
    if not acteur().peut(Droit.REUNION_ECRIRE):
        abort(403)


@bp.get("/")
@exige(Droit.REUNION_LIRE)
def liste() -> ResponseReturnValue:
    passees = request.args.get("vue") == "passees"
    return rendre("reunions/liste.html", lignes=queries.reunions(acteur(), passees=passees), passees=passees)


@bp.get("/nouvelle")
@exige(Droit.REUNION_LIRE)
def nouvelle() -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    return rendre("reunions/formulaire.html", form=ReunionForm(), reunion=None, differences=[])


@bp.post("/nouvelle")
@exige(Droit.REUNION_ECRIRE)
def creer() -> ResponseReturnValue:
    form = ReunionForm()
    if not form.validate_on_submit():
        return rendre("reunions/formulaire.html", form=form, reunion=None, differences=[])
    reunion = services.creer(form.saisie(), par=acteur())
    flash("La réunion est enregistrée. Vous pouvez préparer son ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


@bp.get("/<uuid:reunion_id>")
@exige(Droit.REUNION_LIRE)
def detail(reunion_id: uuid.UUID) -> ResponseReturnValue:
    return _page_de_la_reunion(reunion_id)


def _page_de_la_reunion(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(reunions_visibles(acteur()), reunion_id)
    return rendre(
        "reunions/detail.html",
        bloc="ordre_du_jour",
        reunion=reunion,
        lignes=queries.ordre_du_jour(acteur(), reunion),
        convoques=queries.convoques(reunion),
        passee=reunion.jour < aujourd_hui(),
    )


@bp.get("/<uuid:reunion_id>/modifier")
@exige(Droit.REUNION_LIRE)
def formulaire(reunion_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    reunion = un_ou_404(queries.reunions_a_preparer(acteur()), reunion_id)
    return rendre("reunions/formulaire.html", form=ReunionForm(obj=reunion), reunion=reunion, differences=[])


@bp.post("/<uuid:reunion_id>/modifier")
@exige(Droit.REUNION_ECRIRE)
def modifier(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.reunions_a_preparer(acteur()), reunion_id)
    form = ReunionForm()
    if (differences := a_reprendre(form, reunion)) is not None:
        return rendre("reunions/formulaire.html", form=form, reunion=reunion, differences=differences)
    services.modifier(reunion, form.saisie(), par=acteur())
    flash("La réunion est modifiée.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


@bp.get("/<uuid:reunion_id>/inscrire")
@exige(Droit.REUNION_LIRE)
def chercher(reunion_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    reunion = un_ou_404(queries.reunions_a_preparer(acteur()), reunion_id)
    recherche = RechercheForm(request.args)
    candidats = queries.candidats(acteur(), reunion, recherche.q.data or "")
    return rendre(
        "reunions/chercher.html",
        bloc="resultats",
        reunion=reunion,
        filtres=recherche,
        candidats=candidats,
        au_plus=queries.PROPOSES,
    )


def _geste_de_fiche(lecture: dossier.Lecture) -> list[dossier.Geste]:
    return [dossier.Geste("Inscrire à une réunion", "reunions.depuis_la_fiche", {"beneficiaire_id": lecture.beneficiaire_id})]


dossier.ajouter_un_geste(dossier.GesteDeFiche(40, Droit.REUNION_ECRIRE, _geste_de_fiche))


@bp.get("/depuis-la-fiche/<uuid:beneficiaire_id>")
@exige(Droit.REUNION_LIRE)
def depuis_la_fiche(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    personne = un_ou_404(beneficiaires_visibles(acteur().au_titre_de(Droit.REUNION_ECRIRE)), beneficiaire_id)
    parcours = queries.parcours_courant(acteur(), personne.id)
    if parcours is None:
        flash("Ouvrez d’abord un parcours : c’est lui que la réunion examine.", "info")
        return suite(url_for("beneficiaires.fiche", beneficiaire_id=personne.id))
    return suite(url_for(".inscription", parcours_id=parcours.id))


@bp.get("/inscrire/<uuid:parcours_id>")
@exige(Droit.REUNION_LIRE)
def inscription(parcours_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    form = InscriptionForm(reunion=request.args.get("reunion"), motif=request.args.get("motif"))
    return _page_d_inscription(parcours_id, form)


@bp.post("/inscrire/<uuid:parcours_id>")
@exige(Droit.REUNION_ECRIRE)
def inscrire(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = un_ou_404(queries.parcours_a_inscrire(acteur()), parcours_id)
    form = InscriptionForm()
    form.proposer(queries.choix_de_reunions(acteur(), parcours))
    if not form.validate_on_submit():
        return _page_d_inscription(parcours_id, form)
    reunion = un_ou_404(queries.reunions_a_preparer(acteur()), form.la_reunion())
    try:
        services.inscrire(reunion, parcours, form.le_motif(), form.le_resume(), par=acteur())
    except ErreurDuDomaine as refus:
        form.form_errors.append(str(refus))
        return _page_d_inscription(parcours_id, form)
    flash("La situation est à l’ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=reunion.id))


def _page_d_inscription(parcours_id: uuid.UUID, form: InscriptionForm) -> ResponseReturnValue:
    parcours = un_ou_404(queries.parcours_a_inscrire(acteur()), parcours_id)
    reunions = queries.choix_de_reunions(acteur(), parcours)
    form.proposer(reunions)
    if not form.is_submitted() and not form.motif.data:
        form.motif.data = motif_propose(parcours.etat).value
    return rendre(
        "reunions/inscription.html",
        form=form,
        parcours=parcours,
        personne=parcours.beneficiaire,
        reunions=reunions,
        couverture=queries.couverture(acteur(), parcours.beneficiaire_id, eps=True),
        accord_id=queries.accord_a_completer(acteur(), parcours.beneficiaire_id),
        retour=url_for(".inscription", parcours_id=parcours.id, reunion=form.reunion.data, motif=form.motif.data),
    )


@bp.get("/situations/<uuid:situation_id>")
@exige(Droit.SITUATION_LIRE)
def situation(situation_id: uuid.UUID) -> ResponseReturnValue:
    return _page_de_la_situation(situation_id)


def _page_de_la_situation(
    situation_id: uuid.UUID, form: DecisionForm | None = None, differences: list[Difference] | None = None
) -> Response:
    ligne = un_ou_404(queries.situations_a_ouvrir(acteur()), situation_id)
    precedente, suivante = queries.voisines(acteur(), ligne)
    return rendre(
        "reunions/situation.html",
        situation=ligne,
        fiche=queries.fiche(ligne),
        form=form or DecisionForm(obj=ligne),
        differences=differences or [],
        precedente=precedente,
        suivante=suivante,
        dossier=queries.dossier_ouvert(acteur(), ligne),
    )


@bp.post("/situations/<uuid:situation_id>/decision")
@exige(Droit.REUNION_ECRIRE)
def decider(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations_a_preparer(acteur()), situation_id)
    form = DecisionForm()
    if (differences := a_reprendre(form, ligne)) is not None:
        return _page_de_la_situation(situation_id, form, differences)
    etat = services.decider(ligne, form.saisie(), par=acteur())
    flash(
        f"La décision est enregistrée. Le parcours passe à l’état « {etat.libelle} »."
        if etat
        else "La décision est enregistrée.",
        "succes",
    )
    return suite(url_for(".situation", situation_id=ligne.id))


@bp.get("/situations/<uuid:situation_id>/fiche")
@exige(Droit.SITUATION_LIRE)
def fiche(situation_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    ligne = un_ou_404(queries.situations_a_preparer(acteur()), situation_id)
    return rendre("reunions/fiche.html", form=SituationForm(obj=ligne), situation=ligne, differences=[])


@bp.post("/situations/<uuid:situation_id>/fiche")
@exige(Droit.REUNION_ECRIRE)
def resumer(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations_a_preparer(acteur()), situation_id)
    form = SituationForm()
    if (differences := a_reprendre(form, ligne)) is not None:
        return rendre("reunions/fiche.html", form=form, situation=ligne, differences=differences)
    services.resumer(ligne, form.le_motif(), form.le_resume(), par=acteur())
    flash("La fiche de situation est enregistrée.", "succes")
    return suite(url_for(".situation", situation_id=ligne.id))


@bp.post("/situations/<uuid:situation_id>/monter")
@exige(Droit.REUNION_ECRIRE)
def monter(situation_id: uuid.UUID) -> ResponseReturnValue:
    return _deplacer(situation_id, -1)


@bp.post("/situations/<uuid:situation_id>/descendre")
@exige(Droit.REUNION_ECRIRE)
def descendre(situation_id: uuid.UUID) -> ResponseReturnValue:
    return _deplacer(situation_id, 1)


def _deplacer(situation_id: uuid.UUID, pas: int) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations_a_preparer(acteur()), situation_id)
    services.deplacer(ligne, pas, par=acteur())
    if veut_un_fragment():
        return _page_de_la_reunion(ligne.reunion_id)
    return suite(url_for(".detail", reunion_id=ligne.reunion_id, _anchor="ordre-du-jour"))


@bp.post("/situations/<uuid:situation_id>/retirer")
@exige(Droit.REUNION_ECRIRE)
def retirer(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(queries.situations_a_preparer(acteur()), situation_id)
    services.retirer(ligne, par=acteur())
    flash("La situation est retirée de l’ordre du jour.", "succes")
    return suite(url_for(".detail", reunion_id=ligne.reunion_id))


@bp.get("/<uuid:reunion_id>/convocations")
@exige(Droit.REUNION_LIRE)
def convocations(reunion_id: uuid.UUID) -> ResponseReturnValue:
    _reserver_a_l_ecriture()
    return _page_des_convocations(reunion_id, ConvocationForm())


@bp.post("/<uuid:reunion_id>/convocations")
@exige(Droit.REUNION_ECRIRE)
def convoquer(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(queries.reunions_a_preparer(acteur()), reunion_id)
    form = ConvocationForm()
    form.proposer(queries.choix_de_membres(reunion))
    if not form.validate_on_submit():
        return _page_des_convocations(reunion_id, form)
    adresse = current_app.extensions["configuration"].url_publique.rstrip("/") + url_for(".detail", reunion_id=reunion.id)
    nouveaux = services.convoquer(reunion, form.choisis(), adresse, par=acteur())
    flash(
        f"Les convocations sont enregistrées ; {len(nouveaux)} courriel part, sans aucun nom d’enfant."
        if len(nouveaux) < 2
        else f"Les convocations sont enregistrées ; {len(nouveaux)} courriels partent, sans aucun nom d’enfant.",
        "succes",
    )
    return suite(url_for(".detail", reunion_id=reunion.id))


def _page_des_convocations(reunion_id: uuid.UUID, form: ConvocationForm) -> ResponseReturnValue:
    reunion = un_ou_404(queries.reunions_a_preparer(acteur()), reunion_id)
    form.proposer(queries.choix_de_membres(reunion))
    if form.membres.data is None:
        form.membres.data = [str(agent.id) for agent in queries.convoques(reunion)]
    ecartes = [m for m in queries.membres(aujourd_hui()) if not m.charte_valide]
    return rendre("reunions/convocations.html", form=form, reunion=reunion, ecartes=ecartes)


@bp.get("/du-beneficiaire/<uuid:beneficiaire_id>")
@exige(Droit.REUNION_LIRE)
def du_beneficiaire(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = un_ou_404(beneficiaires_visibles(acteur().au_titre_de(Droit.BENEFICIAIRE_LIRE)), beneficiaire_id)
    return rendre(
        "reunions/du_beneficiaire.html",
        bloc="passages",
        personne=personne,
        passages=queries.du_beneficiaire(acteur(), beneficiaire_id),
        parcours=queries.parcours_courant(acteur(), beneficiaire_id),
    )
