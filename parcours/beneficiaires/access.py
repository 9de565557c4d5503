"""Whose file an acting person may open: the only place that says it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, Fusion, PorteeAccord, QuartierConstate, Rattachement
from parcours.beneficiaires.rules import EtatAccord, NatureRattachement
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre

ROLES_DE_TOUT_LE_DISPOSITIF = (
    Role.COORDINATEUR_PRE,
    Role.SECRETARIAT_PRE,
    Role.MEDIATEUR_SANTE,
    Role.COORDINATEUR_CITE,
)
"""Roles that see every file of their dispositif (architecture, « Roles and who sees what »)."""

_DU_DOSSIER = (Beneficiaire, QuartierConstate, Contact, Accord, PorteeAccord, Rattachement, Fusion)


def en_vigueur(jour: date) -> ColumnElement[bool]:
    """An attachment in force on a day."""
    return and_(Rattachement.debut <= jour, or_(Rattachement.fin.is_(None), Rattachement.fin >= jour))


def portee(acteur: Acteur) -> ColumnElement[bool]:
    """Condition on `Beneficiaire`: the files this person may open today.

    Coordination, secrétariat and médiation: their dispositif. Référents: the children they are attached to today.
    Référents d'insertion: the people their structure spotted or accompanies today. Everybody else: none.
    """
    conditions: list[ColumnElement[bool]] = []
    if dispositifs := acteur.dispositifs_de(*ROLES_DE_TOUT_LE_DISPOSITIF):
        conditions.append(Beneficiaire.dispositif.in_(sorted(dispositifs)))
    if Role.REFERENT_PRE in acteur.roles:
        miens = select(Rattachement.beneficiaire_id).where(
            Rattachement.agent_id == acteur.agent_id,
            Rattachement.nature.in_((NatureRattachement.REFERENT, NatureRattachement.COREFERENT)),
            en_vigueur(aujourd_hui()),
        )
        conditions.append(and_(Beneficiaire.dispositif == Dispositif.PRE, Beneficiaire.id.in_(miens)))
    if structures := acteur.structures_de(Role.REFERENT_INSERTION):
        des_structures = select(Rattachement.beneficiaire_id).where(
            Rattachement.structure_id.in_(structures), en_vigueur(aujourd_hui())
        )
        conditions.append(and_(Beneficiaire.dispositif == Dispositif.EMPLOI, Beneficiaire.id.in_(des_structures)))
    return or_(*conditions) if conditions else false()


def beneficiaires_visibles(acteur: Acteur) -> Select[tuple[Beneficiaire]]:
    """Files this person may open; files absorbed by a merge are left out."""
    return select(Beneficiaire).where(portee(acteur), Beneficiaire.fusionne_dans_id.is_(None)).options(Perimetre(*_DU_DOSSIER))


def du_dossier(modele: type[Any], acteur: Acteur) -> Select[Any]:
    """Rows of a table of the file (contacts, agreements, attachments…) of the files this person may open.

    Args:
        modele: a model with a `beneficiaire_id` column.
    """
    visibles = select(Beneficiaire.id).where(portee(acteur))
    return select(modele).where(modele.beneficiaire_id.in_(visibles)).options(Perimetre(*_DU_DOSSIER))


def accords_en_vigueur(beneficiaire_id: uuid.UUID) -> Select[tuple[Accord]]:
    """Confirmed agreements of a file the caller has already loaded through its own scope: a check before an act, no display."""
    return (
        select(Accord)
        .where(Accord.beneficiaire_id == beneficiaire_id, Accord.etat == EtatAccord.CONFIRME)
        .options(Perimetre(Accord, PorteeAccord))
    )
