"""Whose health side of an échange an acting person may read: médiation santé only (architecture, principle 7)."""

from __future__ import annotations

from sqlalchemy import Select, select

from parcours.accompagnements.access import echanges_visibles
from parcours.accompagnements.models import Echange
from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.mediation_sante.models import ActeDeMediation
from parcours.parcours_individuels.access import parcours_avec_personne
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.perimetre import Perimetre


def actes_visibles(acteur: Acteur) -> Select[ActeDeMediation]:
    """Acts of médiation of the files within reach, for the médiation santé itself."""
    return (
        select(ActeDeMediation)
        .join(ActeDeMediation.echange)
        .join(Echange.parcours)
        .join(Parcours.beneficiaire)
        .where(portee(acteur.au_titre_de(Droit.MEDIATION_LIRE)))
        .options(Perimetre(ActeDeMediation, Echange, Parcours, Beneficiaire, Rattachement))
    )


def parcours_de_mediation(acteur: Acteur) -> Select[Parcours]:
    """Pathways of the médiation santé within reach, with their person."""
    return parcours_avec_personne(acteur).where(Parcours.dispositif == Dispositif.SANTE)


def echanges_de_mediation(acteur: Acteur) -> Select[Echange]:
    """Échanges of these pathways."""
    return echanges_visibles(acteur).where(Parcours.dispositif == Dispositif.SANTE)
