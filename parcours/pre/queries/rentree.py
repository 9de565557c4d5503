"""The whole file before the new school year: who simply goes up, who is to be looked at, who is already done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import contains_eager, joinedload

from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.models import Parcours
from parcours.pre.access import parcours_du_pre, scolarites_visibles
from parcours.pre.models import Scolarite
from parcours.pre.rules import PARTICULIERES, EcoleOfferte, Passage, proposer
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.territoire.queries import etablissements
from parcours.territoire.rules import CLASSES


@dataclass(frozen=True)
class LigneDeRentree:
    """One child and what is proposed."""

    personne: Beneficiaire
    passage: Passage

    @property
    def etablissement_id(self) -> uuid.UUID | None:
        """School proposed: the present one, when it has the class that follows."""
        return self.personne.etablissement_id if self.passage.meme_ecole else None


@dataclass(frozen=True)
class Rentree:
    """The file, sorted."""

    annee: int
    surs: list[LigneDeRentree]
    douteux: list[LigneDeRentree]
    faits: int


def preparer(acteur: Acteur, annee: int) -> Rentree:
    """Children with an open PRE pathway, in the order of their present class, then of names (two statements)."""
    deja = set(
        db.session.scalars(
            scolarites_visibles(acteur).where(Scolarite.annee == annee).with_only_columns(Scolarite.beneficiaire_id)
        )
    )
    parcours = db.session.scalars(
        parcours_du_pre(acteur)
        .options(contains_eager(Parcours.beneficiaire).joinedload(Beneficiaire.etablissement))
        .order_by(Beneficiaire.cle_tri, Beneficiaire.id)
    )
    personnes = {p.beneficiaire_id: p.beneficiaire for p in parcours}
    lignes = [
        LigneDeRentree(
            personne,
            proposer(
                personne.classe,
                personne.etablissement.niveau if personne.etablissement else None,
                personne.date_naissance,
                annee,
            ),
        )
        for identifiant, personne in personnes.items()
        if identifiant not in deja
    ]
    lignes.sort(key=lambda ligne: _rang(ligne.personne.classe))
    return Rentree(
        annee,
        [ligne for ligne in lignes if ligne.passage.sur],
        [ligne for ligne in lignes if not ligne.passage.sur],
        len(deja & set(personnes)),
    )


def _rang(classe: str | None) -> int:
    return CLASSES.index(classe) if classe in CLASSES else len(CLASSES)


def classes_offertes() -> list[str]:
    """Every class a child may be put in."""
    return [*CLASSES, *PARTICULIERES]


def ecoles_offertes() -> list[EcoleOfferte]:
    """The open schools."""
    return [EcoleOfferte(str(e.id), e.nom, e.niveau) for e in etablissements()]


def scolarites_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Scolarite]:
    """School years of one child, the latest first."""
    return list(
        db.session.scalars(
            scolarites_visibles(acteur)
            .where(Scolarite.beneficiaire_id == beneficiaire_id)
            .options(joinedload(Scolarite.etablissement))
            .order_by(Scolarite.annee.desc())
        )
    )
