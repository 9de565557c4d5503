"""Everything sent and received, by delay, and the same act on several at once."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.orientations import queries, services
from parcours.orientations.forms import EnLotForm
from parcours.orientations.queries import suivi as lectures
from parcours.orientations.rules import Cote
from parcours.orientations.rules.suivi import GesteEnLot, Tranche, gestes_en_lot
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import expedition
from parcours.socle.droits import Droit, exige
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, suite


@bp.get("/suivi")
@exige(Droit.ORIENTATION_LIRE)
def suivi() -> ResponseReturnValue:
    return _page(_cote(), _tranche(), None)


def _cote() -> Cote:
    cotes = queries.cotes(acteur())
    demande = Cote.RECEVEUR if request.args.get("vue") == "recues" else Cote.EMETTEUR
    return demande if demande in cotes else cotes[0]


def _tranche() -> Tranche | None:
    code = request.args.get("tranche", "")
    return Tranche(code) if code in set(Tranche) else None


def _page(cote: Cote, tranche: Tranche | None, form: EnLotForm | None) -> ResponseReturnValue:
    a_moi = request.args.get("qui") != "equipe"
    vu = lectures.suivi(acteur(), cote, tranche, a_moi=a_moi)
    receveur = cote is Cote.RECEVEUR
    gestes = gestes_en_lot(vu.tranche, receveur=receveur) if vu.tranche else []
    if form is None:
        form = EnLotForm()
        form.proposer(gestes)
    vue, qui = "recues" if receveur else "envoyees", "moi" if a_moi else "equipe"
    ou: dict[str, Any] = {"vue": vue, "qui": qui}
    return rendre(
        "orientations/suivi.html",
        bloc="suivi",
        suivi=vu,
        cotes=queries.cotes(acteur()),
        receveur=receveur,
        a_moi=a_moi,
        form=form if gestes and vu.lignes else None,
        action=url_for(".faire_des_recues" if receveur else ".faire_des_envoyees", tranche=vu.tranche, **ou),
        ou=ou,
    )


@bp.post("/suivi/envoyees")
@exige(Droit.ORIENTATION_ECRIRE)
def faire_des_envoyees() -> ResponseReturnValue:
    return _faire(Cote.EMETTEUR)


@bp.post("/suivi/recues")
@exige(Droit.ORIENTATION_REPONSE_ECRIRE)
def faire_des_recues() -> ResponseReturnValue:
    return _faire(Cote.RECEVEUR)


def _faire(cote: Cote) -> ResponseReturnValue:
    tranche = _tranche()
    form = EnLotForm()
    receveur = cote is Cote.RECEVEUR
    voulues = [tranche] if tranche else lectures.tranches(cote)
    form.proposer(dict.fromkeys(g for t in voulues for g in gestes_en_lot(t, receveur=receveur)))
    if not form.validate_on_submit():
        return _page(cote, tranche, form)
    orientations = lectures.choisies(acteur(), cote, form.les_choisies())
    bilan = services.faire_en_lot(
        GesteEnLot(form.geste.data),
        orientations,
        (form.texte.data or "").strip() or None,
        lambda o: expedition(o.id),
        par=acteur(),
    )
    if bilan.faites:
        flash(f"{pluriel(bilan.faites, 'orientation traitée', 'orientations traitées')}.", "succes")
    if bilan.laissees:
        quoi = pluriel(bilan.laissees, "orientation laissée telle quelle", "orientations laissées telles quelles")
        flash(f"{quoi}\u00a0: elle a changé depuis, ou la structure a déjà reçu un message aujourd’hui.", "info")
    vue = "recues" if receveur else "envoyees"
    return suite(url_for(".suivi", vue=vue, qui=request.args.get("qui"), tranche=tranche))
