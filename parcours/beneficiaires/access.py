"""Whose file an acting person may open: the only place that says it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, update
from sqlalchemy.orm import aliased, contains_eager, joinedload

from parcours.beneficiaires.models import (
    Accord,
    Beneficiaire,
    Contact,
    Fusion,
    PorteeAccord,
    PorteeDispositif,
    QuartierConstate,
    Rattachement,
)
from parcours.beneficiaires.rules import EtatAccord, NatureRattachement
from parcours.socle.base import Base, db
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

_DU_DOSSIER = (Beneficiaire, QuartierConstate, Contact, Accord, PorteeAccord, PorteeDispositif, Rattachement, Fusion)


def en_vigueur(jour: date) -> ColumnElement[bool]:
    """An attachment in force on a day."""
    return and_(Rattachement.debut <= jour, or_(Rattachement.fin.is_(None), Rattachement.fin >= jour))


def portee(acteur: Acteur) -> ColumnElement[bool]:
    """Condition on `Beneficiaire`: the files this person may open today.

    Coordination, secrétariat and médiation: their dispositif. Référents: the children they are attached to today.
    Référents d'insertion: the people their structure spotted or accompanies today, and those confided to them by name.
    Everybody else: none. On a page, only through the roles that hold the right of that page.
    """
    acteur = acteur.pour_la_page()
    conditions: list[ColumnElement[bool]] = []
    if dispositifs := acteur.dispositifs_de(*ROLES_DE_TOUT_LE_DISPOSITIF):
        conditions.append(Beneficiaire.dispositif.in_(sorted(dispositifs)))
    miens = select(Rattachement.beneficiaire_id).where(
        Rattachement.agent_id == acteur.agent_id,
        Rattachement.nature.in_((NatureRattachement.REFERENT, NatureRattachement.COREFERENT)),
        en_vigueur(aujourd_hui()),
    )
    if Role.REFERENT_PRE in acteur.roles:
        conditions.append(and_(Beneficiaire.dispositif == Dispositif.PRE, Beneficiaire.id.in_(miens)))
    if structures := acteur.structures_de(Role.REFERENT_INSERTION):
        des_structures = select(Rattachement.beneficiaire_id).where(
            Rattachement.structure_id.in_(structures), en_vigueur(aujourd_hui())
        )
        siens = or_(Beneficiaire.id.in_(des_structures), Beneficiaire.id.in_(miens))
        conditions.append(and_(Beneficiaire.dispositif == Dispositif.EMPLOI, siens))
    return or_(*conditions) if conditions else false()


def beneficiaires_visibles(acteur: Acteur) -> Select[Beneficiaire]:
    """Files this person may open; files absorbed by a merge are left out."""
    return select(Beneficiaire).where(portee(acteur), Beneficiaire.fusionne_dans_id.is_(None)).options(Perimetre(*_DU_DOSSIER))


def dossiers_visibles(acteur: Acteur) -> Select[Beneficiaire]:
    """The same files with their contacts, agreements and attachments, in one statement: what a record shows."""
    return (
        beneficiaires_visibles(acteur)
        .outerjoin(Beneficiaire.contacts)
        .outerjoin(Beneficiaire.accords)
        .outerjoin(Beneficiaire.rattachements)
        .options(
            joinedload(Beneficiaire.commune),
            joinedload(Beneficiaire.etablissement),
            joinedload(Beneficiaire.quartier),
            contains_eager(Beneficiaire.contacts),
            contains_eager(Beneficiaire.accords),
            contains_eager(Beneficiaire.rattachements).options(
                joinedload(Rattachement.agent), joinedload(Rattachement.structure)
            ),
        )
        .order_by(Contact.rang, Contact.id, Accord.cree_le, Accord.id, Rattachement.debut, Rattachement.id)
    )


def gardee_apres_fusion(acteur: Acteur, absorbe_id: uuid.UUID) -> Select[Beneficiaire]:
    """The file that absorbed another, when this person may open it: the old address leads there."""
    absorbee = aliased(Beneficiaire)
    return (
        beneficiaires_visibles(acteur)
        .join(absorbee, absorbee.fusionne_dans_id == Beneficiaire.id)
        .where(absorbee.id == absorbe_id)
    )


def du_dossier(modele: type[Any], acteur: Acteur) -> Select[Any]:
    """Rows of a table of the file (contacts, agreements, attachments…) of the files this person may open.

    Args:
        modele: a model with a `beneficiaire_id` column.
    """
    visibles = select(Beneficiaire.id).where(portee(acteur))
    return select(modele).where(modele.beneficiaire_id.in_(visibles)).options(Perimetre(*_DU_DOSSIER))


def accords_en_vigueur(beneficiaire_id: uuid.UUID) -> Select[Accord]:
    """Confirmed agreements of a file the caller has already loaded through its own scope: a check before an act, no display."""
    return (
        select(Accord)
        .where(Accord.beneficiaire_id == beneficiaire_id, Accord.etat == EtatAccord.CONFIRME)
        .options(Perimetre(Accord, PorteeAccord, PorteeDispositif))
    )


def absorbees_par(beneficiaire_id: uuid.UUID) -> Select[Beneficiaire]:
    """Files merged into this one, which the caller has already loaded through its own scope."""
    return select(Beneficiaire).where(Beneficiaire.fusionne_dans_id == beneficiaire_id).options(Perimetre(Beneficiaire))


def deplacer_vers(
    table: str, de: uuid.UUID, vers: uuid.UUID, deplaces: dict[str, list[str]], sauf: tuple[str, ...] = ()
) -> None:
    """Point every row of every table from one row of `table` to another: both were loaded through their own scope.

    Walks the foreign keys of all models, so a table added later follows without a change here.

    Args:
        table: name of the referred table.
        de: row that is left.
        vers: row that receives.
        deplaces: filled with the ids moved, by "table.column".
        sauf: tables left as they are.
    """
    for mappeur in Base.registry.mappers:
        modele: Any = mappeur.class_
        if modele.__tablename__ in sauf:
            continue
        for colonne in mappeur.local_table.c:
            if not any(cle.column.table.name == table and cle.column.name == "id" for cle in colonne.foreign_keys):
                continue
            attribut = getattr(modele, mappeur.get_property_by_column(colonne).key)
            marque = (Perimetre(modele),) if modele.__cloisonne__ else ()
            ids = list(db.session.scalars(select(modele.id).where(attribut == de).options(*marque)))
            if ids:
                db.session.execute(
                    update(modele)
                    .where(modele.id.in_(ids))
                    .values({attribut.key: vers})
                    .options(*marque)
                    .execution_options(synchronize_session=False)
                )
                deplaces.setdefault(f"{modele.__tablename__}.{attribut.key}", []).extend(str(i) for i in ids)


def contacts_visibles(acteur: Acteur) -> Select[Contact]:
    """Contacts of the files this person may open."""
    return du_dossier(Contact, acteur)


def accords_visibles(acteur: Acteur) -> Select[Accord]:
    """Agreements of the files this person may open."""
    return du_dossier(Accord, acteur)


def rattachements_visibles(acteur: Acteur) -> Select[Rattachement]:
    """Attachments of the files this person may open."""
    return du_dossier(Rattachement, acteur)


def accompagnements_en_vigueur(beneficiaire_id: uuid.UUID, structure_id: uuid.UUID) -> Select[Rattachement]:
    """Accompaniments of one file by one structure today; the caller reached both through its own scope: no display."""
    return (
        select(Rattachement)
        .where(
            Rattachement.beneficiaire_id == beneficiaire_id,
            Rattachement.structure_id == structure_id,
            Rattachement.nature == NatureRattachement.ACCOMPAGNEMENT,
            en_vigueur(aujourd_hui()),
        )
        .options(Perimetre(Rattachement))
    )


def etats_des_accords(beneficiaire_id: uuid.UUID) -> Select[EtatAccord]:
    """States of the agreements of a file the caller has already loaded through its own scope: a check before an act."""
    return select(Accord.etat).where(Accord.beneficiaire_id == beneficiaire_id).options(Perimetre(Accord))
