"""A référent leaves, or is away: their children are entrusted to others in one gesture."""

from __future__ import annotations

import uuid

from parcours.beneficiaires import services as beneficiaires
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.queries import dossier
from parcours.beneficiaires.rules import NatureRattachement, SaisieReferent
from parcours.pre.queries.capacite import enfants_de
from parcours.pre.rules import SaisiePassation
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.exceptions import ErreurDuDomaine


def passer_la_main(de: uuid.UUID, saisie: SaisiePassation, *, par: Acteur) -> int:
    """Entrust children to other référents from a date; returns how many.

    For good, the former référent's period ends the day before. For an absence, the replacement is co-référent until the
    last day and the référent stays: access opens and closes by itself.

    Raises:
        ErreurDuDomaine: to oneself, an end before the beginning, or a period that already runs.
    """
    if de in saisie.vers.values():
        raise ErreurDuDomaine("Choisissez une autre personne que celle qui part.")
    if saisie.jusqu_au is not None and saisie.jusqu_au < saisie.a_partir_du:
        raise ErreurDuDomaine("Le retour ne peut pas précéder le départ.")
    siens = {identifiant for identifiant, _ in enfants_de(par, de)}
    choisis = {enfant: vers for enfant, vers in saisie.vers.items() if enfant in siens}
    dossiers = db.session.scalars(dossier(par.au_titre_de(Droit.PRE_ECRIRE)).where(Beneficiaire.id.in_(list(choisis)))).unique()
    nombre = 0
    for personne in dossiers.all():
        absence = saisie.jusqu_au is not None
        nature = NatureRattachement.COREFERENT if absence else NatureRattachement.REFERENT
        rattachement = beneficiaires.nommer_referent(
            personne, SaisieReferent(nature, choisis[personne.id], saisie.a_partir_du), par=par
        )
        if saisie.jusqu_au is not None:
            rattachement.fin = saisie.jusqu_au
        nombre += 1
    return nombre
