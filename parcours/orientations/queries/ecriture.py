"""From which pathway and to which structure one may refer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager

from parcours.annuaire.models import Service, Structure
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.queries.dossier import referents
from parcours.comptes.models import Agent
from parcours.nomenclatures.queries import choix
from parcours.orientations.access import parcours_a_orienter, pieces_a_joindre
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.pieces.models import Piece
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.typographie import date_courte

PARCOURS_FINIS = (EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.NON_RETENU, EtatParcours.CLOS)


def a_orienter(acteur: Acteur) -> Select[Parcours]:
    """Pathways from which one may refer, with the person and the contacts."""
    return parcours_a_orienter(acteur).options(
        contains_eager(Parcours.beneficiaire).selectinload(Beneficiaire.contacts),
        contains_eager(Parcours.beneficiaire).selectinload(Beneficiaire.rattachements).joinedload(Rattachement.agent),
    )


def parcours_a_choisir(acteur: Acteur) -> Select[Parcours]:
    """One pathway with the person only: where to refer is chosen before who is to be reached."""
    return parcours_a_orienter(acteur).options(contains_eager(Parcours.beneficiaire))


def parcours_courant(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Parcours | None:
    """The running pathway of a file, from which a referral starts."""
    requete = parcours_a_orienter(acteur).where(
        Parcours.beneficiaire_id == beneficiaire_id, Parcours.etat.not_in(PARCOURS_FINIS)
    )
    return db.session.scalars(requete.order_by(Parcours.cree_le.desc()).limit(1)).first()


def service_demande(structure_id: uuid.UUID, service_id: uuid.UUID | None) -> Service | None:
    """The service asked for with its structure, when it is one of this open structure."""
    if service_id is None:
        return None
    requete = (
        select(Service)
        .join(Service.structure)
        .where(Service.id == service_id, Service.structure_id == structure_id, Service.orientable, *_ouvertes())
        .options(contains_eager(Service.structure))
    )
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
    pieces: list[tuple[str, str]]
    jointes: list[uuid.UUID]


def offre(acteur: Acteur, parcours: Parcours, orientation: Orientation | None = None) -> Offre:
    """Contacts one may reach, needs, référents to tell, pieces of the file and those that go with this referral."""
    personne = parcours.beneficiaire
    pieces = db.session.execute(
        pieces_a_joindre(acteur, parcours.beneficiaire_id, orientation.id if orientation else None)
    ).all()
    return Offre(
        contacts=[(str(c.id), f"{c.nom_affiche} ({c.lien.libelle.lower()})") for c in personne.contacts if c.contact_autorise],
        besoins=choix("frein") if parcours.dispositif is Dispositif.EMPLOI else [],
        referents=[(str(a.id), a.nom_complet) for a in _referents(personne) if a.id != acteur.agent_id],
        pieces=[(str(p.id), piece_en_mots(p)) for p, _ in pieces],
        jointes=[p.id for p, jointe in pieces if jointe],
    )


def _referents(personne: Beneficiaire) -> list[Agent]:
    """Who follows the person today, the main one first."""
    suivi = referents(personne)
    noms = [r.agent for r in (suivi.principal, *suivi.co_referents) if r is not None and r.agent is not None and r.agent.actif]
    return list(dict.fromkeys(noms))


def piece_en_mots(piece: Piece) -> str:
    """« Accord signé (PDF), 3/11/2026 : signé par le père »."""
    titre = f" : {piece.titre}" if piece.titre else ""
    return f"{piece.nature.libelle} ({piece.format.libelle}), {date_courte(a_paris(piece.deposee_le).date())}{titre}"


def _ouvertes() -> tuple[ColumnElement[bool], ...]:
    return (Structure.orientable.is_(True), or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui()))


def structures_ouvertes() -> Select[Structure]:
    """One structure to refer to, for the loader: the directory names nobody."""
    return select(Structure).where(*_ouvertes())
