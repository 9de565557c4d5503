"""One referral, and those of one file."""

from __future__ import annotations

import uuid
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.orientations import queries
from parcours.orientations.rules import AVEC_PAGE, GESTES, Cote, EtatOrientation, Transition, possibles
from parcours.orientations.views import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, un_ou_404


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
