"""Pieces of a record: list, attach, download, take away."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.queries import dossier as dossier_de
from parcours.pieces import queries, services
from parcours.pieces.access import pieces_visibles
from parcours.pieces.forms import PieceForm
from parcours.pieces.rules import NaturePiece, nom_de_telechargement
from parcours.socle import dossier
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import a_paris
from parcours.socle.securite import adresse_interne
from parcours.socle.telechargement import telecharger as en_fichier
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404

bp = Blueprint("pieces", __name__, url_prefix="/pieces")


def _panneau(lecture: dossier.Lecture) -> dict[str, Any]:
    return {"titre": "Pièces jointes", "adresse": url_for("pieces.liste", beneficiaire_id=lecture.beneficiaire_id)}


dossier.ajouter_un_panneau(dossier.Panneau("situation", 60, Droit.PIECE_LIRE, "beneficiaires/_panneau_differe.html", _panneau))


@bp.get("/du-beneficiaire/<uuid:beneficiaire_id>")
@exige(Droit.PIECE_LIRE)
def liste(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _personne(beneficiaire_id)
    return rendre("pieces/liste.html", "pieces", personne=personne, pieces=queries.du_dossier(acteur(), personne.id))


@bp.get("/du-beneficiaire/<uuid:beneficiaire_id>/ajouter")
@exige(Droit.PIECE_LIRE)
def nouvelle(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.PIECE_ECRIRE)
    return _page(_personne(beneficiaire_id), PieceForm())


@bp.post("/du-beneficiaire/<uuid:beneficiaire_id>/ajouter")
@exige(Droit.PIECE_ECRIRE)
def ajouter(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = _personne(beneficiaire_id)
    form = PieceForm()
    form.proposer(personne.accords)
    if form.validate_on_submit():
        try:
            services.deposer(personne, form.saisie(), par=acteur())
        except services.PieceRefusee as refus:
            form.fichier.errors = [str(refus)]
        else:
            flash("La pièce est jointe au dossier, chiffrée.", "succes")
            return suite(_retour() or url_for(".liste", beneficiaire_id=personne.id))
    return _page(personne, form)


@bp.get("/<uuid:piece_id>/telecharger")
@exige(Droit.PIECE_LIRE)
def telecharger(piece_id: uuid.UUID) -> ResponseReturnValue:
    piece = un_ou_404(pieces_visibles(acteur()), piece_id)
    octets = queries.octets(piece)
    if octets is None:
        abort(404)
    return en_fichier(octets, nom_de_telechargement(piece.nature, piece.format, a_paris(piece.deposee_le).date().isoformat()))


@bp.get("/<uuid:piece_id>/retirer")
@exige(Droit.PIECE_LIRE)
def retrait(piece_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.PIECE_ECRIRE)
    piece = un_ou_404(pieces_visibles(acteur()), piece_id)
    if piece.retiree_le is not None:
        abort(404)
    return rendre("pieces/retrait.html", piece=piece, personne=_personne(piece.beneficiaire_id))


@bp.post("/<uuid:piece_id>/retirer")
@exige(Droit.PIECE_ECRIRE)
def retirer(piece_id: uuid.UUID) -> ResponseReturnValue:
    piece = un_ou_404(pieces_visibles(acteur()), piece_id)
    services.retirer(piece, par=acteur())
    flash("La pièce est retirée et effacée.", "succes")
    return suite(url_for(".liste", beneficiaire_id=piece.beneficiaire_id))


def _retour() -> str | None:
    """The page the form was opened from."""
    return adresse_interne(request.args.get("retour"))


def _personne(beneficiaire_id: uuid.UUID) -> Any:
    return un_ou_404(dossier_de(acteur().au_titre_de(Droit.PIECE_LIRE)), beneficiaire_id)


def _page(personne: Any, form: PieceForm) -> ResponseReturnValue:
    form.proposer(personne.accords)
    return rendre("pieces/ajouter.html", form=form, personne=personne, natures=NaturePiece, retour=_retour())
