"""From which pathway and to which structure one may refer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from parcours.annuaire.models import Service, Structure
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.queries.dossier import agents_referents, referents
from parcours.nomenclatures.queries import choix
from parcours.orientations.access import parcours_a_orienter
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.pieces.models import Piece
from parcours.pieces.queries import du_dossier
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.typographie import date_courte

PARCOURS_FINIS = (EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.NON_RETENU, EtatParcours.CLOS)


def a_orienter(acteur: Acteur) -> Select[Parcours]:
    """Pathways from which one may refer, with the person and the contacts."""
    return parcours_a_orienter(acteur).options(
        contains_eager(Parcours.beneficiaire).selectinload(Beneficiaire.contacts),
        contains_eager(Parcours.beneficiaire).selectinload(Beneficiaire.rattachements),
    )


def parcours_courant(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Parcours | None:
    """The running pathway of a file, from which a referral starts."""
    requete = parcours_a_orienter(acteur).where(
        Parcours.beneficiaire_id == beneficiaire_id, Parcours.etat.not_in(PARCOURS_FINIS)
    )
    return db.session.scalars(requete.order_by(Parcours.cree_le.desc()).limit(1)).first()


def service_demande(structure: Structure, service_id: uuid.UUID | None) -> Service | None:
    """The service asked for, when it is one of this structure."""
    if service_id is None:
        return None
    requete = select(Service).where(Service.id == service_id, Service.structure_id == structure.id, Service.orientable)
    return db.session.scalars(requete).one_or_none()


def structures_conseillees(orientation: Orientation) -> list[tuple[str, str]]:
    """Every open structure that takes referrals, but the one of this referral: (id, name)."""
    requete = structures_ouvertes().where(Structure.id != orientation.structure_id).order_by(Structure.nom)
    return [(str(s.id), s.libelle) for s in db.session.scalars(requete)]


@dataclass(frozen=True)
class Offre:
    """What the form of one pathway offers, as (code, words)."""

    contacts: list[tuple[str, str]]
    besoins: list[tuple[str, str]]
    referents: list[tuple[str, str]]
    referent: str
    pieces: list[tuple[str, str]]


def offre(acteur: Acteur, parcours: Parcours) -> Offre:
    """Contacts one may reach, needs, référents to tell, pieces of the file."""
    personne = parcours.beneficiaire
    principal = referents(personne).principal
    agents = [a for a in agents_referents(parcours.dispositif) if a.id != acteur.agent_id]
    connu = principal is not None and any(a.id == principal.agent_id for a in agents)
    return Offre(
        contacts=[(str(c.id), f"{c.nom_affiche} ({c.lien.libelle.lower()})") for c in personne.contacts if c.contact_autorise],
        besoins=choix("frein") if parcours.dispositif is Dispositif.EMPLOI else [],
        referents=[(str(a.id), a.nom_complet) for a in agents],
        referent=str(principal.agent_id) if principal is not None and connu else "",
        pieces=[(str(p.id), piece_en_mots(p)) for p in du_dossier(acteur, parcours.beneficiaire_id)],
    )


def piece_en_mots(piece: Piece) -> str:
    """« Accord signé (PDF), 3/11/2026 : signé par le père »."""
    titre = f" : {piece.titre}" if piece.titre else ""
    return f"{piece.nature.libelle} ({piece.format.libelle}), {date_courte(a_paris(piece.deposee_le).date())}{titre}"


def structures_ouvertes() -> Select[Structure]:
    """One structure to refer to, for the loader: the directory names nobody."""
    return select(Structure).where(
        Structure.orientable, or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui())
    )
