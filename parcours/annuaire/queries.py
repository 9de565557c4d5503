"""Reading the directory: it names organisations, not people; whoever holds ANNUAIRE_LIRE reads it all."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Select, func, or_, select

from parcours.annuaire.models import Structure
from parcours.annuaire.rules import CriteresAnnuaire
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import motifs, normaliser
from parcours.territoire.models import Commune


def toutes() -> Select[Structure]:
    """Every structure, closed ones included."""
    return select(Structure)


def ouvertes() -> Select[Structure]:
    """Structures open today, in the order of their names."""
    return toutes().where(or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui())).order_by(Structure.nom)


class Ligne(NamedTuple):
    """One line of the list."""

    structure: Structure
    commune: str | None


PAR_PAGE = 50


def chercher(criteres: CriteresAnnuaire, page: int = 1) -> tuple[list[Ligne], int]:
    """Lines of one page, and how many there are in all."""
    requete = (toutes() if criteres.fermees else ouvertes()).order_by(None)
    for motif in motifs(criteres.recherche):
        requete = requete.where(Structure.cle_recherche.like(motif))
    if criteres.type:
        requete = requete.where(Structure.type == criteres.type)
    if criteres.commune_id:
        requete = requete.where(Structure.commune_id == criteres.commune_id)
    total = db.session.scalar(select(func.count()).select_from(requete.subquery())) or 0
    lignes = db.session.execute(
        requete.add_columns(Commune.nom)
        .outerjoin(Commune, Commune.id == Structure.commune_id)
        .order_by(Structure.cle_recherche, Structure.id)
        .limit(PAR_PAGE)
        .offset((page - 1) * PAR_PAGE)
    )
    return [Ligne(structure, commune) for structure, commune in lignes], total


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


def commune_de(structure: Structure) -> str | None:
    """Name of the commune of a structure."""
    if structure.commune_id is None:
        return None
    return db.session.scalar(select(Commune.nom).where(Commune.id == structure.commune_id))
