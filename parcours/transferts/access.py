"""Who reads which transfer: those who open the file, and the référents of the structure it is offered to."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager

from parcours.beneficiaires.access import en_vigueur, portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.rules import NatureRattachement
from parcours.socle.droits import Acteur, Dispositif, Droit, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre
from parcours.transferts.models import Transfert
from parcours.transferts.rules import EtatTransfert

DES_STRUCTURES = (NatureRattachement.REPERAGE, NatureRattachement.ACCOMPAGNEMENT)


def _a_ma_portee(acteur: Acteur) -> Select[Any]:
    """Files of the Cité de l'Emploi within reach; the marker stays on this inner statement."""
    ouvertes = portee(acteur.au_titre_de(Droit.TRANSFERT_LIRE))
    return (
        select(Beneficiaire.id)
        .where(ouvertes, Beneficiaire.dispositif == Dispositif.EMPLOI)
        .options(Perimetre(Beneficiaire, Rattachement))
    )


def _offert_aux_miens(acteur: Acteur) -> ColumnElement[bool]:
    return Transfert.vers_structure_id.in_(acteur.structures_de(Role.REFERENT_INSERTION))


def transferts_visibles(acteur: Acteur) -> Select[Transfert]:
    """Transfers of the files within reach, and those offered to one's structure, answered or not."""
    return (
        select(Transfert)
        .where(or_(Transfert.beneficiaire_id.in_(_a_ma_portee(acteur)), _offert_aux_miens(acteur)))
        .options(Perimetre(Transfert))
    )


def transferts_a_repondre(acteur: Acteur) -> Select[Transfert]:
    """Those waiting for one's structure; the coordination answers for a structure that has no account."""
    conditions = [_offert_aux_miens(acteur)]
    if Dispositif.EMPLOI in acteur.dispositifs_de(Role.COORDINATEUR_CITE):
        conditions.append(Transfert.beneficiaire_id.in_(_a_ma_portee(acteur)))
    return select(Transfert).where(Transfert.etat == EtatTransfert.PROPOSE, or_(*conditions)).options(Perimetre(Transfert))


def transferts_a_retirer(acteur: Acteur) -> Select[Transfert]:
    """Those still waiting, of the files within reach: whoever may offer may take back."""
    return (
        select(Transfert)
        .where(Transfert.etat == EtatTransfert.PROPOSE, Transfert.beneficiaire_id.in_(_a_ma_portee(acteur)))
        .options(Perimetre(Transfert))
    )


def en_attente(beneficiaire_id: uuid.UUID) -> Select[Transfert]:
    """The transfer of a file already loaded through its scope that still waits: one at a time."""
    return (
        select(Transfert)
        .where(Transfert.beneficiaire_id == beneficiaire_id, Transfert.etat == EtatTransfert.PROPOSE)
        .options(Perimetre(Transfert))
    )


def rattachements_du_jour(beneficiaire_id: uuid.UUID) -> Select[Rattachement]:
    """Attachments in force of the file of a transfer loaded through its scope: to end them, never to show them."""
    return (
        select(Rattachement)
        .where(Rattachement.beneficiaire_id == beneficiaire_id, en_vigueur(aujourd_hui()))
        .options(Perimetre(Rattachement))
    )


def fiche_du(transfert: Transfert) -> Select[Beneficiaire]:
    """The file of a transfer that has just been accepted, with its attachments: to name its référent."""
    return (
        select(Beneficiaire)
        .join(Beneficiaire.rattachements)
        .where(Beneficiaire.id == transfert.beneficiaire_id)
        .options(contains_eager(Beneficiaire.rattachements), Perimetre(Beneficiaire, Rattachement))
        .execution_options(populate_existing=True)
    )
