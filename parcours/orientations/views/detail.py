"""One referral, and those of one file."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.nomenclatures.queries import libelles
from parcours.orientations import queries
from parcours.orientations.access import pieces_de
from parcours.orientations.documents import fiche_de_liaison
from parcours.orientations.queries.relances import suivi_des_relances
from parcours.orientations.queries.reponse import lien_de_reponse
from parcours.orientations.rules import A_REFAIRE, EN_ATTENTE, GESTES, Cote, EtatOrientation, ouvre_une_page, possibles
from parcours.orientations.views import bp
from parcours.orientations.views.etapes import adresse_du_pas
from parcours.pieces.queries import octets
from parcours.pieces.rules import nom_de_telechargement
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.telechargement import maison
from parcours.socle.telechargement import telecharger as en_fichier
from parcours.socle.web import acteur, rendre, un_ou_404

REPONDABLES = (*EN_ATTENTE, EtatOrientation.ACCEPTEE)
"""States in which a structure without an account still has something to say."""
PRINCIPAUX = frozenset({EtatOrientation.ACCEPTEE, EtatOrientation.ENVOYEE, EtatOrientation.DEMARREE})


@bp.get("/<uuid:orientation_id>")
@exige(Droit.ORIENTATION_LIRE)
def detail(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    cotes, parcours = queries.cotes_et_dossier(acteur(), orientation)
    brouillon = orientation.etat is EtatOrientation.BROUILLON
    return rendre(
        "orientations/detail.html",
        orientation=orientation,
        etapes=[] if brouillon else queries.etapes(orientation),
        refus=queries.refus_en_mots(orientation.motif_refus),
        besoin=_besoin(orientation),
        pieces=queries.pieces(orientation) if _lit_les_pieces(orientation, cotes) else [],
        gestes=_gestes(orientation, cotes),
        parcours=parcours,
        brouillon=brouillon,
        couverture=queries.couverture(acteur(), parcours.beneficiaire_id, structure_id=orientation.structure_id)
        if parcours and brouillon
        else None,
        accord_id=queries.accord_a_completer(acteur(), parcours.beneficiaire_id) if parcours and brouillon else None,
        a_refaire=parcours is not None and orientation.etat in A_REFAIRE,
        suites=queries.suites(acteur(), orientation) if parcours and orientation.etat in A_REFAIRE else [],
        cote=cotes[0] if cotes else Cote.RECEVEUR,
        relances=suivi_des_relances(orientation) if parcours and orientation.jours_d_attente is not None else None,
        lien=lien_de_reponse(orientation) if parcours and orientation.etat in REPONDABLES else None,
    )


def _besoin(orientation: Any) -> str:
    return libelles("frein").get(orientation.besoin, orientation.besoin) if orientation.besoin else ""


def _lit_les_pieces(orientation: Any, cotes: list[Cote]) -> bool:
    """The sending side always; the structure while it has something to do with them."""
    return Cote.EMETTEUR in cotes or (Cote.RECEVEUR in cotes and orientation.etat.laisse_lire_les_pieces)


def _gestes(orientation: Any, cotes: list[Cote]) -> list[dict[str, Any]]:
    """Buttons of the page, the expected one first, then those that open a page, then single presses."""
    gestes = [
        {
            "libelle": GESTES[pas.vers, pas.cote],
            "url": adresse_du_pas(orientation, pas),
            "page": ouvre_une_page(pas),
            "principal": pas.vers in PRINCIPAUX and pas.cote is not Cote.COORDINATION,
        }
        for cote in cotes
        for pas in possibles(orientation.etat, cote)
    ]
    if orientation.etat is EtatOrientation.ACCEPTEE:
        quoi = "Le rendez-vous a changé, ou n’a pas eu lieu" if orientation.rendez_vous_le else "Donner un rendez-vous"
        adresse = url_for(".rendez_vous", orientation_id=orientation.id)
        gestes.append({"libelle": quoi, "url": adresse, "page": True, "principal": False})
    return sorted({g["libelle"]: g for g in gestes}.values(), key=lambda g: (not g["principal"], not g["page"]))


@bp.get("/<uuid:orientation_id>/fiche-de-liaison.pdf")
@exige(Droit.ORIENTATION_LIRE)
def fiche_pdf(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    octets_pdf = fiche_de_liaison(orientation, queries.pieces(orientation), _besoin(orientation), maison(), aujourd_hui())
    return en_fichier(octets_pdf, f"fiche-de-liaison-{aujourd_hui():%Y-%m-%d}.pdf")


@bp.get("/<uuid:orientation_id>/pieces/<uuid:piece_id>")
@exige(Droit.ORIENTATION_LIRE)
def piece_jointe(orientation_id: uuid.UUID, piece_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_ouvrir(acteur()), orientation_id)
    if not _lit_les_pieces(orientation, queries.cotes_de(acteur(), orientation)):
        abort(404)
    piece = un_ou_404(pieces_de(orientation), piece_id)
    clair = octets(piece)
    if clair is None:
        abort(404)
    jour = a_paris(piece.deposee_le).date().isoformat()
    return en_fichier(clair, nom_de_telechargement(piece.nature, piece.format, jour))


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
