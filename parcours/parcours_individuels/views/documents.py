"""Documents of a pathway of the PRE: contrat d’engagement, attestation, bilan individuel."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from parcours.parcours_individuels import documents
from parcours.parcours_individuels.queries import documents as lectures
from parcours.parcours_individuels.views import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.telechargement import maison, telecharger
from parcours.socle.transaction import tracer
from parcours.socle.web import acteur, un_ou_404


@bp.get("/<uuid:parcours_id>/contrat.pdf")
@exige(Droit.BILAN_LIRE)
def contrat_pdf(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _a_editer(parcours_id)
    contenu = documents.contrat(parcours, _titulaires(parcours), lectures.nom_du_referent(parcours), maison())
    return _rendre(contenu, "contrat-d-engagement", parcours)


@bp.get("/<uuid:parcours_id>/attestation.pdf")
@exige(Droit.BILAN_LIRE)
def attestation_pdf(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _a_editer(parcours_id)
    if parcours.debut_le is None:
        abort(404)  # nothing to attest before the pathway starts
    return _rendre(documents.attestation(parcours, maison()), "attestation", parcours)


@bp.get("/<uuid:parcours_id>/bilan.pdf")
@exige(Droit.BILAN_LIRE)
def bilan_pdf(parcours_id: uuid.UUID) -> ResponseReturnValue:
    parcours = _a_editer(parcours_id)
    bilan = lectures.dernier_bilan(acteur(), parcours)
    contenu = documents.bilan_individuel(parcours, bilan, _titulaires(parcours), lectures.nom_du_referent(parcours), maison())
    return _rendre(contenu, "bilan-individuel", parcours)


def _a_editer(parcours_id: uuid.UUID) -> Any:
    return un_ou_404(lectures.parcours_a_editer(acteur()), parcours_id)


def _titulaires(parcours: Any) -> Any:
    return lectures.titulaires(acteur(), parcours.beneficiaire_id)


def _rendre(contenu: bytes, genre: str, parcours: Any) -> ResponseReturnValue:
    """Hand over the file under a name that says what and when, and trace that it left."""
    tracer("editer", "parcours", parcours.id, genre)
    return telecharger(contenu, f"{genre}-{aujourd_hui().isoformat()}.pdf")
