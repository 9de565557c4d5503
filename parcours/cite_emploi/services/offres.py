"""An offer asked for a person, and what became of it."""

from __future__ import annotations

from dataclasses import asdict

from parcours.cite_emploi.models import OffreMobilisee
from parcours.cite_emploi.rules import EtatOffre, SaisieOffre
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine


def enregistrer_offre(parcours: Parcours, offre: OffreMobilisee | None, saisie: SaisieOffre, *, par: Acteur) -> OffreMobilisee:
    """Write a new offer, or what became of it.

    Raises:
        ErreurDuDomaine: an end before the beginning, or an offer that ended without ever beginning.
    """
    if saisie.debut_le and saisie.fin_le and saisie.fin_le < saisie.debut_le:
        raise ErreurDuDomaine("La fin vient après le début.")
    if saisie.etat in (EtatOffre.COMMENCEE, EtatOffre.TERMINEE, EtatOffre.INTERROMPUE) and saisie.debut_le is None:
        raise ErreurDuDomaine("Écrivez la date du début.")
    nouvelle = offre is None
    if offre is None:
        offre = OffreMobilisee(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(offre)
    for champ, valeur in asdict(saisie).items():
        setattr(offre, champ, valeur)
    offre.modifie_par_id = par.agent_id
    db.session.flush()
    noter("creer" if nouvelle else "corriger", offre, par=par, detail=saisie.etat.value)
    return offre
