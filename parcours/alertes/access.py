"""Whose alerts an acting person reads: those of the files they follow, through the roles that hold ALERTE_LIRE."""

from __future__ import annotations

from sqlalchemy import Select, select

from parcours.accompagnements.models import Echange
from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Contact, Rattachement
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Acteur, Droit
from parcours.socle.perimetre import Perimetre

VEILLES = (EtatParcours.EN_COURS, EtatParcours.SORTIE_PROPOSEE)
"""Pathways whose clock runs: a suspended one raises nothing."""

_TABLES = (Parcours, Beneficiaire, Rattachement, Contact, Echange, Orientation)


def parcours_veilles(acteur: Acteur) -> Select[Parcours]:
    """Active, non-suspended pathways of the files within reach."""
    return (
        select(Parcours)
        .join(Parcours.beneficiaire)
        .where(
            portee(acteur.au_titre_de(Droit.ALERTE_LIRE)),
            Beneficiaire.fusionne_dans_id.is_(None),
            Parcours.etat.in_(VEILLES),
        )
        .options(Perimetre(*_TABLES))
    )


def orientations_suivies(acteur: Acteur) -> Select[Orientation]:
    """Referrals made for the files within reach."""
    return (
        select(Orientation)
        .join(Orientation.parcours)
        .join(Parcours.beneficiaire)
        .where(portee(acteur.au_titre_de(Droit.ALERTE_LIRE)), Beneficiaire.fusionne_dans_id.is_(None))
        .options(Perimetre(*_TABLES))
    )
