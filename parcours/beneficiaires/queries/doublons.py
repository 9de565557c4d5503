"""Is this person already known, as far as the acteur may see? Never a word about files beyond their reach."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_
from sqlalchemy.orm import joinedload

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.queries.liste import selon_la_recherche
from parcours.beneficiaires.rules import proximite
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.recherche import normaliser


@dataclass(frozen=True)
class Ressemblance:
    """A file that looks like the one being written, and why."""

    personne: Beneficiaire
    pourquoi: str


def ressemblants(
    acteur: Acteur, dispositif: Dispositif, nom: str, prenom: str, naissance: date | None, sauf: uuid.UUID | None = None
) -> list[Ressemblance]:
    """Files of the same dispositif, within reach, whose name and birth date are close (two letters are enough to be told).

    Candidates share the birth date, or the first letters of one of the names: the exact rule is `rules.proximite`.
    """
    mots = [m for m in normaliser(f"{nom} {prenom}").split() if len(m) > 1]
    if not mots:
        return []
    memes = [Beneficiaire.cle_recherche.like(f"% {mot[:3]}%") for mot in mots]
    conditions = [or_(*memes)]
    if naissance is not None:
        conditions.append(Beneficiaire.date_naissance == naissance)
    requete = (
        beneficiaires_visibles(acteur)
        .where(Beneficiaire.dispositif == dispositif, or_(*conditions))
        .options(joinedload(Beneficiaire.etablissement))
        .limit(2000)
    )
    trouves = []
    for personne in db.session.scalars(requete):
        if personne.id == sauf:
            continue
        pourquoi = proximite((nom, prenom, naissance), (personne.nom, personne.prenom, personne.date_naissance))
        if pourquoi is None and personne.nom_naissance:
            pourquoi = proximite((nom, prenom, naissance), (personne.nom_naissance, personne.prenom, personne.date_naissance))
        if pourquoi is not None:
            trouves.append(Ressemblance(personne, pourquoi))
    return trouves[:5]


def candidats_a_la_fusion(acteur: Acteur, personne: Beneficiaire, q: str) -> list[Ressemblance]:
    """Files that may be the same person: those found by the words typed, else those that look alike."""
    if q.strip():
        requete = selon_la_recherche(beneficiaires_visibles(acteur), q).where(
            Beneficiaire.dispositif == personne.dispositif, Beneficiaire.id != personne.id
        )
        return [
            Ressemblance(autre, "")
            for autre in db.session.scalars(
                requete.options(joinedload(Beneficiaire.etablissement)).order_by(Beneficiaire.cle_tri).limit(20)
            )
        ]
    return ressemblants(acteur, personne.dispositif, personne.nom, personne.prenom, personne.date_naissance, sauf=personne.id)
