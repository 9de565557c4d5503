"""Files of a referral for a structure without an account: the same two proofs as its page."""

from __future__ import annotations

import uuid

from flask import abort
from flask.typing import ResponseReturnValue

from parcours.orientations import queries
from parcours.orientations.access import pieces_de
from parcours.orientations.documents import fiche_de_liaison
from parcours.orientations.services.reponse import Porte
from parcours.orientations.views import bp
from parcours.orientations.views.reponse import RAISON, besoin_en_mots, par_la_porte
from parcours.pieces.queries import octets
from parcours.pieces.rules import nom_de_telechargement
from parcours.socle.droits import public
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.telechargement import maison, telecharger
from parcours.socle.transaction import tracer
from parcours.socle.web import un_ou_404


@bp.get("/reponse/fiche-de-liaison.pdf")
@public(RAISON)
@par_la_porte(prouvee=True)
def fiche_par_lien(porte: Porte) -> ResponseReturnValue:
    orientation = porte.orientation
    tracer("editer", "orientation", orientation.id, "par lien")
    pdf = fiche_de_liaison(orientation, queries.pieces(orientation), besoin_en_mots(orientation), maison(), aujourd_hui())
    return telecharger(pdf, f"fiche-de-liaison-{aujourd_hui():%Y-%m-%d}.pdf")


@bp.get("/reponse/pieces/<uuid:piece_id>")
@public(RAISON)
@par_la_porte(prouvee=True)
def piece_par_lien(porte: Porte, piece_id: uuid.UUID) -> ResponseReturnValue:
    if not porte.orientation.etat.laisse_lire_les_pieces:
        abort(404)
    piece = un_ou_404(pieces_de(porte.orientation), piece_id)
    clair = octets(piece)
    if clair is None:
        abort(404)
    return telecharger(clair, nom_de_telechargement(piece.nature, piece.format, a_paris(piece.deposee_le).date().isoformat()))
