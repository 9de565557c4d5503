"""Transfers of a file, those that wait for an answer, the structures one may choose."""

from __future__ import annotations

import uuid

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from parcours.annuaire.models import Structure
from parcours.beneficiaires.access import accords_en_vigueur
from parcours.beneficiaires.models import Accord, Beneficiaire, PorteeAccord
from parcours.beneficiaires.queries.couverture import accord_a_completer, structures_couvertes
from parcours.comptes.access import habilitations_en_vigueur
from parcours.comptes.models import Agent, Habilitation
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.transferts.access import DES_STRUCTURES, transferts_a_repondre, transferts_a_retirer, transferts_visibles
from parcours.transferts.models import Transfert
from parcours.transferts.rules import EtatTransfert

__all__ = [
    "a_repondre",
    "a_retirer",
    "accord_a_completer",
    "accord_couvre",
    "attendus",
    "du_dossier",
    "panneau",
    "referents_de",
    "structures_d_arrivee",
    "structures_de_depart",
]


def _complets(requete: Select[Transfert]) -> Select[Transfert]:
    return requete.options(
        joinedload(Transfert.de_structure), joinedload(Transfert.vers_structure), joinedload(Transfert.repondu_par)
    )


def a_repondre(acteur: Acteur) -> Select[Transfert]:
    """Transfers one may answer (given to the loader)."""
    return _complets(transferts_a_repondre(acteur))


def a_retirer(acteur: Acteur) -> Select[Transfert]:
    """Transfers one may take back (given to the loader)."""
    return _complets(transferts_a_retirer(acteur))


def attendus(acteur: Acteur, au_plus: int | None = None) -> list[Transfert]:
    """Transfers waiting for this person's answer, the oldest first."""
    return list(db.session.scalars(a_repondre(acteur).order_by(Transfert.propose_le, Transfert.id).limit(au_plus)))


def du_dossier(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Transfert]:
    """Transfers of one file, the latest first."""
    requete = _complets(transferts_visibles(acteur)).where(Transfert.beneficiaire_id == beneficiaire_id)
    return list(db.session.scalars(requete.order_by(Transfert.propose_le.desc())))


def panneau(lecture: Lecture) -> dict[str, object] | None:
    """What the section « Situation » shows; nothing outside the Cité de l'Emploi."""
    if not lecture.acteur.dispositifs_de(Role.COORDINATEUR_CITE, Role.REFERENT_INSERTION):
        return None
    lignes = du_dossier(lecture.acteur, lecture.beneficiaire_id)
    attend = any(t.etat is EtatTransfert.PROPOSE for t in lignes)
    return {"lignes": lignes, "attend": attend, "beneficiaire_id": lecture.beneficiaire_id}


def structures_de_depart(acteur: Acteur, personne: Beneficiaire) -> list[Structure]:
    """Structures the person may leave: those attached today; for a référent, their own."""
    jour = aujourd_hui()
    presentes = {
        r.structure
        for r in personne.rattachements
        if r.nature in DES_STRUCTURES and r.structure is not None and r.debut <= jour and (r.fin is None or r.fin >= jour)
    }
    if Dispositif.EMPLOI not in acteur.dispositifs_de(Role.COORDINATEUR_CITE):
        miennes = acteur.structures_de(Role.REFERENT_INSERTION)
        presentes = {s for s in presentes if s.id in miennes}
    return sorted(presentes, key=lambda s: s.nom)


def structures_d_arrivee(personne: Beneficiaire) -> list[tuple[Structure, bool]]:
    """Structures where a référent d'insertion works today, or that the person has agreed to: (structure, agreed to)."""
    couvertes = structures_couvertes(personne.id)
    avec_referent = _habilites().with_only_columns(Habilitation.structure_id)
    ouvertes: ColumnElement[bool] = or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui())
    requete = select(Structure).where(and_(ouvertes, or_(Structure.id.in_(avec_referent), Structure.id.in_(sorted(couvertes)))))
    return [(s, s.id in couvertes) for s in db.session.scalars(requete.order_by(Structure.nom))]


def _habilites() -> Select[Habilitation]:
    return habilitations_en_vigueur(aujourd_hui()).where(Habilitation.role == Role.REFERENT_INSERTION)


def referents_de(structure_id: uuid.UUID) -> list[Agent]:
    """Référents d'insertion of a structure today."""
    ids = _habilites().where(Habilitation.structure_id == structure_id).with_only_columns(Habilitation.agent_id)
    return list(db.session.scalars(select(Agent).where(Agent.actif, Agent.id.in_(ids)).order_by(Agent.cle_tri, Agent.id)))


def accord_couvre(beneficiaire_id: uuid.UUID, structure_id: uuid.UUID) -> bool:
    """True when a confirmed agreement of this file names this structure."""
    requete = accords_en_vigueur(beneficiaire_id).join(Accord.portees).where(PorteeAccord.structure_id == structure_id)
    return db.session.scalar(requete.with_only_columns(Accord.id).limit(1)) is not None
