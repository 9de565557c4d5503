"""Whose health side of an échange an acting person may read: médiation santé only (architecture, principle 7)."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from parcours.accompagnements.access import echanges_visibles
from parcours.accompagnements.models import Echange
from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.mediation_sante.models import ActeDeMediation, ChoixEnPlus
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
        .options(Perimetre(ActeDeMediation, ChoixEnPlus, Echange, Parcours, Beneficiaire, Rattachement))
    )


def actes_complets(acteur: Acteur) -> Select[ActeDeMediation]:
    """The same with their further needs and obstacles, in one statement."""
    return (
        actes_visibles(acteur)
        .outerjoin(ActeDeMediation.en_plus)
        .order_by(ChoixEnPlus.genre, ChoixEnPlus.rang)
        .options(contains_eager(ActeDeMediation.en_plus))
    )


def parcours_de_mediation(acteur: Acteur) -> Select[Parcours]:
    """Pathways of the médiation santé within reach, with their person."""
    return parcours_avec_personne(acteur.au_titre_de(Droit.MEDIATION_LIRE)).where(Parcours.dispositif == Dispositif.SANTE)


def echanges_de_mediation(acteur: Acteur) -> Select[Echange]:
    """Échanges of these pathways."""
    return echanges_visibles(acteur.au_titre_de(Droit.MEDIATION_LIRE)).where(Parcours.dispositif == Dispositif.SANTE)
