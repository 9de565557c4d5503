"""School years of the children within reach."""

from __future__ import annotations

from sqlalchemy import Select, select

from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import OUVERTS
from parcours.pre.models import MembreDeFratrie, Scolarite
from parcours.socle.droits import Acteur, Droit
from parcours.socle.perimetre import Perimetre


def scolarites_visibles(acteur: Acteur) -> Select[Scolarite]:
    """School years of the files within reach."""
    dossiers = select(Beneficiaire.id).where(portee(acteur.au_titre_de(Droit.PARCOURS_LIRE)))
    return (
        select(Scolarite)
        .where(Scolarite.beneficiaire_id.in_(dossiers))
        .options(Perimetre(Scolarite, Beneficiaire, Rattachement))
    )


def parcours_du_pre(acteur: Acteur) -> Select[Parcours]:
    """Open PRE pathways of somebody who coordinates the PRE, with the child."""
    return parcours_visibles(acteur.au_titre_de(Droit.PRE_LIRE)).where(Parcours.etat.in_(OUVERTS))


def fratries_visibles(acteur: Acteur) -> Select[MembreDeFratrie]:
    """Places in a group of brothers and sisters, of the files within reach."""
    dossiers = select(Beneficiaire.id).where(portee(acteur.au_titre_de(Droit.PARCOURS_LIRE)))
    return (
        select(MembreDeFratrie)
        .where(MembreDeFratrie.beneficiaire_id.in_(dossiers))
        .options(Perimetre(MembreDeFratrie, Beneficiaire, Rattachement))
    )
