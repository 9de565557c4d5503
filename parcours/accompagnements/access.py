"""Whose échanges an acting person may read: those of the pathways within reach, for roles holding ECHANGE_LIRE."""

from __future__ import annotations

from sqlalchemy import Select, select

from parcours.accompagnements.models import Echange, Rappel, VersionEchange
from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Acteur, Droit
from parcours.socle.perimetre import Perimetre

_TABLES = (Echange, VersionEchange, Rappel, Parcours, Beneficiaire, Rattachement)


def echanges_visibles(acteur: Acteur) -> Select[Echange]:
    """Échanges of the pathways within reach; none for a role that does not read them (secrétariat)."""
    return (
        select(Echange)
        .join(Echange.parcours)
        .join(Parcours.beneficiaire)
        .where(portee(acteur.au_titre_de(Droit.ECHANGE_LIRE)))
        .options(Perimetre(*_TABLES))
    )


def rappels_visibles(acteur: Acteur) -> Select[Rappel]:
    """Reminders of the pathways within reach."""
    return (
        select(Rappel)
        .join(Rappel.parcours)
        .join(Parcours.beneficiaire)
        .where(portee(acteur.au_titre_de(Droit.ECHANGE_LIRE)))
        .options(Perimetre(*_TABLES))
    )
