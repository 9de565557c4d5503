"""What the record of a child shows of the meetings."""

from __future__ import annotations

import uuid

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.reunions import queries
from parcours.reunions.views.blueprint import bp
from parcours.socle import dossier
from parcours.socle.droits import Droit, exige
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


def _geste_de_fiche(lecture: dossier.Lecture) -> list[dossier.Geste]:
    return [dossier.Geste("Inscrire à une réunion", "reunions.depuis_la_fiche", {"beneficiaire_id": lecture.beneficiaire_id})]


dossier.ajouter_un_geste(dossier.GesteDeFiche(40, Droit.REUNION_ECRIRE, _geste_de_fiche))


@bp.get("/depuis-la-fiche/<uuid:beneficiaire_id>")
@exige(Droit.REUNION_LIRE)
def depuis_la_fiche(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    personne = un_ou_404(beneficiaires_visibles(acteur().au_titre_de(Droit.REUNION_ECRIRE)), beneficiaire_id)
    parcours = queries.agenda.parcours_courant(acteur(), personne.id)
    if parcours is None:
        flash("Ouvrez d’abord un parcours : c’est lui que la réunion examine.", "info")
        return suite(url_for("beneficiaires.fiche", beneficiaire_id=personne.id))
    return suite(url_for(".inscription", parcours_id=parcours.id))


@bp.get("/du-beneficiaire/<uuid:beneficiaire_id>")
@exige(Droit.REUNION_LIRE)
def du_beneficiaire(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = un_ou_404(beneficiaires_visibles(acteur().au_titre_de(Droit.BENEFICIAIRE_LIRE)), beneficiaire_id)
    return rendre(
        "reunions/du_beneficiaire.html",
        bloc="passages",
        personne=personne,
        passages=queries.dossier.du_beneficiaire(acteur(), beneficiaire_id),
        parcours=queries.agenda.parcours_courant(acteur(), beneficiaire_id),
    )
