"""Pathways of one person."""

from __future__ import annotations

import uuid

from parcours.parcours_individuels.access import (
    motifs_de_ce_parcours,
    motifs_visibles,
    parcours_complets,
    parcours_visibles,
)
from parcours.parcours_individuels.models import MotifDeDemande, Parcours
from parcours.parcours_individuels.rules import OUVERTS, PAR_UN_ECRAN, EtatParcours, table
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Acteur, Dispositif


def parcours_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Parcours]:
    """Pathways of one person, latest first, with their steps and objectives."""
    requete = parcours_complets(acteur).where(Parcours.beneficiaire_id == beneficiaire_id)
    return list(db.session.scalars(requete).unique())


def motifs_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """Reasons of each pathway of one person, the main one first."""
    requete = motifs_visibles(acteur).join(MotifDeDemande.parcours).where(Parcours.beneficiaire_id == beneficiaire_id)
    motifs: dict[uuid.UUID, list[str]] = {}
    for motif in db.session.scalars(requete.order_by(MotifDeDemande.principal.desc(), MotifDeDemande.libelle)):
        motifs.setdefault(motif.parcours_id, []).append(motif.libelle)
    return motifs


def motifs_du(parcours: Parcours) -> list[MotifDeDemande]:
    """Reasons of a loaded pathway."""
    return list(db.session.scalars(motifs_de_ce_parcours(parcours.id)))


def courant(lecture: Lecture) -> Parcours | None:
    """The open pathway, else the latest."""
    tous = lecture.une_fois(parcours_de)
    return next((p for p in tous if p.etat in OUVERTS), tous[0] if tous else None)


def suites_possibles(parcours: Parcours) -> list[EtatParcours]:
    """Steps the table allows from here by a bare choice, in the order of a pathway; the others have their own screen."""
    suites = [etat for etat in EtatParcours if etat in table(parcours.dispositif)[parcours.etat]]
    if parcours.dispositif is not Dispositif.PRE:
        return suites
    contrat = parcours.etat in (EtatParcours.DEMANDE, EtatParcours.A_DEMARRER, EtatParcours.EN_COURS)
    return [e for e in suites if e not in PAR_UN_ECRAN and not (contrat and e is EtatParcours.EN_COURS)]


def avertir_avant_fusion(acteur: Acteur, garde: uuid.UUID, absorbe: uuid.UUID) -> list[str]:
    """Two open pathways stay both open: somebody has to close one."""
    requete = parcours_visibles(acteur).where(Parcours.beneficiaire_id.in_((garde, absorbe)), Parcours.etat.in_(OUVERTS))
    ouverts = list(db.session.scalars(requete))
    if {p.beneficiaire_id for p in ouverts} == {garde, absorbe}:
        return ["Chaque fiche a un parcours ouvert. Les deux seront gardés : il faudra clore celui qui fait double emploi."]
    return []
