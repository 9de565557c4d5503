"""Whose alerts an acting person reads: those of the files they follow, through the roles that hold ALERTE_LIRE."""

from __future__ import annotations

from sqlalchemy import Select, select

from parcours.accompagnements.models import Echange
from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Contact, Rattachement
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.models import Parcours, SortieDeParcours, TransitionParcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.perimetre import Perimetre

VEILLES = (EtatParcours.EN_COURS, EtatParcours.SORTIE_PROPOSEE)
"""Pathways whose clock runs: a suspended one raises nothing."""

ATTENDENT_UN_GESTE = (EtatParcours.A_DEMARRER, EtatParcours.SORTIE_PROPOSEE, EtatParcours.VEILLE)
"""Pathways of the PRE whose next step is somebody's gesture, not the passing of time."""

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


def parcours_a_faire_avancer(acteur: Acteur) -> Select[Parcours]:
    """Pathways of the PRE that wait for a signature, an exit or news, of those who may record them."""
    return (
        select(Parcours)
        .join(Parcours.beneficiaire)
        .where(
            portee(acteur.au_titre_de(Droit.BILAN_LIRE)),
            Beneficiaire.fusionne_dans_id.is_(None),
            Parcours.dispositif == Dispositif.PRE,
            Parcours.etat.in_(ATTENDENT_UN_GESTE),
        )
        .options(Perimetre(*_TABLES, SortieDeParcours, TransitionParcours))
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
