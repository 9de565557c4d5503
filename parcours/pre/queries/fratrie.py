"""Brothers and sisters followed by the PRE: those linked, and those who may be."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Select, func, or_
from sqlalchemy.orm import contains_eager

from parcours.beneficiaires.access import beneficiaires_visibles, contacts_visibles
from parcours.beneficiaires.models import Beneficiaire, Contact
from parcours.pre.access import fratries_visibles
from parcours.pre.models import MembreDeFratrie
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.recherche import normaliser


@dataclass(frozen=True)
class Candidat:
    """A child who may be of the same family, and why."""

    personne: Beneficiaire
    raison: str


def fratrie_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Beneficiaire]:
    """Brothers and sisters within reach, in the order of first names; one whose file is out of reach is not even counted."""
    freres = (
        fratries_visibles(acteur)
        .join(MembreDeFratrie.beneficiaire)
        .where(
            MembreDeFratrie.fratrie_id.in_(_ses_groupes(acteur, beneficiaire_id)),
            MembreDeFratrie.beneficiaire_id != beneficiaire_id,
        )
        .order_by(Beneficiaire.prenom, Beneficiaire.id)
        .options(contains_eager(MembreDeFratrie.beneficiaire))
    )
    # Two merged files may leave the same child twice in a group.
    return list({membre.beneficiaire_id: membre.beneficiaire for membre in db.session.scalars(freres)}.values())


def _ses_groupes(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Select[uuid.UUID]:
    siens = fratries_visibles(acteur).where(MembreDeFratrie.beneficiaire_id == beneficiaire_id)
    return siens.with_only_columns(MembreDeFratrie.fratrie_id)


def candidats(acteur: Acteur, personne: Beneficiaire, q: str = "") -> list[Candidat]:
    """Children of the PRE within reach who share a phone, an address or a name with this one, or whose name was searched.

    Args:
        acteur: who looks; nobody outside their files is proposed.
        personne: the child, with contacts loaded.
        q: words of a name, to find half-brothers under another name.
    """
    deja = {frere.id for frere in fratrie_de(acteur, personne.id)} | {personne.id}
    telephones = {c.telephone for c in personne.contacts if c.telephone} | ({personne.telephone} - {None})
    par_telephone: set[uuid.UUID] = set()
    if telephones:
        par_telephone = set(
            db.session.scalars(
                contacts_visibles(acteur.au_titre_de(Droit.PARCOURS_LIRE))
                .where(Contact.telephone.in_(telephones))
                .with_only_columns(Contact.beneficiaire_id)
            )
        )
    conditions = [Beneficiaire.id.in_(par_telephone), func.lower(Beneficiaire.nom) == personne.nom.lower()]
    if personne.adresse:
        conditions.append(func.lower(Beneficiaire.adresse) == personne.adresse.lower())
    mots = normaliser(q).split()
    if mots:
        conditions = [Beneficiaire.cle_recherche.contains(f" {mot}", autoescape=True) for mot in mots[:1]]
    requete = (
        beneficiaires_visibles(acteur.au_titre_de(Droit.PARCOURS_LIRE))
        .where(Beneficiaire.dispositif == Dispositif.PRE, or_(*conditions), Beneficiaire.id.not_in(deja))
        .order_by(Beneficiaire.cle_tri, Beneficiaire.id)
        .limit(20)
    )
    return [Candidat(autre, _raison(personne, autre, par_telephone)) for autre in db.session.scalars(requete)]


def _raison(personne: Beneficiaire, autre: Beneficiaire, par_telephone: set[uuid.UUID]) -> str:
    if autre.id in par_telephone:
        return "même téléphone d’un parent"
    if personne.adresse and (autre.adresse or "").lower() == personne.adresse.lower():
        return "même adresse"
    return "même nom" if normaliser(autre.nom) == normaliser(personne.nom) else "trouvé par son nom"


def groupes_de(acteur: Acteur, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Groups to which these children already belong."""
    return set(
        db.session.scalars(
            fratries_visibles(acteur)
            .where(MembreDeFratrie.beneficiaire_id.in_(ids))
            .with_only_columns(MembreDeFratrie.fratrie_id)
        )
    )
