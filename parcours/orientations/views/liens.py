"""The signed link of a structure without an account, as the sending side manages it."""

from __future__ import annotations

import uuid

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.orientations import queries
from parcours.orientations.services import lien_de_reponse
from parcours.orientations.views import bp
from parcours.orientations.views.adresses import expedition
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, suite, un_ou_404


@bp.post("/<uuid:orientation_id>/lien")
@exige(Droit.ORIENTATION_ECRIRE)
def renvoyer_le_lien(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    lien_de_reponse.renvoyer(orientation, expedition(orientation.id).adresse, par=acteur())
    flash(f"Un nouveau lien part à {orientation.structure.courriel_orientations}. L’ancien ne fonctionne plus.", "succes")
    return suite(url_for(".detail", orientation_id=orientation.id))


@bp.post("/<uuid:orientation_id>/lien/fermer")
@exige(Droit.ORIENTATION_ECRIRE)
def fermer_le_lien(orientation_id: uuid.UUID) -> ResponseReturnValue:
    orientation = un_ou_404(queries.a_suivre(acteur()), orientation_id)
    lien_de_reponse.fermer(orientation, par=acteur())
    flash("Le lien ne fonctionne plus.", "succes")
    return suite(url_for(".detail", orientation_id=orientation.id))
