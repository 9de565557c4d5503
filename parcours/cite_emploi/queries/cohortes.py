"""Cohorts, how many people each holds, and who may join one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func

from parcours.beneficiaires.models import Beneficiaire
from parcours.cite_emploi.access import cohortes, membres_visibles, parcours_de_la_cohorte, parcours_vers_l_emploi
from parcours.cite_emploi.models import Cohorte, MembreDeCohorte
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import OUVERTS
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.recherche import motifs

AU_PLUS = 40


@dataclass(frozen=True)
class CohorteListee:
    """One line of the list."""

    cohorte: Cohorte
    membres: int
    """Within reach of who looks."""


def liste_des_cohortes(acteur: Acteur) -> list[CohorteListee]:
    """Every cohort, the latest first."""
    comptes = {
        cohorte_id: nombre
        for cohorte_id, nombre in db.session.execute(
            membres_visibles(acteur)
            .where(MembreDeCohorte.sorti_le.is_(None))
            .with_only_columns(MembreDeCohorte.cohorte_id, func.count(MembreDeCohorte.id))
            .group_by(MembreDeCohorte.cohorte_id)
        )
    }
    requete = cohortes().order_by(Cohorte.debut_le.desc(), Cohorte.nom)
    return [CohorteListee(c, comptes.get(c.id, 0)) for c in db.session.scalars(requete)]


def candidats(acteur: Acteur, cohorte: Cohorte, cherche: str) -> list[Parcours]:
    """Open pathways not yet in the cohort, whose person bears these words."""
    requete = parcours_vers_l_emploi(acteur).where(
        Parcours.etat.in_(OUVERTS), Parcours.id.not_in(parcours_de_la_cohorte(cohorte.id))
    )
    for motif in motifs(cherche):
        requete = requete.where(Beneficiaire.cle_recherche.like(motif))
    return list(db.session.scalars(requete.order_by(Beneficiaire.cle_tri).limit(AU_PLUS)))
