"""Whose pieces one may open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.pieces import services
from parcours.pieces.access import pieces_visibles
from parcours.pieces.rules import NaturePiece, SaisiePiece
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes


@pytest.fixture
def enfant(session: Session):
    """A child with one piece."""
    enfant = personnes.beneficiaire("Renault", "Léa")
    qui = personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE))
    services.deposer(enfant, SaisiePiece(b"%PDF-1.4 %%EOF", NaturePiece.ACCORD, None, None), par=qui)
    session.commit()
    return enfant


def voit(session: Session, acteur) -> bool:
    """Does this person see any piece?"""
    return bool(session.scalars(pieces_visibles(acteur)).all())


def test_la_coordination_voit_les_pieces_de_son_dispositif_et_elle_seule(session: Session, enfant) -> None:
    assert voit(session, personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE, nom="Autre")))
    assert not voit(session, personnes.acteur(personnes.agent(Role.MEDIATEUR_SANTE)))
    assert not voit(session, personnes.acteur(personnes.agent(Role.COORDINATEUR_CITE)))


def test_un_referent_voit_les_pieces_des_enfants_qu_il_suit_aujourd_hui(session: Session, enfant) -> None:
    suit, ancien, autre = (personnes.agent(Role.REFERENT_PRE, nom=nom) for nom in ("Suit", "Ancien", "Autre"))
    jour = aujourd_hui()
    personnes.rattacher(enfant, agent=suit, debut=jour - timedelta(days=9))
    personnes.rattacher(enfant, agent=ancien, debut=jour - timedelta(days=9), fin=jour - timedelta(days=1))
    session.commit()
    assert voit(session, personnes.acteur(suit))
    assert not voit(session, personnes.acteur(ancien))
    assert not voit(session, personnes.acteur(autre))


@pytest.mark.parametrize("role", [Role.SECRETARIAT_PRE, Role.PILOTE, Role.OBSERVATEUR, Role.ADMINISTRATEUR, Role.DPO])
def test_les_autres_roles_n_en_voient_aucune(session: Session, enfant, role: Role) -> None:
    assert not voit(session, personnes.acteur(personnes.agent(role)))
    assert enfant.dispositif is Dispositif.PRE
