"""Search of the directory: by words, need, public, way of receiving, commune and district; then in the order of closeness."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from parcours.annuaire.models import Service, Structure, structure_quartier
from parcours.annuaire.queries.structures import ouvertes, services_ouverts, toutes
from parcours.annuaire.rules.delais import DelaiDeReponse, delais
from parcours.annuaire.rules.recherche import marque
from parcours.annuaire.rules.saisie import TYPES_D_UN_BESOIN, CriteresAnnuaire
from parcours.annuaire.rules.zones import marques_qui_couvrent
from parcours.socle.base import db
from parcours.socle.recherche import motifs
from parcours.territoire.models import Commune, quartier_commune

PAR_PAGE = 50
SERVICES_MONTRES = 3


@dataclass(frozen=True)
class Ligne:
    """One line of the list: a structure, what it offers that answers the search, how long it takes to answer."""

    structure: Structure
    commune: str | None
    services: list[Service] = field(default_factory=list)
    autres: int = 0
    """Services that also answer and are not named on the line."""
    delai: DelaiDeReponse | None = None
    dans_le_quartier: bool = False


def chercher(criteres: CriteresAnnuaire, page: int = 1, *, par_page: int = PAR_PAGE) -> tuple[list[Ligne], int]:
    """Lines of one page, and how many there are in all."""
    lieux = _codes_des_lieux(criteres)
    requete = _structures(criteres, lieux)
    total = db.session.scalar(select(func.count()).select_from(requete.subquery())) or 0
    dans_le_quartier = _tient_dans(criteres.quartier_id or criteres.pres_de)
    trouvees = db.session.execute(
        requete.add_columns(Commune.nom, dans_le_quartier)
        .outerjoin(Commune, Commune.id == Structure.commune_id)
        .order_by(dans_le_quartier.desc(), Structure.cle_recherche, Structure.id)
        .limit(par_page)
        .offset((page - 1) * par_page)
    ).all()
    ids = [structure.id for structure, _, _ in trouvees]
    services = _services_par_structure(ids, criteres, lieux)
    attentes = delais(ids) if criteres.orientables else {}
    return [
        Ligne(
            structure,
            commune or structure.commune,
            services.get(structure.id, [])[:SERVICES_MONTRES],
            max(0, len(services.get(structure.id, [])) - SERVICES_MONTRES),
            attentes.get(structure.id),
            bool(dedans),
        )
        for structure, commune, dedans in trouvees
    ], total


def _structures(criteres: CriteresAnnuaire, lieux: list[str]) -> Select[Structure]:
    requete = (toutes() if criteres.fermees else ouvertes()).order_by(None)
    if criteres.orientables:
        requete = requete.where(Structure.orientable.is_(True))
    for motif in motifs(criteres.recherche):
        requete = requete.where(or_(Structure.cle_recherche.like(motif), _offre(Service.cle_recherche.like(motif))))
    if criteres.type:
        requete = requete.where(Structure.type == criteres.type)
    if criteres.sur_les_services:
        requete = requete.where(or_(_offre(*_conditions(criteres, lieux)), _sans_service_mais_du_metier(criteres)))
    elif lieux:
        requete = requete.where(or_(_sur_place(criteres), _offre(*_conditions(criteres, lieux))))
    return requete


def _sans_service_mais_du_metier(criteres: CriteresAnnuaire) -> ColumnElement[bool]:
    """No service is written yet, but its kind answers the need: better shown than forgotten."""
    types = TYPES_D_UN_BESOIN.get(criteres.besoin.partition("--")[0], ())
    du_lieu = [_sur_place(criteres)] if criteres.commune_id or criteres.quartier_id else []
    return and_(Structure.type.in_(types), ~_offre(), *du_lieu)


def _offre(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The structure has an open service that meets every condition."""
    return exists(services_ouverts().with_only_columns(Service.id).where(Service.structure_id == Structure.id, *conditions))


def _conditions(criteres: CriteresAnnuaire, lieux: list[str]) -> list[ColumnElement[bool]]:
    """What a service must be to answer the search."""
    conditions: list[ColumnElement[bool]] = []
    if criteres.orientables:
        conditions.append(Service.orientable.is_(True))
    if criteres.besoin:
        # A category takes in its themes: `|thematique:mobilite--…|`.
        debut = marque("thematique", criteres.besoin)[:-1]
        conditions.append(or_(*(Service.reperes.contains(debut + suite, autoescape=True) for suite in ("|", "--"))))
    if criteres.public:
        conditions.append(_porte(marque("public", criteres.public), marque("public", "*")))
    if criteres.mode:
        conditions.append(_porte(marque("mode", criteres.mode), marque("mode", "*")))
    if lieux:
        conditions.append(_porte(*(m for code in lieux for m in marques_qui_couvrent(code))))
    return conditions


def _porte(*marques: str) -> ColumnElement[bool]:
    """The service bears one of these marks."""
    return or_(*(Service.reperes.contains(m, autoescape=True) for m in dict.fromkeys(marques)))


def _tient_dans(quartier_id: uuid.UUID | None) -> ColumnElement[int]:
    """1 when the structure holds its doors open in the district."""
    if quartier_id is None:
        return case((Structure.id.is_(None), 1), else_=0)
    presente = exists().where(
        structure_quartier.c.structure_id == Structure.id, structure_quartier.c.quartier_id == quartier_id
    )
    return case((presente, 1), else_=0)


def _sur_place(criteres: CriteresAnnuaire) -> ColumnElement[bool]:
    """The structure itself is of the commune, or holds its doors open in the district."""
    ici: list[ColumnElement[bool]] = []
    if criteres.commune_id:
        ici.append(Structure.commune_id == criteres.commune_id)
    if criteres.quartier_id:
        ici.append(_tient_dans(criteres.quartier_id) == 1)
        ici.append(
            Structure.commune_id.in_(
                select(quartier_commune.c.commune_id).where(quartier_commune.c.quartier_id == criteres.quartier_id)
            )
        )
    return or_(*ici)


def _codes_des_lieux(criteres: CriteresAnnuaire) -> list[str]:
    """INSEE codes of the commune asked for, and of those of the district asked for."""
    if not criteres.commune_id and not criteres.quartier_id:
        return []
    du_quartier = select(quartier_commune.c.commune_id).where(quartier_commune.c.quartier_id == criteres.quartier_id)
    requete = select(Commune.code_insee).where(or_(Commune.id == criteres.commune_id, Commune.id.in_(du_quartier)))
    return list(db.session.scalars(requete)) or ["00000"]


def _services_par_structure(
    structures: Iterable[uuid.UUID], criteres: CriteresAnnuaire, lieux: list[str]
) -> dict[uuid.UUID, list[Service]]:
    """Open services of these structures that answer the search, in the order of their names."""
    ids = list(structures)
    resultat: dict[uuid.UUID, list[Service]] = {}
    if ids:
        requete = services_ouverts().where(Service.structure_id.in_(ids), *_conditions(criteres, lieux))
        for service in db.session.scalars(requete.order_by(Service.nom, Service.id)):
            resultat.setdefault(service.structure_id, []).append(service)
    return resultat
