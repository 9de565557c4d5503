"""The row lock: a read of a partitioned table without its access function is refused."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Beneficiaire, Contact
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import compter
from parcours.socle.droits import Acteur, Dispositif, HabilitationDuJour, Role
from parcours.socle.perimetre import PerimetreManquant
from parcours.territoire.models import Commune

COORDINATRICE = Acteur(uuid.uuid4(), "Camille", (HabilitationDuJour(Role.COORDINATEUR_PRE, Dispositif.PRE, None),))

REFUSES: dict[str, Any] = {
    "le modèle": select(Beneficiaire),
    "une colonne": select(Beneficiaire.nom),
    "un compte": select(func.count()).select_from(Beneficiaire),
    "un alias": select(aliased(Beneficiaire)),
    "une sous-requête": select(select(Beneficiaire.id).subquery()),
    "un exists": select(Commune).where(exists().where(Beneficiaire.commune_id == Commune.id)),
    "une jointure": select(Commune).join(Beneficiaire, Beneficiaire.commune_id == Commune.id),
    "une table": select(Beneficiaire.__table__),
    "une mise à jour": update(Beneficiaire).values(nom="X"),
    "une suppression": delete(Beneficiaire),
    "une union": select(Beneficiaire.id).union(select(Contact.id)),
}


@pytest.mark.parametrize("forme", REFUSES)
def test_une_lecture_sans_perimetre_est_refusee(session: Session, forme: str) -> None:
    with pytest.raises(PerimetreManquant):
        session.execute(REFUSES[forme])


def test_une_lecture_par_identifiant_sans_perimetre_est_refusee(session: Session) -> None:
    with pytest.raises(PerimetreManquant):
        session.get(Beneficiaire, uuid.uuid4())


def test_une_liste_partie_de_access_est_acceptee(session: Session) -> None:
    assert session.scalars(beneficiaires_visibles(COORDINATRICE)).all() == []
    assert session.scalars(parcours_visibles(COORDINATRICE)).all() == []


def test_un_compte_parti_de_access_est_accepte(session: Session) -> None:
    assert compter(beneficiaires_visibles(COORDINATRICE)) == 0


def test_un_enfant_non_couvert_est_refuse_au_chargement_paresseux(session: Session) -> None:
    session.add(Beneficiaire(dispositif=Dispositif.PRE, nom="A", prenom="B", cle_recherche=" a b", cle_tri="a b"))
    session.flush()
    session.expunge_all()
    trouve = session.scalars(beneficiaires_visibles(COORDINATRICE)).one()
    assert trouve.contacts == []


def test_ne_garder_que_des_colonnes_garde_le_perimetre(session: Session) -> None:
    identifiants = parcours_visibles(COORDINATRICE).with_only_columns(Parcours.beneficiaire_id)
    assert session.scalars(identifiants).all() == []
    parmi = beneficiaires_visibles(COORDINATRICE).where(Beneficiaire.id.in_(identifiants))
    assert session.scalars(parmi).all() == []
