"""Structures and their services, one by one or as choices of a form."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from parcours.annuaire.models import Service, Structure
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import normaliser
from parcours.territoire.models import Commune, Quartier


def toutes() -> Select[Structure]:
    """Every structure, closed ones included."""
    return select(Structure)


def ouvertes() -> Select[Structure]:
    """Structures open today, in the order of their names."""
    return toutes().where(or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui())).order_by(Structure.nom)


def a_ouvrir() -> Select[Structure]:
    """One structure with its districts, for its page and its form."""
    return toutes().options(selectinload(Structure.quartiers))


def tous_services() -> Select[Service]:
    """Every service, ended ones included, with its structure."""
    return select(Service).options(joinedload(Service.structure))


def services_ouverts() -> Select[Service]:
    """Services offered today."""
    return select(Service).where(or_(Service.valide_au.is_(None), Service.valide_au >= aujourd_hui()))


def services_de(structure_id: uuid.UUID) -> list[Service]:
    """Services of one structure, ended ones last."""
    requete = select(Service).where(Service.structure_id == structure_id)
    return list(db.session.scalars(requete.order_by(Service.valide_au.is_not(None), Service.nom, Service.id)))


def service_a_choisir(structure_id: uuid.UUID, service_id: uuid.UUID) -> Service | None:
    """A service open today and orientable of this structure; None when it is not, or not any more."""
    requete = services_ouverts().where(
        Service.id == service_id, Service.structure_id == structure_id, Service.orientable.is_(True)
    )
    return db.session.scalars(requete).one_or_none()


def choix(*, orientables: bool = False) -> list[Structure]:
    """Structures offered in a form; `orientables`: only those that accept referrals made here."""
    requete = ouvertes()
    if orientables:
        requete = requete.where(Structure.orientable.is_(True))
    return list(db.session.scalars(requete))


def reconnaitre(texte: str) -> Structure | None:
    """The structure a team writes this way (name or sigle, accents and signs aside); None when two could be meant."""
    voulu = normaliser(texte)
    if not voulu:
        return None
    trouvees = [
        s
        for s in db.session.scalars(ouvertes())
        if voulu in {normaliser(s.nom), normaliser(s.sigle or ""), normaliser(s.libelle)}
    ]
    return trouvees[0] if len(trouvees) == 1 else None


def commune_de(fiche: Structure | Service) -> str | None:
    """Name of the commune of a structure or of a service: ours, else as published."""
    if fiche.commune_id is None:
        return fiche.commune
    return db.session.scalar(select(Commune.nom).where(Commune.id == fiche.commune_id))


def quartiers_a_choisir() -> list[tuple[str, str]]:
    """(id, name) of the districts of today, in one statement: filters need neither their communes nor their other names."""
    jour = aujourd_hui()
    requete = select(Quartier.id, Quartier.nom).where(
        Quartier.valide_du <= jour, or_(Quartier.valide_au.is_(None), Quartier.valide_au >= jour)
    )
    return [(str(i), nom) for i, nom in db.session.execute(requete.order_by(Quartier.type, Quartier.nom))]
