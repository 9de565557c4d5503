"""Reading the territory. It names nobody: whoever holds REFERENTIEL_LIRE reads it all; other domains use it in their forms."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.models import Ambition, Axe, Commune, Etablissement, ObjectifContrat, Quartier, Repere, Voie
from parcours.territoire.rules import dans_les_numeros, designe, lire_adresse


def toutes_communes() -> Select[Commune]:
    """Communes, in alphabetical order."""
    return select(Commune).order_by(Commune.nom)


def tous_quartiers() -> Select[Quartier]:
    """Districts, past and present, with their communes and other names."""
    return (
        select(Quartier)
        .options(selectinload(Quartier.communes), selectinload(Quartier.appellations))
        .order_by(Quartier.type, Quartier.nom)
    )


def toutes_voies() -> Select[Voie]:
    """Streets and residences that propose a district."""
    return (
        select(Voie)
        .join(Voie.commune)
        .options(joinedload(Voie.commune), joinedload(Voie.quartier))
        .order_by(Commune.nom, Voie.nom, Voie.numero_min)
    )


def tous_etablissements() -> Select[Etablissement]:
    """Schools, closed ones included."""
    return (
        select(Etablissement)
        .outerjoin(Etablissement.commune)
        .options(joinedload(Etablissement.commune))
        .order_by(Commune.nom, Etablissement.nom)
    )


def communes() -> list[Commune]:
    """Every commune."""
    return list(db.session.scalars(toutes_communes()))


def quartiers(au: date | None = None) -> list[Quartier]:
    """Districts valid on a day (today by default), QPV first."""
    jour = au or aujourd_hui()
    requete = tous_quartiers().where(Quartier.valide_du <= jour, or_(Quartier.valide_au.is_(None), Quartier.valide_au >= jour))
    return list(db.session.scalars(requete))


def quartiers_de_tout_temps() -> list[Quartier]:
    """Districts, past ones included."""
    return list(db.session.scalars(tous_quartiers()))


def voies() -> list[Voie]:
    """Every street or residence known."""
    return list(db.session.scalars(toutes_voies()))


def etablissements(*, ouverts: bool = True) -> list[Etablissement]:
    """Schools; only those open today unless told."""
    requete = tous_etablissements()
    if ouverts:
        requete = requete.where(or_(Etablissement.valide_au.is_(None), Etablissement.valide_au >= aujourd_hui()))
    return list(db.session.scalars(requete))


def tous_axes() -> Select[Axe]:
    """Axes of the contract, past ones included."""
    return select(Axe).order_by(Axe.libelle)


def toutes_ambitions() -> Select[Ambition]:
    """Ambitions of the contract, past ones included."""
    return select(Ambition).order_by(Ambition.rang, Ambition.libelle)


def tous_objectifs() -> Select[ObjectifContrat]:
    """Objectives of the contract, past ones included, with their axis and ambitions, axis by axis."""
    return (
        select(ObjectifContrat)
        .join(ObjectifContrat.axe)
        .options(contains_eager(ObjectifContrat.axe), selectinload(ObjectifContrat.ambitions))
        .order_by(Axe.libelle, ObjectifContrat.code)
    )


def axes() -> list[Axe]:
    """Every axis."""
    return list(db.session.scalars(tous_axes()))


def ambitions() -> list[Ambition]:
    """Every ambition."""
    return list(db.session.scalars(toutes_ambitions()))


def reperes() -> list[Repere]:
    """Reference figures quoted by the contract."""
    return list(db.session.scalars(select(Repere).order_by(Repere.libelle, Repere.code)))


def objectifs_du_contrat() -> list[ObjectifContrat]:
    """The objectives of the contract with their axis and ambitions, axis by axis."""
    return list(db.session.scalars(tous_objectifs()))


@dataclass(frozen=True)
class Proposition:
    """What an address lets us say: a district (None: known to be outside), and the street that says it."""

    quartier: Quartier | None
    voie: Voie


def proposer_quartier(adresse: str | None, commune_id: uuid.UUID | None = None, au: date | None = None) -> Proposition | None:
    """District proposed for an address by the table of streets; None when no street of the table is recognised.

    It is a proposal, shown to somebody who confirms it. The longest street name wins, then the narrowest stretch.
    A district whose perimeter does not hold on the day is not proposed.
    """
    if not adresse or not adresse.strip():
        return None
    jour, lue = au or aujourd_hui(), lire_adresse(adresse)
    requete = toutes_voies()
    if commune_id is not None:
        requete = requete.where(Voie.commune_id == commune_id)
    trouvees = [
        voie
        for voie in db.session.scalars(requete)
        if designe(voie.cle, lue)
        and dans_les_numeros(lue.numero, voie.numero_min, voie.numero_max)
        and (
            voie.quartier is None
            or (voie.quartier.valide_du <= jour and (voie.quartier.valide_au is None or jour <= voie.quartier.valide_au))
        )
    ]
    if not trouvees:
        return None
    meilleure = max(trouvees, key=lambda v: (len(v.cle), v.numero_min is not None, v.numero_max is not None))
    memes = {v.quartier_id for v in trouvees if v.cle == meilleure.cle and v.commune_id != meilleure.commune_id}
    if memes - {meilleure.quartier_id}:
        return None  # the same street name in two communes, and we do not know which
    return Proposition(meilleure.quartier, meilleure)
