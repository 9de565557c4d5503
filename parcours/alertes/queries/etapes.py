"""Steps of the PRE that somebody has to take: a contract to sign, an exit to record, news to take."""

from __future__ import annotations

from sqlalchemy import and_, func, or_, select

from parcours.alertes import rules
from parcours.alertes.access import parcours_a_faire_avancer
from parcours.alertes.queries.ruptures import PERSONNE, AlerteDePersonne, Faits, de_la_ligne, telephone
from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.models import Parcours, SortieDeParcours, TransitionParcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui


def etapes_a_franchir(acteur: Acteur, *, au_plus: int | None = None) -> list[AlerteDePersonne]:
    """Contracts to sign, exits proposed, watches due; the oldest first. What a spreadsheet brought in raises nothing."""
    au = aujourd_hui()
    depuis = (
        select(func.max(TransitionParcours.a_la_date))
        .where(TransitionParcours.parcours_id == Parcours.id, TransitionParcours.vers == Parcours.etat)
        .correlate(Parcours)
        .scalar_subquery()
    )
    jour = func.coalesce(SortieDeParcours.veille_le, depuis, Parcours.eps_le)
    requete: Faits = (
        parcours_a_faire_avancer(acteur)
        .outerjoin(SortieDeParcours, and_(SortieDeParcours.parcours_id == Parcours.id, Parcours.etat == EtatParcours.VEILLE))
        .where(
            jour <= au,
            or_(Beneficiaire.importe_le.is_(None), jour > Beneficiaire.importe_le),
            SortieDeParcours.veille_faite_le.is_(None),
        )
        .with_only_columns(*PERSONNE, Parcours.etat, jour.label("depuis"), telephone().label("telephone"))
        .order_by(jour, Parcours.id)
        .limit(au_plus)
    )
    return [
        de_la_ligne(ligne, alerte)
        for ligne in db.session.execute(requete)
        if (alerte := rules.etape_a_franchir(ligne.etat, ligne.depuis, au=au))
    ]
